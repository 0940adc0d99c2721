import type { PlatformId } from './platform-id.ts';

/** One event that a page must bring about. */
export interface ExpectedEvent {
  platform: PlatformId;
  /** A name on the wire (`CompletePayment`) or a meaning that holds on every platform (`purchase`). */
  event: string;
  /** How often the platform must count it. */
  count: number;
}

/** What QA expects of a page: "on /thank-you exactly one Purchase on Meta and TikTok, all deduplicated". */
export interface Expectation {
  id: string;
  name: string;
  /** Host and path without query, `*` for any run of characters; with a leading `/` it holds on every host: `/thank-you`, `shop.test/order/*`. */
  page: string;
  events: readonly ExpectedEvent[];
  /** Whether each of these events must arrive on both sides and merge. */
  deduplicated: boolean;
}

/**
 * `waiting`: the page was not visited yet, or a verdict is pending; `undecided`: the evidence does not say.
 * Neither is a pass.
 */
export type CheckStatus = 'passed' | 'failed' | 'waiting' | 'undecided';

/** One line of a checklist that ticks itself. */
export interface Check {
  /** What is expected: `Exactly one purchase on Meta`. */
  text: string;
  status: CheckStatus;
  /** What was seen, where it is not what is expected; null when passed. */
  detail: string | null;
}

/** An expectation held against what the session saw. */
export interface Checklist {
  expectation: Expectation;
  /** The page that was checked; null = no page of the session fits yet. */
  pageUrl: string | null;
  checks: readonly Check[];
  /** The worst of the checks: failed, undecided, waiting, passed. */
  status: CheckStatus;
}
