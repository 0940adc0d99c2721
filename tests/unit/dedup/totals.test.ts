import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addUp, Tally } from '../../../lib/dedup/totals.ts';
import type { JudgedConversion } from '../../../lib/model/verdict.ts';
import { browserEvent, judgeOne, serverEvent } from './builders.ts';

const sample = judgeOne({ browser: [browserEvent()], server: [serverEvent()] });

const conversion: fc.Arbitrary<JudgedConversion> = fc
  .record({
    platform: fc.constantFrom('meta' as const, 'ga4' as const),
    value: fc.oneof(fc.constant(null), fc.double({ min: 0, max: 1e7, noNaN: true }), fc.constantFrom(0.1, 0.2, 1e300)),
    currency: fc.constantFrom('EUR', 'JPY', null),
    counted: fc.constantFrom(0, 1, 2, null),
    outcome: fc.constantFrom('deduplicates' as const, 'double-counts' as const, 'pending' as const),
  })
  .map(({ counted, outcome, ...fields }) => ({ ...sample, ...fields, verdict: { ...sample.verdict, counted, outcome } }));

test('what was added and taken out again leaves no trace, in any order, to the last digit', () => {
  fc.assert(
    fc.property(fc.array(conversion), fc.array(conversion), (kept, passing) => {
      const tally = new Tally();
      for (const one of passing) tally.add(one);
      for (const one of kept.toReversed()) tally.add(one);
      for (const one of passing) tally.remove(one);
      expect(tally.totals()).toEqual(addUp(kept));
    }),
  );
});

test('money is added up to three decimals, and one absurd amount does not spoil the rest once it is gone', () => {
  const sale = (value: number): JudgedConversion => ({ ...sample, value, currency: 'EUR' });
  expect(addUp([sale(0.1), sale(0.2)]).money).toEqual({ EUR: { counted: 0.3, expected: 0.3 } });
  const tally = new Tally();
  for (const value of [0.1, 1e300, 0.2]) tally.add(sale(value));
  tally.remove(sale(1e300));
  expect(tally.totals().money).toEqual({ EUR: { counted: 0.3, expected: 0.3 } });
});
