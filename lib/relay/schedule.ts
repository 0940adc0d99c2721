import type { RelayState } from '../model/relay.ts';
import type { LookupStatus } from './contract.ts';

/** Captures that come this close together go into one query, ms. */
export const DEBOUNCE_MS = 300;
/** Asks while the grace period runs, ms after the capture. The end of the grace period is always asked too. */
const EARLY_MS = [DEBOUNCE_MS, 1_000, 5_000, 20_000];
/** Asks for late copies, ms after the capture. */
const LATE_MS = [60_000, 300_000];
/** A relay that does not answer is asked again this often once the plan is used up, ms. */
const RETRY_MS = 300_000;
/** After this a capture is asked about only when the user says so, ms. */
const GIVE_UP_MS = 86_400_000;

/** One time that the relay was asked about a capture. */
export interface Ask {
  /** Unix ms at which the question left. */
  at: number;
  /** False where there was no answer, or the relay said `pending`. */
  answered: boolean;
}

/**
 * When to ask about a capture next, Unix ms; it may lie in the past (ask now). null = no more, all is known that will be.
 * Times that were slept through are made up for by one ask, not by all of them.
 */
export function nextAskAt(capturedAt: number, asks: readonly Ask[], graceMs: number): number | null {
  const last = lastOf(asks);
  const plan = [...EARLY_MS.filter((ms) => ms < graceMs), graceMs, ...LATE_MS.filter((ms) => ms > graceMs)];
  if (last === null) return capturedAt + (plan[0] ?? graceMs);
  const next = plan.find((ms) => capturedAt + ms > last.at);
  if (next !== undefined) return capturedAt + next;
  return last.answered || last.at - capturedAt >= GIVE_UP_MS ? null : last.at + RETRY_MS;
}

/**
 * What one ask that left at `askedAt` says about the capture. `error`: there was no answer. A relay that does not vouch
 * for the pixel or the time has settled it too: its coverage, which leaves them out, says what the silence is worth.
 */
export function stateAfter(answer: LookupStatus | 'error', capturedAt: number, askedAt: number, graceMs: number): RelayState {
  if (answer === 'error') return 'unreachable';
  if (answer === 'pending') return 'pending';
  return askedAt >= capturedAt + graceMs ? 'settled' : 'pending';
}

function lastOf(asks: readonly Ask[]): Ask | null {
  return asks.reduce<Ask | null>((last, ask) => (last === null || ask.at > last.at ? ask : last), null);
}

/** What is known of a capture after another ask: what was settled once stays so, a later failure takes nothing back. */
export function combineStates(before: RelayState | null, after: RelayState): RelayState {
  return before === 'settled' ? 'settled' : after;
}
