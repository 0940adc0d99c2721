import type { DecodeIssue } from '../model/event.ts';
import type { JsonRecord } from '../wire/json.ts';
import { NO_ISSUES } from './issues.ts';
import { ParamCursor, type Separator } from '../wire/param-cursor.ts';

/** From the last character before the `@` on. Not an e-mail address: `logo@2x.png`. */
const EMAIL = /[^\s@<>"'(),:;=/?&%\\](?:@|%40)[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){0,5}\.(?!(?:png|jpe?g|gif|svg|webp|css|js)\b)[a-z]{2,}/i;
const PHONE_KEY = /(?:^|[[_.])(?:ph|phone|phones|phone_numbers?)\]?$/;
const PHONE = /^\+?[\d\s().-]{7,20}$/;
/** Of an address: `a@b.de`; phone numbers are longer. */
const SHORTEST = 6;
const LONGEST_PHONE = 21;
const MAX_DEPTH = 6;

/** What has to stand in `a=1&b=2` if one of its decoded values has the `@` or `%40` of an address, or a name the `ph` of a phone. */
const SIGN = /@|%(?:25)?(?:4|%34)(?:0|%30)|ph(?:=|\]|%|one)|%(?:70|68)/;

/**
 * Finds an e-mail address or phone number in plain text among the parameters of `a=1&b=2`; the message names the parameter,
 * never the value. Most texts have no sign of either, which one look tells. Names in `exempt` are passed over.
 */
export function rawPiiInParams(text: string, exempt?: ReadonlySet<string>, separator?: Separator): readonly DecodeIssue[] {
  return SIGN.test(text) ? searchParams(text, exempt, separator) : NO_ISSUES;
}

function searchParams(text: string, exempt?: ReadonlySet<string>, separator?: Separator): readonly DecodeIssue[] {
  const at = new ParamCursor(text, separator);
  while (at.next()) {
    if (!SIGN.test(text.slice(at.start, at.end))) continue;
    const { name, value } = at;
    if (isRawPii(name, value) && !exempt?.has(name)) return [issueFor(name)];
  }
  return NO_ISSUES;
}

/** The same in parsed JSON; `path` names where the value stands. */
export function rawPiiInJson(value: unknown, path = ''): readonly DecodeIssue[] {
  const found = findPath(value, path, 0);
  return found === null ? NO_ISSUES : [issueFor(found)];
}

/** Cheap looks come first: nearly every value has neither sign. */
function isRawPii(name: string, value: string): boolean {
  if (value.length < SHORTEST) return false;
  if ((value.includes('@') || (value.includes('%') && value.includes('%40'))) && EMAIL.test(value)) return true;
  return value.length <= LONGEST_PHONE && name.includes('ph') && PHONE.test(value) && PHONE_KEY.test(name);
}

/** Path of the first find, put together on the way back; null where there is none. */
function findPath(value: unknown, name: string, depth: number): string | null {
  if (typeof value === 'string') return isRawPii(name, value) ? name : null;
  if (depth >= MAX_DEPTH || typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) return findInList(value, name, depth);
  for (const key in value) {
    const found = findPath((value as JsonRecord)[key], key, depth + 1);
    if (found !== null) return name === '' ? found : `${name}.${found}`;
  }
  return null;
}

function findInList(items: readonly unknown[], name: string, depth: number): string | null {
  for (const item of items) {
    const found = findPath(item, name, depth + 1);
    if (found !== null) return found;
  }
  return null;
}

function issueFor(name: string): DecodeIssue {
  const where = name === '' || /@|%40/.test(name) ? 'A parameter' : `The parameter ${name.slice(0, 60)}`;
  return { code: 'raw-pii', message: `${where} carries an e-mail address or phone number in plain text: send its SHA-256 hash.` };
}
