import { nearForms, searchForms } from '../dedup/id-forms.ts';
import { isNearMiss } from '../dedup/near-miss.ts';
import { decodePercent } from '../wire/percent.ts';
import { sha256Hex } from '../wire/sha256.ts';
import { createNames, type RemovedKind } from './stand-in-names.ts';

/**
 * What stands where something was removed, for one export: `[email~1]`, `[removed~2]`, visible, so that nobody takes it for the
 * page's own value. Two texts never get the same one, and texts that resemble each other get stand-ins that do: IDs that are
 * private by themselves are still told apart, or paired, as they were.
 */
export interface StandIns {
  /** The same text gets the same one, numbered in the order of first appearance. */
  of: (kind: RemovedKind, text: string) => string;
  /** The same for an event or order ID whose whole text is removed. */
  ofId: (text: string) => string;
  /** What stands for the SHA-256 hash of a text that was removed: the hash of its stand-in. null = it is of none. */
  ofHash: (hash: string) => string | null;
  /** A stand-in of an earlier export stands there: no other text may get it. */
  keep: (standIn: string) => void;
  /** Numbers anew from 1, knowing all texts that this one met: only so does an ID's prefix show, or its hash, that comes before it. */
  restart: () => StandIns;
}

/** A plus that its sender meant, in a query where it reads as a space; no text has this character. */
export const SPACED_PLUS = '\uFDD0';

/** URL encodings that are looked through. */
const LAYERS = 2;

/** Longer texts are no IDs. */
const MAX_ID_LENGTH = 200;

type Removed = readonly [RemovedKind, string];

/** What is known before the first text comes. */
interface Known {
  coming: readonly Removed[];
  /** `kind text`, folded, of what may be an ID. */
  ids: Set<string>;
  /** Stand-ins that are there already. */
  taken: Set<string>;
}

export function createStandIns(): StandIns {
  return build({ coming: [], ids: new Set(), taken: new Set() });
}

function build({ coming, ids, taken }: Known): StandIns {
  const given = new Map<string, string>();
  const name = createNames(taken);
  const isRestarted = coming.length > 0;
  const met: Removed[] = [];
  let hashes: ReadonlyMap<string, Removed> | null = null;

  /** `order-1013` where `1013` is removed as well: the part keeps its own stand-in, so that the prefix is still one. */
  function compose(kind: RemovedKind, text: string): string | null {
    const part = nearPart(text, (form) => ids.has(`${kind} ${form}`));
    if (part === null) return null;
    const [prefix, suffix, sign] = searchForms(part).some((form) => searchForms(text).includes(form)) ? (['prefix', 'suffix', '-'] as const) : (['removed', 'removed', ''] as const);
    const isTail = text.toLowerCase().endsWith(part);
    const cut = isTail ? text.length - part.length : part.length;
    const [head, tail] = [text.slice(0, cut), text.slice(cut)];
    return isTail ? name(prefix, head) + sign + plainOf(kind, tail) : plainOf(kind, head) + sign + name(suffix, tail);
  }

  function plainOf(kind: RemovedKind, text: string): string {
    const key = `${kind} ${text}`;
    const known = given.get(key);
    if (known !== undefined) return known;
    met.push([kind, text]);
    const standIn = (isRestarted && isId([kind, text]) ? compose(kind, text) : null) ?? name(kind, text);
    given.set(key, standIn);
    return standIn;
  }

  function isId([kind, text]: Removed): boolean {
    return ids.has(`${kind} ${text.toLowerCase()}`);
  }

  function of(kind: RemovedKind, text: string, mayBeId: boolean, layers = LAYERS): string {
    const decoded = layers > 0 ? decodePercent(text) : text;
    if (decoded !== text && encodeURIComponent(decoded.toWellFormed()) === text) return encodeURIComponent(of(kind, decoded, mayBeId, layers - 1));
    const plain = text.replaceAll(SPACED_PLUS, '+');
    if (mayBeId) for (const form of [plain.toLowerCase(), plainNumber(plain)]) ids.add(`${kind} ${form}`);
    return plain === text ? plainOf(kind, text) : plainOf(kind, plain).replaceAll('~', '%7E');
  }

  function ofHash(hash: string): string | null {
    hashes ??= new Map(coming.filter(isId).flatMap(hashesOf));
    const text = hashes.get(hash.toLowerCase());
    return text ? sha256Hex(plainOf(...text)) : null;
  }

  return {
    of: (kind, text) => of(kind, text, kind === 'email' || kind === 'phone'),
    ofId: (text) => of('removed', text, true),
    ofHash,
    keep: (standIn) => taken.add(standIn.toLowerCase().replaceAll('%7e', '~')),
    restart: () => build({ coming: met, ids, taken }),
  };
}

/** The text as it is, in small and in capital letters: so it may have been hashed. */
function hashesOf([kind, text]: Removed): [string, Removed][] {
  if (text.length > MAX_ID_LENGTH) return [];
  return [text.toUpperCase(), text.toLowerCase(), text].map((form) => [sha256Hex(form), [kind, form]]);
}

/** The longest beginning or end of an ID that is an ID itself, to which it is a near miss. */
function nearPart(text: string, isKnown: (folded: string) => boolean): string | null {
  const folded = text.toLowerCase();
  if (text.length > MAX_ID_LENGTH || folded.length !== text.length) return null;
  for (let length = folded.length - 1; length > 0; length--) {
    for (const part of [folded.slice(-length), folded.slice(0, length)]) if (isKnown(part) && isNearMiss(text, part)) return part;
  }
  return null;
}

/** `1013` of `001013` and `1013.0`: two ways to write one number are alike even where it itself is nowhere. */
function plainNumber(text: string): string {
  return /^\d[\d.]{0,40}$/.test(text) ? (nearForms(text)[0] ?? text) : text;
}
