import { isEscape, ParamCursor } from './param-cursor.ts';
import { encodeParam } from './percent.ts';
import type { Fields } from './request.ts';

/** Reads a query string or body. Names and values are decoded, empty pieces skipped, repeats kept. */
export function parseUrlencoded(text: string): Fields {
  return readFields(withoutMark(text));
}

/** Reads `a=1&b=2`. */
export function readFields(text: string): Fields {
  const fields: [string, string][] = [];
  const at = new ParamCursor(text);
  while (at.next()) fields.push([at.name, at.value]);
  return fields;
}

/** The parameters whose names start with a prefix: the rest of the name and the value, decoded, in wire order. */
export function paramsUnder(text: string, prefix: string): [rest: string, value: string][] {
  const found: [string, string][] = [];
  const at = new ParamCursor(text);
  const first = prefix.charCodeAt(0);
  while (at.next()) {
    // Most names are told by their first character.
    const code = text.charCodeAt(at.start);
    if (code !== first && prefix !== '' && !isEscape(code)) continue;
    if (!(at.hasEscapedName ? at.name.startsWith(prefix) : text.startsWith(prefix, at.start))) continue;
    found.push([at.name.slice(prefix.length), at.value]);
  }
  return found;
}

/** The text that `readFields` reads as these fields. */
export function toUrlencoded(fields: Fields): string {
  return fields.map(([name, value]) => `${encodeParam(name)}=${encodeParam(value)}`).join('&');
}

/** `?a=1` → `a=1`. */
export function withoutMark(text: string): string {
  return text.startsWith('?') ? text.slice(1) : text;
}

/** The lines of a newline batch (GA4): LF or CRLF, empty lines skipped. */
export function splitLines(text: string): string[] {
  const lines = text.includes('\n') ? text.split(/\r*\n/) : [text];
  return lines.filter((line) => line.trim() !== '');
}
