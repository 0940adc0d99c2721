import type { CaptureBody } from '../model/capture.ts';
import type { DecodeIssue } from '../model/event.ts';
import { decodeBase64, decodeUtf8 } from './base64.ts';
import { isGzip } from './gzip.ts';
import { parseJson } from './json.ts';
import { multipartBoundary, parseMultipart } from './multipart.ts';
import type { Fields, WireBody } from './request.ts';
import { readFields, toUrlencoded, withoutMark } from './urlencoded.ts';

/** Reads a captured body on first use; bytes are joined before they are decoded. */
export function readBody(body: CaptureBody, contentType: string | null): WireBody {
  return body.kind === 'none' ? NO_BODY : new LazyBody(body, contentType);
}

class LazyBody implements WireBody {
  readonly #body: CaptureBody;
  readonly #contentType: string | null;
  #read: ReadText | null = null;
  #json: { value: unknown } | null = null;

  constructor(body: CaptureBody, contentType: string | null) {
    this.#body = body;
    this.#contentType = contentType;
  }

  get kind(): CaptureBody['kind'] {
    return this.#body.kind;
  }

  text(): string {
    return this.#readOnce().text;
  }

  unreadable(): DecodeIssue | null {
    return this.#readOnce().issue;
  }

  fields(): Fields {
    return this.#body.kind === 'form' ? this.#body.fields : (this.#parts() ?? readFields(this.params()));
  }

  params(): string {
    if (this.#body.kind === 'form') return toUrlencoded(this.#body.fields);
    const text = this.text();
    if (text === '') return '';
    const parts = this.#parts();
    if (parts) return toUrlencoded(parts);
    return !looksLikeJson(text) && text.includes('=') ? withoutMark(text.trim()) : '';
  }

  json(): unknown {
    return (this.#json ??= { value: looksLikeJson(this.text()) ? parseJson(this.text()) : undefined }).value;
  }

  #readOnce(): ReadText {
    return (this.#read ??= readText(this.#body));
  }

  /** Parts of a multipart body; null where it is none. */
  #parts(): Fields | null {
    const boundary = multipartBoundary(this.text(), this.#contentType);
    return boundary === null ? null : parseMultipart(this.text(), boundary);
  }
}

const NO_BODY: WireBody = new LazyBody({ kind: 'none' }, null);

interface ReadText {
  text: string;
  issue: DecodeIssue | null;
}

function readText(body: CaptureBody): ReadText {
  switch (body.kind) {
    case 'text':
      return { text: body.text, issue: null };
    case 'bytes':
      return readBytes(body.base64);
    case 'pending':
      return { text: '', issue: { code: 'body-pending', message: `The body has not been read yet: ${body.reason}.` } };
    case 'unreadable':
      return { text: '', issue: unreadable(body.reason) };
    default:
      return { text: '', issue: null };
  }
}

function readBytes(base64: string): ReadText {
  const bytes = base64 === '' ? new Uint8Array() : decodeBase64(base64);
  if (!bytes) return { text: '', issue: unreadable('its record is no base64') };
  if (isGzip(bytes)) return { text: '', issue: unreadable('it is gzip-compressed and was not inflated when it was recorded') };
  return { text: decodeUtf8(bytes), issue: null };
}

function unreadable(reason: string): DecodeIssue {
  return { code: 'body-unreadable', message: `The body cannot be read: ${reason}.` };
}

function looksLikeJson(text: string): boolean {
  return /^[\uFEFF\s]*[[{]/.test(text);
}
