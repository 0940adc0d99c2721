import { decodePercent } from './percent.ts';
import type { Fields } from './request.ts';

/** Reads `a=1&b=2` (query string or body). Names and values are decoded, empty pieces skipped, repeats kept. */
export function parseUrlencoded(text: string): Fields {
  const fields: [string, string][] = [];
  let start = text.startsWith('?') ? 1 : 0;
  while (start < text.length) {
    const next = text.indexOf('&', start);
    const end = next === -1 ? text.length : next;
    if (end > start) fields.push(readPair(text, start, end));
    start = end + 1;
  }
  return fields;
}

function readPair(text: string, start: number, end: number): [string, string] {
  const equals = text.indexOf('=', start);
  if (equals === -1 || equals >= end) return [decodeField(text.slice(start, end)), ''];
  return [decodeField(text.slice(start, equals)), decodeField(text.slice(equals + 1, end))];
}

function decodeField(text: string): string {
  return decodePercent(text.includes('+') ? text.replaceAll('+', ' ') : text);
}

/** The lines of a newline batch (GA4): LF or CRLF, empty lines skipped. */
export function splitLines(text: string): string[] {
  return text.split(/\r*\n/).filter((line) => line.trim() !== '');
}
