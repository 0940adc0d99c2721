import type { DecodeIssue } from '../model/event.ts';
import type { Fields } from '../wire/request.ts';

/** Not an e-mail address: `logo@2x.png`. */
const EMAIL = /[^\s@<>"'(),:;=/?&%\\]{1,64}(?:@|%40)[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){0,5}\.(?!(?:png|jpe?g|gif|svg|webp|css|js)\b)[a-z]{2,}/i;
const PHONE_KEY = /(?:^|[[_.])(?:ph|phone|phones|phone_numbers?)\]?$/;
const PHONE = /^\+?[\d\s().-]{7,20}$/;
const MAX_DEPTH = 6;

/** Finds an e-mail address or phone number in plain text; the message names the parameter, never the value. */
export function rawPiiInFields(fields: Fields): DecodeIssue[] {
  const found = fields.find((field) => isRawPii(field[0], field[1]));
  return found ? [issueFor(found[0])] : [];
}

/** The same in parsed JSON, whose text is looked at first: most bodies have neither. */
export function rawPiiInJson(value: unknown, path = ''): DecodeIssue[] {
  const found = findPath(value, path, 0);
  return found === null ? [] : [issueFor(found)];
}

/** Cheap looks come first: nearly every value has neither sign. */
function isRawPii(name: string, value: string): boolean {
  if ((value.includes('@') || value.includes('%40')) && EMAIL.test(value)) return true;
  return name.includes('ph') && PHONE.test(value) && PHONE_KEY.test(name);
}

/** Path of the first find, put together on the way back; null where there is none. */
function findPath(value: unknown, name: string, depth: number): string | null {
  if (typeof value === 'string') return isRawPii(name, value) ? name : null;
  if (depth >= MAX_DEPTH || typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) return findInList(value, name, depth);
  for (const [key, item] of Object.entries(value)) {
    const found = findPath(item, key, depth + 1);
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
