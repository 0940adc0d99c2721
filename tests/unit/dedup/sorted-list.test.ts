import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SortedList } from '../../../lib/dedup/sorted-list.ts';

const byNumber = (a: number, b: number) => a - b;
/** Enough to fill several chunks, in batches that are added one by one or sorted in. */
const batches = fc.array(fc.record({ added: fc.uniqueArray(fc.nat(5_000), { maxLength: 900 }), taken: fc.array(fc.nat(5_000), { maxLength: 300 }) }), { maxLength: 5 });

function fill(list: SortedList<number>, held: Set<number>, { added, taken }: { added: readonly number[]; taken: readonly number[] }): void {
  const removed = [...new Set(taken)].filter((item) => held.has(item));
  for (const item of removed) held.delete(item);
  const news = added.filter((item) => !held.has(item));
  for (const item of news) held.add(item);
  list.update({ removed, added: news });
}

describe('a sorted list', () => {
  test('holds in order what was added and not removed', () => {
    fc.assert(
      fc.property(batches, fc.nat(5_000), (steps, probe) => {
        const list = new SortedList(byNumber);
        const held = new Set<number>();
        for (const step of steps) fill(list, held, step);
        const sorted = [...held].sort(byNumber);
        expect(list.snapshot((item) => item)()).toEqual(sorted);
        expect([list.length, list.first, list.at(sorted.length >> 1)]).toEqual([sorted.length, sorted[0], sorted[sorted.length >> 1]]);
        expect(list.before(probe)).toBe(sorted.findLast((item) => item < probe));
        expect([...list.from(probe)]).toEqual(sorted.filter((item) => item >= probe));
      }),
      { numRuns: 40 },
    );
  });

  test('a snapshot stays what it was, even where it is read out after the list changed', () => {
    fc.assert(
      fc.property(batches, batches, (before, after) => {
        const list = new SortedList(byNumber);
        const held = new Set<number>();
        for (const step of before) fill(list, held, step);
        const sorted = [...held].sort(byNumber);
        const snapshot = list.snapshot((item) => item);
        for (const step of after) fill(list, held, step);
        expect(snapshot()).toEqual(sorted);
      }),
      { numRuns: 40 },
    );
  });
});
