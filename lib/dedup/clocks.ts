import type { ServerEvent } from '../model/event.ts';
import type { JudgedConversion } from '../model/verdict.ts';
import { isAccepted } from './delivery.ts';
import type { SortedList } from './sorted-list.ts';

/** With fewer pairs a difference may be chance. */
const LEAST_PAIRS = 3;
/** A server that notes an order's time and a page that loads differ by less. */
const LEAST_SKEW_MS = 120_000;
/** Clocks differ by one amount; what varies more is a delay. */
const MOST_SPREAD_MS = 30_000;
/** Finer than this no clock is told, so that one more pair rarely changes what all rows say. */
const STEP_MS = 10_000;

/** Unix ms at which the browser fired, with which a server event's time may be compared; null where there is no pair: what only looks alike is none. */
export function firedAtOf({ browser, joinedBy }: JudgedConversion): number | null {
  const fire = browser.find(({ sent }) => sent);
  return !fire || joinedBy === 'similarity' || joinedBy === 'user-key' ? null : fire.event.at;
}

/**
 * How far the event tells its sender's clock to be ahead of the browser's, ms; null where it tells nothing. A time after the
 * browser's may be that of a late queue, unless the event was received before it.
 */
export function aheadOf(event: ServerEvent, firedAt: number): number | null {
  const { eventTime, receivedAt, issues, adjustment } = event;
  if (eventTime === null || adjustment || !isAccepted(event) || issues.some(({ code }) => code === 'time-unit')) return null;
  return eventTime <= firedAt ? eventTime - firedAt : Math.max(0, eventTime - Math.max(firedAt, receivedAt));
}

/**
 * How far a sender's clock is off, ms ahead of the browser's; null where it is not. Both sides note when an event happened,
 * each by its own clock: where that differs by one constant amount over several pairs, the clocks do.
 */
export function skewIn(offsets: SortedList<number>): number | null {
  const middle = offsets.at(offsets.length >> 1) ?? 0;
  const spread = (offsets.at(offsets.length - 1) ?? 0) - (offsets.first ?? 0);
  return offsets.length >= LEAST_PAIRS && spread <= MOST_SPREAD_MS && Math.abs(middle) >= LEAST_SKEW_MS ? Math.round(middle / STEP_MS) * STEP_MS : null;
}
