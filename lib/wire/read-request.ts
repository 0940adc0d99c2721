import type { CaptureBody } from '../model/capture.ts';
import { readBody } from './body.ts';
import type { Fields, WireRequest } from './request.ts';
import { parseUrlencoded } from './urlencoded.ts';

/** What a request is read from; a capture has all of it. */
export interface RawRequest {
  method: string;
  url: string;
  /** The request's Content-Type; null where unknown. */
  contentType: string | null;
  body: CaptureBody;
}

/**
 * Bytes → fields, lazily. `firstParty`: the platform a user rule names for the host, null without one.
 * null where the URL does not parse.
 */
export function readRequest(raw: RawRequest, firstParty: string | null): WireRequest | null {
  const url = URL.parse(raw.url);
  if (!url) return null;
  let query: Fields | null = null;
  return {
    method: raw.method.toUpperCase(),
    url,
    host: url.hostname,
    path: url.pathname,
    query: () => (query ??= parseUrlencoded(url.search)),
    body: readBody(raw.body, raw.contentType),
    firstParty,
  };
}
