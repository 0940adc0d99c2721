import { decodeBase64Text } from '../../wire/base64.ts';
import { firstOf } from '../../wire/fields.ts';
import type { Fields, WireRequest } from '../../wire/request.ts';
import { parseUrlencoded, splitLines } from '../../wire/urlencoded.ts';

/** `/g/collect` and `/g/s/collect` under any path (sGTM, tag gateway), and the tag gateway's short form. */
const COLLECT_PATH = /\/g\/(?:s\/)?collect\/?$|\/ag\/g\/c\/?$/;
const EMBEDDED_PATH = /^(?:\/[\w.-]+)*\/g\/(?:s\/)?collect\?/;
/** What `/g/collect` looks like in base64. */
const EMBEDDED_BASE64 = 'L2cvY29sbGVjd';

/** True for a request that carries GA4 hits in any of its disguises. */
export function isGa4Request(request: WireRequest): boolean {
  if (COLLECT_PATH.test(request.path)) return true;
  const query = request.url.search;
  if (query.length < 10) return false;
  return query.includes(EMBEDDED_BASE64) || hasEmbeddedPath(request) || isPlainHit(request);
}

/** A disguised path gives itself away by `v=2`, a measurement ID and an event name. */
function isPlainHit(request: WireRequest): boolean {
  if (!request.url.search.includes('tid=G-')) return false;
  const query = request.query();
  if (firstOf(query, 'v') !== '2') return false;
  return firstOf(query, 'en') !== null || bodyLines(request).length > 0;
}

function hasEmbeddedPath(request: WireRequest): boolean {
  return request.url.search.includes('collect') && embeddedQuery(request.query()) !== null;
}

/** Query of a `/g/collect` URL that stands, plain or as base64, in a parameter's value (Stape loader, service worker). */
function embeddedQuery(query: Fields): Fields | null {
  for (const [, value] of query) {
    const path = value.startsWith(EMBEDDED_BASE64) ? decodeBase64Text(value) : value;
    if (path !== null && EMBEDDED_PATH.test(path)) return parseUrlencoded(path.slice(path.indexOf('?') + 1));
  }
  return null;
}

/** Parameters that all hits of a request share. */
export function sharedFields(request: WireRequest): Fields {
  const query = request.query();
  return COLLECT_PATH.test(request.path) ? query : (embeddedQuery(query) ?? query);
}

/** The body's lines that are hits of their own. */
export function bodyLines(request: WireRequest): Fields[] {
  const { body } = request;
  const lines = body.kind === 'form' ? [body.fields()] : splitLines(body.text()).map(parseUrlencoded);
  return lines.filter((line) => firstOf(line, 'en') !== null);
}
