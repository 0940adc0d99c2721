import { ENDPOINTS } from './endpoints.ts';
import { attempt, isText } from './natives.ts';
import { namedHosts } from './sender.ts';

const NativeUrl = URL;

/** Enough for host, path and the parameters that tell an endpoint; a `data:` image can be megabytes. */
const TESTED_CHARS = 4096;

/** The absolute URL, without fragment, of a request that may be a pixel's; null for every other one. */
export function watchedUrl(value: unknown): string | null {
  const text = value instanceof NativeUrl ? value.href : value;
  if (!isText(text) || text.startsWith('data:')) return null;
  const isKnown = ENDPOINTS.test(text.slice(0, TESTED_CHARS));
  const url = isKnown || namedHosts[0] ? attempt(() => new NativeUrl(text, document.baseURI)) : null;
  return url && (isKnown || namedHosts.includes(url.hostname)) ? url.href.replace(/#.*/, '') : null;
}
