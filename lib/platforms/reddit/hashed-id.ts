import type { DecodeIssue } from '../../model/event.ts';
import { sha256Hex } from '../../wire/sha256.ts';

const HASH = /^[\da-f]{64}$/i;

/**
 * An ID as Reddit stores it: a SHA-256 hash is taken as it is, in lower case; anything else is hashed as it stands, without
 * trimming. The pixel hashes before it sends, servers may send either form.
 */
export function hashedId(id: string | null): string | null {
  if (id === null) return null;
  return HASH.test(id) ? id.toLowerCase() : sha256Hex(id);
}

/** The ID before it was hashed; undefined where the wire has the hash itself. */
export function plainIdOf(id: string | null): string | undefined {
  return id === null || HASH.test(id) ? undefined : id;
}

/** What scripts write into an ID by mistake, by its hash. */
const UNRESOLVED: ReadonlyMap<string, string> = new Map(
  ['', 'undefined', 'null', 'NaN', '[object Object]'].map((text) => [sha256Hex(text), text === '' ? 'nothing' : text]),
);

/** Faults of a conversion ID that its hash hides from whoever compares it; `place` names the parameter. */
export function idIssues(id: string | null, hashed: string | null, place: string): DecodeIssue[] {
  if (id === null) return [];
  const unresolved = UNRESOLVED.get(hashed ?? '');
  if (unresolved !== undefined) return [{ code: 'id-template', message: `${place} is “${unresolved}”, plain or as its SHA-256 hash: the ID was not filled in.` }];
  if (id === id.trim()) return [];
  return [{ code: 'id-whitespace', message: `${place} has white space around it: Reddit hashes it along, so the hash differs from the other side's.` }];
}

/** An order's ID in the same form; null where it was not filled in: its hash would join all orders. */
export function hashedOrderId(id: string | null): string | null {
  const hashed = hashedId(id);
  return hashed === null || UNRESOLVED.has(hashed) ? null : hashed;
}
