import type { Timeline } from '../../lib/model/timeline.ts';

const STEPS_MS = [
  ...[100, 200, 500, 1_000, 2_000, 5_000, 10_000, 30_000],
  ...[1, 2, 5, 10, 30].map((minutes) => minutes * 60_000),
  ...[1, 2, 6, 12, 24, 48, 168, 720].map((hours) => hours * 3_600_000),
];
/** Marks that find room. */
const MOST_TICKS = 6;
/** Free room before the first and after the last event, in per cent of the width. */
const MARGIN = 4;
/** Events of one moment still need an axis. */
const LEAST_SPAN_MS = 500;

/** Places on the axis, in per cent of its width. */
export interface TimeScale {
  place: (at: number) => number;
  /** Offsets from the first event, ms. */
  ticks: readonly number[];
}

export function timeScale({ from, to }: Pick<Timeline, 'from' | 'to'>): TimeScale {
  const spanMs = Math.max(LEAST_SPAN_MS, to - from);
  const stepMs = STEPS_MS.find((step) => spanMs / step <= MOST_TICKS) ?? spanMs;
  const count = Math.floor(spanMs / stepMs);
  return {
    place: (at) => MARGIN + ((100 - 2 * MARGIN) * (at - from)) / spanMs,
    ticks: Array.from({ length: count + 1 }, (_, index) => index * stepMs),
  };
}
