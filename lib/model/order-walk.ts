import type { Delivery } from './capture.ts';
import type { PlatformId } from './platform-id.ts';
import type { JudgedConversion, KeyComparison } from './verdict.ts';

/** `open` = the evidence does not say. */
export type WalkAnswer = 'yes' | 'no' | 'open';

/** Did one side send the order, and with which ID. */
export interface SentStep {
  kind: 'sent';
  side: 'browser' | 'server';
  answer: WalkAnswer;
  /** IDs that the platform deduplicates by, each once; [] = sent without one, or not sent. */
  ids: readonly string[];
  /** Hosts or senders, each once. */
  places: readonly string[];
  /** How the browser's request ended; null for the server, and where there was none. */
  delivery: Delivery | null;
  /** True where the platform rejected what the server sent. */
  rejected: boolean;
}

/** One key that the platform compares. */
export interface KeyStep {
  kind: 'key';
  answer: WalkAnswer;
  comparison: KeyComparison;
  /** True where a side sent it as a custom event: its name must then be equal as `custom_event_name`. */
  customName: boolean;
}

export type WalkStep = SentStep | KeyStep;

/**
 * Where a walk ends. `all-match`: every key is equal, so only the platform's support can say more. `fault`: the verdict names what is
 * wrong. `one-sided`: only one side sent it, which is counted once. `open`: evidence is missing.
 */
export type WalkEnd = 'all-match' | 'fault' | 'one-sided' | 'open';

/** The walk over one conversion of the order. */
export interface PlatformWalk {
  conversion: JudgedConversion;
  /** True where no event of it names an order: it stands here since the page of the order sent it. */
  byVisit: boolean;
  steps: readonly WalkStep[];
  end: WalkEnd;
}

/** What was found of an order. */
export interface OrderWalk {
  /** As the order stands on the wire; null where nothing was found. */
  orderId: string | null;
  /** How the typed text was found: exactly, written in another way, or as an event's ID. */
  foundBy: 'order-id' | 'order-id-near' | 'event-id' | null;
  walks: readonly PlatformWalk[];
  /** Platforms that had conversions of other orders in this session, and none of this one. */
  silent: readonly PlatformId[];
}
