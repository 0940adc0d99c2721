import { sha256Hex } from '../wire/sha256.ts';
import { isUuid } from './id-kinds.ts';
import { decodeEscapes, withoutDashes, withoutFraction, withoutLeadingZeros } from './id-spelling.ts';

/**
 * Forms under which an ID may stand on the other side: itself folded, and without what stands before its first or after
 * its last separator. Two IDs are worth comparing where the first form of one is among the forms of the other.
 */
export function nearForms(id: string): string[] {
  const folded = withoutLeadingZeros(withoutFraction(decodeEscapes(id.trim()))).toLowerCase();
  const tail = /^[^\d]*?[-_.:#/|]?(\d.*)$/.exec(folded)?.[1];
  const afterFirst = folded.replace(/^[^-_.:#/|]*[-_.:#/|]/, '');
  const beforeLast = folded.replace(/[-_.:#/|][^-_.:#/|]*$/, '');
  return [...new Set([folded, afterFirst, beforeLast, ...(tail ? [withoutLeadingZeros(tail)] : [])])].filter((form) => form.length >= 3);
}

const DASHED_UUID_LENGTH = 36;

/** The forms under which an ID without a partner is looked for. One that has lost the ID's digits is a mere word (`order`): it would make every ID a candidate for every other. */
export function searchForms(id: string): string[] {
  const forms = nearForms(id).filter((form) => /\d/.test(form) || !/\d/.test(id));
  return id.length === DASHED_UUID_LENGTH && isUuid(id) ? [...forms, ...nearForms(withoutDashes(id)).slice(0, 1)] : forms;
}

/** Hashes of an ID as it stands, and in the forms under which the other side may have hashed it. */
export function hashesOf(plain: string): string[] {
  return [sha256Hex(plain), ...nearHashes(plain)];
}

/** Hashes of an ID in other forms than its own. */
export function nearHashes(plain: string): string[] {
  return otherForms(plain).map(sha256Hex);
}

/** The forms, other than its own, under which the other side may have hashed an ID. */
export function otherForms(plain: string): string[] {
  const trimmed = plain.trim();
  const forms = new Set([trimmed, plain.toLowerCase(), plain.toUpperCase(), trimmed.toLowerCase(), trimmed.toUpperCase(), withoutFraction(trimmed), withoutLeadingZeros(trimmed), trimmed.replace(/^[^\d]*[-_.:#/|]/, '')]);
  return [...forms].filter((form) => form !== plain && form !== '');
}
