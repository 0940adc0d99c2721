import type { Capture, CaptureBody } from '../../lib/model/capture.ts';
import type { ServerEvent } from '../../lib/model/event.ts';
import type { JudgedConversion } from '../../lib/model/verdict.ts';

/** The request as a curl command for a POSIX shell. A body that is not known is left out. */
export function asCurl({ method, url, contentType, body }: Capture): string {
  const parts = ['curl', '-X', shellQuote(method), shellQuote(url)];
  if (contentType !== null) parts.push('-H', shellQuote(`content-type: ${contentType}`));
  const data = curlData(body);
  return [...parts, ...data].join(' ');
}

function curlData(body: CaptureBody): string[] {
  switch (body.kind) {
    case 'text':
      return ['--data-raw', shellQuote(body.text)];
    case 'form':
      return body.fields.flatMap(([name, value]) => ['--data-urlencode', shellQuote(`${encodeURIComponent(name)}=${value}`)]);
    default:
      return [];
  }
}

function shellQuote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** A record as it is kept: a capture, a server event, a whole conversion. */
export function asJson(record: Capture | ServerEvent | JudgedConversion | null): string {
  return JSON.stringify(record, null, 2);
}
