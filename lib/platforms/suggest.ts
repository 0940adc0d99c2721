import type { Capture } from '../model/capture.ts';
import type { Resemblance } from '../model/suggestion.ts';
import { readRequest } from '../wire/read-request.ts';
import type { WireRequest } from '../wire/request.ts';
import { PLATFORMS } from './registry.ts';

/** Hosts that stand in the platforms' own patterns: what goes there and is no event is none of the shop's. */
const VENDOR_HOSTS = PLATFORMS.flatMap(({ endpoints }) => endpoints.map(({ pattern }) => pattern.split('/')[2] ?? '*'))
  .filter((host) => host !== '*')
  .map((host) => host.replace('*.', ''));

/** Far more than any pixel sends: beacons end at 64 kB. An upload is not searched for signs. */
const MAX_BODY_CHARS = 300_000;

/**
 * The platform that a request looks like which no platform claims and no user rule names; null where nothing is beyond
 * doubt. It says what to suggest, and makes no event.
 */
export function resemblanceOf(capture: Pick<Capture, 'method' | 'url' | 'contentType' | 'body'>): Resemblance | null {
  const request = readRequest(capture, null);
  if (!request || bodyLength(request) > MAX_BODY_CHARS || VENDOR_HOSTS.some((host) => request.host === host || request.host.endsWith(`.${host}`))) return null;
  for (const { id, shape } of PLATFORMS) {
    const signs = shape?.signsOf(request) ?? null;
    if (signs !== null) return { host: request.host, platform: id, signs };
  }
  return null;
}

function bodyLength({ body }: WireRequest): number {
  return body.kind === 'form' ? body.params().length : body.text().length;
}
