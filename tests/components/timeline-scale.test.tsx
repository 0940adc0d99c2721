import { expect, test } from 'vitest';
import { timeScale } from '../../components/panel/timeline-scale.ts';

const HOUR_MS = 3_600_000;

test.each([
  [1_200, [0, 200, 400, 600, 800, 1_000, 1_200]],
  [0, [0, 100, 200, 300, 400, 500]],
  [49 * HOUR_MS, [0, 12 * HOUR_MS, 24 * HOUR_MS, 36 * HOUR_MS, 48 * HOUR_MS]],
])('an axis of %i ms has round marks', (spanMs, ticks) => {
  expect(timeScale({ from: 5_000, to: 5_000 + spanMs }).ticks).toEqual(ticks);
});

test('the first and the last event stand inside the edges, everything else in proportion', () => {
  const { place } = timeScale({ from: 1_000, to: 3_000 });
  expect([1_000, 2_000, 3_000].map(place)).toEqual([4, 50, 96]);
});

test('a span of years still has an axis', () => {
  expect(timeScale({ from: 0, to: 20_000 * HOUR_MS }).ticks.length).toBeLessThanOrEqual(7);
});
