import type { CaptureBody } from '../model/capture.ts';
import type { DecodeIssue } from '../model/event.ts';
import { decodeBase64, decodeUtf8 } from './base64.ts';
import { isGzip } from './gzip.ts';
import { parseJson } from './json.ts';
import { multipartBoundary, parseMultipart } from './multipart.ts';
import type { Fields, WireBody } from './request.ts';
import { parseUrlencoded } from './urlencoded.ts';

/** Reads a captured body on first use; bytes are joined before they are decoded. */
export function readBody(body: CaptureBody, contentType: string | null): WireBody {
  const read = once(() => readText(body));
  const text = () => read().text;
  return {
    kind: body.kind,
    text,
    fields: once(() => (body.kind === 'form' ? body.fields : textFields(text(), contentType))),
    json: once(() => (looksLikeJson(text()) ? parseJson(text()) : undefined)),
    unreadable: () => read().issue,
  };
}

function once<T>(compute: () => T): () => T {
  let kept: { value: T } | null = null;
  return () => (kept ??= { value: compute() }).value;
}

function readText(body: CaptureBody): { text: string; issue: DecodeIssue | null } {
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

function readBytes(base64: string): { text: string; issue: DecodeIssue | null } {
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

function textFields(text: string, contentType: string | null): Fields {
  const boundary = multipartBoundary(text, contentType);
  if (boundary !== null) return parseMultipart(text, boundary);
  return text.includes('=') && !looksLikeJson(text) ? parseUrlencoded(text.trim()) : [];
}
