import type { Fields } from './request.ts';

/** Line ends as captured bodies have them: LF, CRLF and the odd CR CR LF. */
const LINE_END = /\r*\n/;
const BLANK_LINE = /\r*\n\r*\n/;
const PART_NAME = /(?:^|[;\s])name=(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i;

/** Boundary of a multipart body: as the content type says it, else the body's own first line; null = no multipart. */
export function multipartBoundary(text: string, contentType: string | null): string | null {
  const declared = contentType === null ? null : /^multipart\/.*?boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType);
  if (declared) return declared[1] ?? declared[2] ?? null;
  if (!text.startsWith('--')) return null;
  return /^--([^\r\n]{1,200})\r*\ncontent-disposition:/i.exec(text)?.[1] ?? null;
}

/** Text parts of a multipart body. A part without a name is skipped. */
export function parseMultipart(text: string, boundary: string): Fields {
  const fields: [string, string][] = [];
  for (const part of text.split(`--${boundary}`)) {
    const blank = BLANK_LINE.exec(part);
    if (!blank) continue;
    const name = PART_NAME.exec(part.slice(0, blank.index));
    if (name) fields.push([name[1] ?? name[2] ?? '', withoutLastLineEnd(part.slice(blank.index + blank[0].length))]);
  }
  return fields;
}

function withoutLastLineEnd(text: string): string {
  const last = text.lastIndexOf('\n');
  if (last === -1 || !LINE_END.test(text.slice(last))) return text;
  let end = last;
  while (end > 0 && text[end - 1] === '\r') end -= 1;
  return last === text.length - 1 ? text.slice(0, end) : text;
}
