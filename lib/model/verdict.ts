import type { CauseId } from './cause.ts';
import type { Conversion } from './conversion.ts';
import type { BrowserEvent } from './event.ts';
import type { Basis, KeyField, RuleSource } from './rule.ts';

/** What the platform will do with a conversion (product.md, "Verdicts"). */
export const OUTCOMES = [
  'double-counts',
  'swallowed',
  'lost',
  'undetermined',
  'pending',
  'server-only',
  'browser-only',
  'deduplicates',
] as const;

export type Outcome = (typeof OUTCOMES)[number];

/** How one key of the two sides compares. For `window`: equal = inside, different = outside. */
export type KeyResult = 'equal' | 'different' | 'missing' | 'not-comparable';

/** One line of the proof. */
export interface KeyComparison {
  key: KeyField | 'window';
  browser: string | null;
  server: string | null;
  result: KeyResult;
  /** What a reader must know of this line: `assumed equal`, `compared in lower case`, the allowed window. */
  note: string | null;
}

/** A field in which the copies disagree although they are the same event. */
export interface Drift {
  field: 'value' | 'currency' | 'contents';
  browser: string;
  server: string;
}

/** A named reason for a verdict. */
export interface Cause {
  id: CauseId;
  /** One sentence about this very conversion, with its values. */
  detail: string;
}

/** What the platform will do with one conversion, and the proof. */
export interface Verdict {
  outcome: Outcome;
  basis: Basis;
  /** How often the platform will count it; null = the evidence does not say. */
  counted: number | null;
  /** How often it should: once, or not at all where nothing real happened. */
  expected: number;
  /**
   * The money that is counted too often (positive) or dropped (negative), in the row's currency, major units: the amounts of the copies that count
   * beside the one that should. null where unknown: one of them carries no amount, or another currency, which nobody can add up.
   */
  atStake: number | null;
  keys: readonly KeyComparison[];
  rule: { summary: string; source: RuleSource };
  /** The copy that the platform keeps; null where there is only one or the documentation is silent. */
  survivor: 'browser' | 'server' | null;
  drift: readonly Drift[];
  /** The first is the decisive one. */
  causes: readonly Cause[];
  /** The answer in one sentence, first thing a reader sees. */
  sentence: string;
  /** What else a reader should know, a sentence each: a forecast, that there is nothing to deduplicate. Absent = nothing. */
  notes?: readonly string[];
  /** What to change, for the developer; null where nothing is wrong. */
  fix: { text: string; snippet: string | null } | null;
}

/** The earlier order with the same ID, of which the platform takes copies of this one for repeats. */
export interface Swallower {
  /** The ID that both carry. */
  id: string;
  /** null where no copy of it names its order. */
  keptOrderId: string | null;
  /** Copies that are dropped, by event ID, with the Unix ms until which they are. */
  drops: Readonly<Record<string, number>>;
  /** Its request has no answer yet: whether it is the one that is kept is open. */
  isOnItsWay?: true;
  /** No documentation says that the platform takes them for repeats: within one channel, or without a window, most are silent. */
  isAssumed?: true;
  /** A copy came later than a window that is only assumed: whether the platform still takes it for a repeat is open. */
  isOpen?: true;
  /** The name or conversion rule of the one that is kept, where it is another one: whether the platform then drops copies of this is not documented. */
  keptThing?: string;
}

/** An ID that stands on several orders. */
export interface SharedId {
  /** The platform's whole key: account, name and ID. */
  key: string;
  id: string;
  /** The name or conversion rule by which this event is told apart from others with the ID; null where orders alone are. */
  thing: string | null;
}

/** What the rest of the session says of one conversion: it explains a verdict, and never makes one better. */
export interface Remarks {
  /** Why the browser sent nothing although the page called its SDK; null = not known. */
  silence: Cause | null;
  /** Reasons that decide nothing: an automatic event that repeats this one, an ID that the SDK dropped. */
  asides: readonly Cause[];
  notes: readonly string[];
  /** By sender: how far its clock is ahead of the browser's, ms; only clocks that are known to be off. */
  clocksAheadMs: Readonly<Record<string, number>>;
}

export interface JudgedConversion extends Conversion {
  verdict: Verdict;
  /** value and currency of the copy that counts (a correction by the server included), else of any copy. */
  value: number | null;
  currency: string | null;
  /** Set where its amount is no sale's: a step before the sale (AddToCart), or a refund. It stands in no sum of money. */
  noSale?: true;
  /** Browser and server receipt, ms apart (server − browser); null with one side only. */
  gapMs: number | null;
  /** Set where other orders carry the same IDs; `swallower` null = the platform keeps this one. */
  shared?: { ids: readonly SharedId[]; swallower: Swallower | null };
  /** Another order's browser event, for whose copy the platform's fallback takes what the server alone sent (Meta, by fbp or external_id). */
  takenFor?: BrowserEvent;
  /** Absent where the rest of the session says nothing of it. */
  remarks?: Remarks;
}
