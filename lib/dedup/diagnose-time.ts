import type { ServerEvent } from '../model/event.ts';
import type { Cause, KeyComparison } from '../model/verdict.ts';
import type { PairResult } from './pair.ts';

const NONE: readonly Cause[] = [];

const HOUR_MS = 3_600_000;

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

/** How far apart two copies are that a window keeps apart, or leaves open. */
export function diagnoseWindow(key: KeyComparison, { alternative }: PairResult): Cause[] {
  const gapMs = key.browser && key.server ? Math.abs(Date.parse(key.server) - Date.parse(key.browser)) : 0;
  const apart = `the copies are ${describeGap(gapMs, alternative?.windowMs ?? Infinity)} apart`;
  if (key.result === 'not-comparable') return [{ id: 'rule-undocumented', detail: `${apart} and the platform does not document its window` }];
  return [{ id: 'outside-window', detail: `${apart}, ${key.note ?? 'outside the window'}` }];
}

/** `25 h`; where that rounds away what lies outside of the window: `48 h and 20 s`. */
function describeGap(gapMs: number, windowMs: number): string {
  const hours = gapMs / HOUR_MS;
  const rounded = hours.toFixed(hours < 10 ? 1 : 0);
  const excessMs = gapMs - windowMs;
  if (excessMs <= 0 || Number(rounded) * HOUR_MS > windowMs) return `${rounded} h`;
  const excess = excessMs < 1_000 ? `${excessMs} ms` : excessMs < 60_000 ? `${Math.floor(excessMs / 1_000)} s` : describeSpan(excessMs);
  return `${windowMs / HOUR_MS} h and ${excess}`;
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
