import { attempt, isText, ownProperty, tagOf } from './natives.ts';

const MAX_ITEMS = 200;
const MAX_DEPTH = 8;

const { stringify } = JSON as { stringify: (value: unknown) => string };

/** How many characters may still be copied, counted roughly. */
let room = 0;

/**
 * JSON text by hand, of about `chars` characters at most: no `toJSON` (some pages put one on Array.prototype), no getters. What
 * cannot be copied stands as a string that says so; a lone surrogate is sent by browsers as U+FFFD, and so it stands here.
 */
export function toJson(value: unknown, chars: number): string {
  room = chars;
  return write(value, MAX_DEPTH);
}

function write(value: unknown, depth: number): string {
  const kind = typeof value;
  room -= isText(value) ? value.length : 8;
  if (room < 0) return '"[cut]"';
  if (kind === 'boolean' || Number.isFinite(value)) return `${value as number}`;
  if (isText(value) || kind === 'number') return stringify(`${value as string}`.toWellFormed());
  if (value === null || value === undefined) return 'null';
  return attempt(() => writeMembers(value, depth)) ?? '"[unread]"';
}

/** Lists and records only: an element, a date, a function stands as its tag. */
function writeMembers(value: object, depth: number): string {
  const tag = tagOf(value);
  const isList = /^.object A(rray|rguments).$/.test(tag);
  if (!depth || (!isList && tag !== '[object Object]')) return stringify(tag);
  const members = Object.keys(value).slice(0, MAX_ITEMS).flatMap((key) => {
    const found = ownProperty(value, key);
    const member: unknown = found?.get ? '[getter]' : found?.value;
    return isList ? write(member, depth - 1) : member === undefined ? [] : `${stringify(key)}:${write(member, depth - 1)}`;
  });
  return isList ? `[${members.join()}]` : `{${members.join()}}`;
}
