import { decodeBase64Text } from '../../wire/base64.ts';
import { ParamCursor } from '../../wire/param-cursor.ts';
import { paramReader } from '../../wire/param-reader.ts';
import type { WireRequest } from '../../wire/request.ts';
import { splitLines, withoutMark } from '../../wire/urlencoded.ts';

/** `/g/collect` and `/g/s/collect` under any path (sGTM, tag gateway), and the tag gateway's short forms, one for each of Google's hosts. */
const COLLECT_PATH = /\/(?:g\/(?:s\/)?collect|(?:ag|ga)\/g\/c)\/?$/;
const EMBEDDED_PATH = /^(?:\/[\w.-]+)*\/(?:g\/(?:s\/)?collect|(?:ag|ga)\/g\/c)\?/;
/** What `/g/collect` looks like in base64. */
const EMBEDDED_BASE64 = 'L2cvY29sbGVjd';
/** How a value can start that holds either, decoded or not. */
const EMBEDDED_START = '/L%';

/** Parameters that tell a hit where the path does not. */
const readHead = paramReader({ version: 'v', eventName: 'en' });

/** True for a request that carries GA4 hits in any of its disguises. */
export function isGa4Request(request: WireRequest): boolean {
  if (COLLECT_PATH.test(request.path)) return true;
  const query = request.queryText;
  if (query.length < 9) return false;
  return query.includes(EMBEDDED_BASE64) || hasEmbeddedPath(query) || isPlainHit(request);
}

/** A disguised path gives itself away by `v=2`, a measurement ID and an event name. */
function isPlainHit(request: WireRequest): boolean {
  if (!request.queryText.includes('tid=G-')) return false;
  const { version, eventName } = readHead(request.queryText);
  return version === '2' && (eventName !== null || bodyHits(request).length > 0);
}

function hasEmbeddedPath(query: string): boolean {
  return (query.includes('collect') || query.includes('/g/c?')) && embeddedQuery(query) !== null;
}

/**
 * Query of a `/g/collect` URL that stands, plain or as base64, in a parameter's value (Stape loader, service worker). Where
 * nothing of it is escaped (a tag gateway in PHP), its parameters but the first stand behind that value.
 */
function embeddedQuery(query: string): string | null {
  const at = new ParamCursor(query);
  while (at.next()) {
    if (!EMBEDDED_START.includes(query.charAt(at.nameEnd + 1))) continue;
    const { value } = at;
    const path = value.startsWith(EMBEDDED_BASE64) ? decodeBase64Text(value) : value;
    if (path !== null && EMBEDDED_PATH.test(path)) return `${path.slice(path.indexOf('?') + 1)}${query.slice(at.end)}`;
  }
  return null;
}

/** The text of the parameters that all hits of a request share. */
export function sharedParams(request: WireRequest): string {
  return COLLECT_PATH.test(request.path) ? request.queryText : (embeddedQuery(request.queryText) ?? request.queryText);
}

/** The texts of the body's lines that are hits of their own. */
export function bodyHits({ body }: WireRequest): string[] {
  if (body.kind === 'none') return [];
  const lines = body.kind === 'form' ? [body.params()] : splitLines(body.text()).map(withoutMark);
  return lines.filter((line) => readHead(line).eventName !== null);
}
