import type { Totals } from '../model/projection.ts';
import type { JudgedConversion } from '../model/verdict.ts';

/** Adds up what is counted and what should be. Conversions whose count is not known are left out of both sums. */
export function addUp(conversions: readonly JudgedConversion[]): Totals {
  const totals: Totals = { counted: 0, expected: 0, byOutcome: {}, byPlatform: {}, money: {} };
  for (const conversion of conversions) {
    const { outcome } = conversion.verdict;
    totals.byOutcome[outcome] = (totals.byOutcome[outcome] ?? 0) + 1;
    addCounts(totals, conversion);
  }
  return totals;
}

function addCounts(totals: Totals, { platform, value, currency, verdict: { counted, expected } }: JudgedConversion): void {
  const own = (totals.byPlatform[platform] ??= { counted: 0, expected: 0, conversions: 0 });
  own.conversions += 1;
  if (counted === null) return;
  own.counted += counted;
  own.expected += expected;
  totals.counted += counted;
  totals.expected += expected;
  if (value === null || currency === null) return;
  const money = (totals.money[currency] ??= { counted: 0, expected: 0 });
  money.counted = round(money.counted + counted * value);
  money.expected = round(money.expected + expected * value);
}

/** Three decimals hold every currency's minor unit; adding floats must not show. */
function round(amount: number): number {
  return Math.round(amount * 1000) / 1000;
}
