import type { CaptureBody } from '../model/capture.ts';
import { readBody } from './body.ts';
import type { Fields, WireBody, WireRequest } from './request.ts';
import { splitUrl, type UrlParts } from './url-parts.ts';
import { readFields } from './urlencoded.ts';

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
  const url = splitUrl(raw.url);
  return url && new LazyRequest(raw, url, firstParty);
}

class LazyRequest implements WireRequest {
  readonly #method: string;
  readonly host: string;
  readonly path: string;
  readonly queryText: string;
  readonly body: WireBody;
  readonly firstParty: string | null;

  constructor(raw: RawRequest, url: UrlParts, firstParty: string | null) {
    this.#method = raw.method;
    this.host = url.hostname;
    this.path = url.pathname;
    this.queryText = url.query;
    this.body = readBody(raw.body, raw.contentType);
    this.firstParty = firstParty;
  }

  get method(): string {
    return this.#method.toUpperCase();
  }

  query(): Fields {
    return readFields(this.queryText);
  }

  params(): string {
    const inBody = this.body.params();
    return inBody === '' ? this.queryText : `${this.queryText}&${inBody}`;
  }
}
