import type { ServerEvent } from '../model/event.ts';
import type { Cause } from '../model/verdict.ts';

const NONE: readonly Cause[] = [];

const PLAUSIBLE_SPAN_MS = 10 * 365 * 86_400_000;

/** An event cannot have been sent before it happened: a network takes no minute. */
const LEAST_AHEAD_MS = 60_000;

/** What the server's own time of the event tells: its unit, its clock. */
export function diagnoseTime(event: ServerEvent): readonly Cause[] {
  const unit = checkTimeUnit(event);
  const aheadMs = (event.eventTime ?? -Infinity) - event.receivedAt;
  if (unit.length > 0 || aheadMs <= LEAST_AHEAD_MS) return unit;
  return [{ id: 'clock-skew', detail: `the event time of ${event.sender} is ${describeSpan(aheadMs)} after its receipt, so its clock or its time zone is ahead` }];
}

function checkTimeUnit(event: ServerEvent): readonly Cause[] {
  const confused = event.issues.find(({ code }) => code === 'time-unit');
  if (confused) return [{ id: 'time-unit', detail: confused.message }];
  if (event.eventTime === null || Math.abs(event.eventTime - event.receivedAt) < PLAUSIBLE_SPAN_MS) return NONE;
  return [{ id: 'time-unit', detail: `the server's event time reads as ${describeTime(event.eventTime)}` }];
}

/** `12 min`, `2.5 h`. */
export function describeSpan(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  return minutes < 120 ? `${minutes} min` : `${(minutes / 60).toFixed(1).replace(/\.0$/, '')} h`;
}

function describeTime(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? `${ms} ms` : `the year ${date.getUTCFullYear()}`;
}
