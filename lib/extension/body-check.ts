import type { CaptureBody } from '../model/capture.ts';
import { PARTIAL } from './request-body.ts';
import type { RequestDetails } from './request-details.ts';

/**
 * What the headers of a request say against the body that was handed over; null = they agree, or tell nothing.
 *
 * Chromium hands over the same nothing for a beacon without a body and for a Blob; only a body brings a Content-Type along. (A Blob without
 * a type brings none either: its decoder then reports the missing body.) Other requests without a body are told as such, so without a
 * Content-Type theirs is a stream.
 *
 * Firefox puts a file's name in the place of its content; then the fields do not make up the Content-Length.
 */
export function correctBody(body: CaptureBody, details: RequestDetails): CaptureBody | null {
  const contentType = headerOf(details, 'content-type');
  if (body.kind === 'pending') return contentType === undefined && details.type === 'ping' ? { kind: 'none' } : null;
  const boundary = /^multipart\/form-data;\s*boundary=(.+)$/i.exec(contentType ?? '')?.[1];
  const length = headerOf(details, 'content-length');
  if (body.kind !== 'form' || boundary === undefined || length === undefined) return null;
  return Number(length) === multipartLength(body.fields, boundary) ? null : PARTIAL;
}

/** undefined = not sent, or not shown. */
function headerOf({ requestHeaders }: RequestDetails, wanted: string): string | undefined {
  return requestHeaders?.find(({ name }) => name.toLowerCase() === wanted)?.value;
}

/** Bytes of a form as browsers encode it. */
function multipartLength(fields: readonly (readonly [string, string])[], boundary: string): number {
  const byteLength = (text: string): number => new TextEncoder().encode(text).length;
  const escaped = (name: string): string => name.replaceAll('\r\n', '%0D%0A').replaceAll('"', '%22');
  const parts = fields.map(([name, value]) => byteLength(`--${boundary}\r\nContent-Disposition: form-data; name="${escaped(name)}"\r\n\r\n${value}\r\n`));
  return parts.reduce((sum, part) => sum + part, byteLength(`--${boundary}--\r\n`));
}
