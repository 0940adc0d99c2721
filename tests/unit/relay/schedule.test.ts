import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combineStates, nextAskAt, stateAfter, type Ask } from '../../../lib/relay/schedule.ts';

const T = 1_000_000;
const answered = (...offsets: number[]): Ask[] => offsets.map((offset) => ({ at: T + offset, answered: true }));

/** Asks exactly when told to, up to `limit` times. */
function walk(graceMs: number, isAnswered: (offset: number) => boolean, limit = 50): number[] {
  const asks: Ask[] = [];
  for (let next = nextAskAt(T, asks, graceMs); next !== null && asks.length < limit; next = nextAskAt(T, asks, graceMs)) {
    asks.push({ at: next, answered: isAnswered(next - T) });
  }
  return asks.map((ask) => ask.at - T);
}

describe('when a capture is asked about', () => {
  it('asks after the debounce, at +1, +5 and +20 s, at the end of the grace period, at +1 and +5 min', () => {
    expect(walk(30_000, () => true)).toEqual([300, 1_000, 5_000, 20_000, 30_000, 60_000, 300_000]);
  });

  it('asks at the end of a grace period of any length, and keeps the order', () => {
    expect(walk(3_000, () => true)).toEqual([300, 1_000, 3_000, 60_000, 300_000]);
    expect(walk(120_000, () => true)).toEqual([300, 1_000, 5_000, 20_000, 120_000, 300_000]);
  });

  it('makes up for times that were slept through with one ask', () => {
    expect(nextAskAt(T, [], 30_000)).toBe(T + 300);
    expect(nextAskAt(T, answered(300, 45_000), 30_000)).toBe(T + 60_000);
  });

  it('does not depend on the order in which asks are noted', () => {
    expect(nextAskAt(T, answered(5_000, 300, 1_000), 30_000)).toBe(T + 20_000);
  });

  it('asks a silent relay again every five minutes, for a day', () => {
    const offsets = walk(30_000, () => false, 1_000);
    expect(offsets.slice(6, 9)).toEqual([300_000, 600_000, 900_000]);
    expect(offsets.at(-1)).toBe(86_400_000);
  });

  it('stops once a relay that was down has answered after the plan', () => {
    expect(walk(30_000, (offset) => offset >= 600_000)).toEqual([300, 1_000, 5_000, 20_000, 30_000, 60_000, 300_000, 600_000]);
  });

  it('always moves forward and always asks at or after the end of the grace period', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 600_000 }), (graceMs) => {
        const offsets = walk(graceMs, () => true);
        expect(offsets).toEqual([...new Set(offsets)].sort((a, b) => a - b));
        expect(offsets.some((offset) => offset >= graceMs)).toBe(true);
      }),
    );
  });
});

describe('what one ask says', () => {
  it('is settled only by an answer to a question that left after the grace period', () => {
    expect(stateAfter('not_found', T, T + 29_999, 30_000)).toBe('pending');
    expect(stateAfter('not_found', T, T + 30_000, 30_000)).toBe('settled');
  });

  it('keeps asking after a hit too, because a second server copy may come', () => {
    expect(stateAfter('found', T, T + 1_000, 30_000)).toBe('pending');
    expect(stateAfter('found', T, T + 30_000, 30_000)).toBe('settled');
  });

  it('never settles on a relay that is behind or did not answer', () => {
    const late = T + 400_000;
    expect(stateAfter('pending', T, late, 30_000)).toBe('pending');
    expect(stateAfter('error', T, late, 30_000)).toBe('unreachable');
  });

  it('leaves it to the coverage what a relay is worth that does not vouch for the pixel', () => {
    expect(stateAfter('not_covered', T, T + 1_000, 30_000)).toBe('pending');
    expect(stateAfter('not_covered', T, T + 30_000, 30_000)).toBe('settled');
    expect(stateAfter('outside_retention', T, T + 30_000, 30_000)).toBe('settled');
  });

  it('takes nothing back that was settled', () => {
    expect(combineStates('settled', 'unreachable')).toBe('settled');
    expect(combineStates('pending', 'unreachable')).toBe('unreachable');
    expect(combineStates(null, 'pending')).toBe('pending');
  });
});
