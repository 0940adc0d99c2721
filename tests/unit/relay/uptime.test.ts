import fc from 'fast-check';
import { expect, it } from 'vitest';
import { gapsBetween, mergeGaps } from '../../../relay/uptime.ts';

it('finds the times between runs', () => {
  expect(gapsBetween([{ from: 50, to: 60 }, { from: 0, to: 10 }, { from: 20, to: 30 }])).toEqual([
    { from: 10, to: 20, reason: 'relay_down' },
    { from: 30, to: 50, reason: 'relay_down' },
  ]);
});

it('finds none while another relay on the same store ran', () => {
  expect(gapsBetween([{ from: 0, to: 100 }, { from: 10, to: 20 }, { from: 90, to: 200 }])).toEqual([]);
});

it('finds none before the first run', () => {
  expect(gapsBetween([])).toEqual([]);
  expect(gapsBetween([{ from: 5, to: 5 }])).toEqual([]);
});

it('tells gaps of one reason that are close together as one', () => {
  const gap = (from: number, to: number, reason = 'relay_down'): { from: number; to: number; reason: string } => ({ from, to, reason });
  expect(mergeGaps([gap(100_000, 100_001), gap(0, 10), gap(50_000, 50_001), gap(20, 30, 'store_unavailable'), gap(160_002, 160_003)])).toEqual([
    gap(0, 100_001), gap(20, 30, 'store_unavailable'), gap(160_002, 160_003),
  ]);
});

it('never takes a gap away by merging', () => {
  const gap = fc.tuple(fc.nat(500_000), fc.nat(90_000), fc.constantFrom('a', 'b')).map(([from, length, reason]) => ({ from, to: from + length, reason }));
  fc.assert(
    fc.property(fc.array(gap), (gaps) => {
      const merged = mergeGaps(gaps);
      const covers = (one: { from: number; to: number; reason: string }): boolean => merged.some((all) => all.reason === one.reason && all.from <= one.from && all.to >= one.to);
      expect(gaps.every(covers)).toBe(true);
      expect(mergeGaps(merged)).toEqual(merged);
    }),
  );
});
