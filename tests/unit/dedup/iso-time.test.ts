import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isoTime } from '../../../lib/dedup/iso-time.ts';

it('writes every time as Date does, in whatever order the times come', () => {
  const unixMs = fc.integer({ min: -62_135_596_800_000, max: 253_402_300_799_999 });
  fc.assert(
    fc.property(fc.array(fc.oneof(unixMs, unixMs.map((ms) => ms - (ms % 3_600_000))), { maxLength: 20 }), (times) => {
      expect(times.map(isoTime)).toEqual(times.map((ms) => new Date(ms).toISOString()));
    }),
  );
});

it('refuses what is no time, as Date does', () => {
  expect(() => isoTime(NaN)).toThrow(RangeError);
});
