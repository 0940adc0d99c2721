import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogEntry, LoggedEntry } from '../../../lib/model/log.ts';
import { cutByRetention } from '../../../lib/session/memory-retention.ts';

const ENTRY: Readonly<Record<string, (at: number) => LogEntry>> = {
  capture: (at) => ({ kind: 'capture', at, capture: { id: `c${at}` } }) as LogEntry,
  delivery: (at) => ({ kind: 'delivery', at, captureId: 'c', delivery: { state: 'delivered', status: 200 } }),
  recording: (at) => ({ kind: 'recording', at, on: true }),
  fault: (at) => ({ kind: 'fault', at, code: 'x', message: 'x' }),
};

const log = (kinds: readonly string[]): LoggedEntry[] => kinds.flatMap((kind, index) => (ENTRY[kind] ? [{ seq: index + 1, entry: ENTRY[kind](index) }] : []));
const WIDE = { maxCaptures: 1_000, maxAgeMs: 1_000, maxBytes: 1_000_000 };
const placesOf = (entries: readonly LoggedEntry[]) => entries.map(({ seq }) => seq);

describe('retention in memory', () => {
  it('keeps the newest captures with what stands between them, and what tells of the recording itself', () => {
    const { kept, places } = cutByRetention(log(['recording', 'capture', 'delivery', 'fault', 'capture', 'delivery', 'capture']), { ...WIDE, maxCaptures: 2 }, 0);
    expect(placesOf(kept)).toEqual([1, 3, 4, 5, 6, 7]);
    expect(places).toEqual([2]);
  });

  it('drops what is too old or too much', () => {
    expect(cutByRetention(log(['delivery', 'delivery', 'delivery']), { ...WIDE, maxAgeMs: 10 }, 11).places).toEqual([1]);
    const size = JSON.stringify(ENTRY['delivery']?.(0)).length;
    expect(cutByRetention(log(['delivery', 'delivery', 'delivery']), { ...WIDE, maxBytes: 2 * size }, 0).places).toEqual([1]);
  });

  it('every entry is either kept or named as gone, in order, and no limit is passed', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...Object.keys(ENTRY)), { maxLength: 30 }), fc.nat(10), (kinds, maxCaptures) => {
        const entries = log(kinds);
        const { kept, places } = cutByRetention(entries, { ...WIDE, maxCaptures }, 0);
        expect([...placesOf(kept), ...places].toSorted((a, b) => a - b)).toEqual(placesOf(entries));
        expect(placesOf(kept)).toEqual(placesOf(kept).toSorted((a, b) => a - b));
        expect(kept.filter(({ entry }) => entry.kind === 'capture').length).toBe(Math.min(maxCaptures, kinds.filter((kind) => kind === 'capture').length));
      }),
    );
  });
});
