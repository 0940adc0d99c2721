import type { Projection, Totals } from '../model/projection.ts';
import { OUTCOMES, type JudgedConversion } from '../model/verdict.ts';
import { coverageOf, type CoverageRow } from './coverage.ts';
import type { FieldNames } from '../session/personal-keys.ts';
import { createRedaction } from '../session/redaction.ts';
import { redactText } from '../session/redact.ts';
import { redactConversion } from './redact.ts';

/** One currency's money, major units. */
export interface MoneyRow {
  currency: string;
  counted: number;
  expected: number;
  /** Counted too often. */
  tooMuch: number;
  /** Real sales that are not counted. */
  dropped: number;
}

/** What an export says: already redacted. */
export interface Report {
  /** Unix ms. */
  generatedAt: number;
  totals: Totals;
  /** Conversions whose count is not known; the totals leave them out. */
  unknown: number;
  money: readonly MoneyRow[];
  coverage: readonly CoverageRow[];
  /** Worst verdicts first, else in the projection's order. */
  conversions: readonly JudgedConversion[];
  /** What could not be recorded or read: it may hide conversions. */
  faults: readonly string[];
}

/** Redacts a projection and sums it up for an export. `now`: Unix ms. `also`: fields that the user wants left out besides. */
export function toReport(projection: Projection, { now, also }: { now: number; also?: FieldNames }): Report {
  const by = createRedaction(also);
  const conversions = projection.conversions.map((conversion) => redactConversion(conversion, by));
  const rank = (conversion: JudgedConversion) => OUTCOMES.indexOf(conversion.verdict.outcome);
  return {
    generatedAt: now,
    totals: projection.totals,
    unknown: conversions.filter(({ verdict }) => verdict.counted === null).length,
    money: moneyRows(projection.totals, conversions),
    coverage: coverageOf(conversions),
    conversions: conversions.toSorted((a, b) => rank(a) - rank(b)),
    faults: projection.health.faults.map((fault) => redactText(fault.message, by)),
  };
}

function moneyRows(totals: Totals, conversions: readonly JudgedConversion[]): MoneyRow[] {
  return Object.entries(totals.money).map(([currency, { counted, expected }]) => {
    const stakes = conversions.filter((conversion) => conversion.currency === currency && conversion.noSale !== true).map(({ verdict }) => verdict.atStake ?? 0);
    const sum = (sign: 1 | -1) => stakes.filter((stake) => stake * sign > 0).reduce((total, stake) => total + stake * sign, 0);
    return { currency, counted, expected, tooMuch: sum(1), dropped: sum(-1) };
  });
}
