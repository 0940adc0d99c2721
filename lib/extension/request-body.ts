import type { CaptureBody } from '../model/capture.ts';
import type { RequestBody } from './request-details.ts';

/** Gunzips; the wire layer supplies it. */
export type Inflate = (bytes: Uint8Array) => Promise<Uint8Array>;

/** Chromium says `error` for a Blob, a stream, and a beacon without any body alike. */
const PENDING: CaptureBody = {
  kind: 'pending',
  reason: 'body pending (Blob or stream): the browser does not hand it to an extension',
};

const EMPTY_FORM: CaptureBody = {
  kind: 'unreadable',
  reason: 'the browser handed over an empty form (Firefox does so for forms of several megabytes)',
};

/** A file part is missing. */
export const PARTIAL: CaptureBody = { kind: 'unreadable', reason: 'partial: the browser leaves file parts out of a multipart body' };

/** What `onBeforeRequest` tells of a body (capture.md §1). */
export async function readRequestBody(body: RequestBody | null | undefined, inflate: Inflate): Promise<CaptureBody> {
  if (!body) return { kind: 'none' };
  if (body.error !== undefined) return PENDING;
  if (body.formData) return readForm(body.formData);
  const parts = body.raw ?? [];
  if (parts.some((part) => part.file !== undefined)) return PARTIAL;
  const bytes = concatenate(parts.map((part) => new Uint8Array(part.bytes ?? new ArrayBuffer(0))));
  return bytes.length === 0 ? { kind: 'none' } : readBytes(await unpack(bytes, inflate));
}

function readForm(form: NonNullable<RequestBody['formData']>): CaptureBody {
  const fields = Object.entries(form).flatMap(([name, values]) =>
    values.map((value) => [name, typeof value === 'string' ? value : new TextDecoder().decode(value)] as const),
  );
  return fields.length === 0 ? EMPTY_FORM : { kind: 'form', fields };
}

/** A gzip body is unpacked; one that does not unpack stays as it is, for the decoder to name. */
async function unpack(bytes: Uint8Array, inflate: Inflate): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  return inflate(bytes).catch(() => bytes);
}

function readBytes(bytes: Uint8Array): CaptureBody {
  if (isPartialMultipart(bytes)) return PARTIAL;
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { kind: 'bytes', base64: toBase64(bytes) };
  }
}

/**
 * Chromium drops a Blob part's content and keeps its headers and the closing boundary: a named file without content
 * counts as dropped, since an empty file looks the same.
 */
function isPartialMultipart(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x2d || bytes[1] !== 0x2d) return false;
  const text = latin1(bytes);
  const boundary = /^--[^\r\n]{1,70}(?=\r\n)/.exec(text)?.[0];
  if (boundary === undefined || !/^content-disposition:/im.test(text)) return false;
  if (!text.trimEnd().endsWith(`${boundary}--`)) return true;
  return text.split(boundary).some((part) => /;\s*filename\*?=/i.test(part) && /\r\n\r\n(\r\n)?$/.test(part));
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

function latin1(bytes: Uint8Array): string {
  const chunkLength = 8192;
  let text = '';
  for (let start = 0; start < bytes.length; start += chunkLength) {
    text += String.fromCharCode(...bytes.subarray(start, start + chunkLength));
  }
  return text;
}

function toBase64(bytes: Uint8Array): string {
  return btoa(latin1(bytes));
}
