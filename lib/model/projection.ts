import type { UnsentAttempt } from './capture.ts';
import type { BrowserEvent } from './event.ts';
import type { RelayHealth } from './log.ts';
import type { PlatformId } from './platform-id.ts';
import type { HostSuggestion } from './suggestion.ts';
import type { JudgedConversion, Outcome } from './verdict.ts';

/** Money per currency, major units; currencies are never added up. */
export interface Money {
  counted: number;
  expected: number;
}

/**
 * Counted and expected over a set of conversions; those whose count is not known are in neither. `money` leaves out those of which it is not known
 * what is at stake (no copy that counts carries an amount, or copies that count apart carry different currencies), and what is no sale: one cart's
 * amount stands on each step of the funnel, and a refund's is money that went back.
 */
export interface Totals {
  counted: number;
  expected: number;
  byOutcome: Partial<Record<Outcome, number>>;
  byPlatform: Partial<Record<PlatformId, { counted: number; expected: number; conversions: number }>>;
  money: Record<string, Money>;
}

/** The conversions of one document (page load); server events without a browser event form a visit of their own. */
export interface Visit {
  id: string;
  tabId: number;
  pageUrl: string | null;
  /** Unix ms of its first event. */
  at: number;
  orderId: string | null;
  conversions: readonly JudgedConversion[];
}

/** What the health strip states. */
export interface CaptureHealth {
  /** Unix ms since which the recorder runs; null = it does not record. */
  recordingSince: number | null;
  relay: RelayHealth;
  captures: number;
  blocked: number;
  unreadableBodies: number;
  /** Why bodies could not be read, each reason once, the most frequent first. */
  unreadableReasons: readonly { reason: string; count: number }[];
  /** Requests that the page asked for and the browser never made, for no known reason. */
  attempts: readonly UnsentAttempt[];
  faults: readonly { at: number; code: string; message: string }[];
}

/** Everything a view shows: a pure function of the log. */
export interface Projection {
  /** Newest visit first, newest conversion first within it. */
  visits: readonly Visit[];
  conversions: readonly JudgedConversion[];
  /** Automatic, remarketing and user-data events: shown apart, never judged. */
  apart: readonly BrowserEvent[];
  /** Hosts that get what looks like a platform's events and that nobody has named. */
  suggestions: readonly HostSuggestion[];
  totals: Totals;
  health: CaptureHealth;
}
