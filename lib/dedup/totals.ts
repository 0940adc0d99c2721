import type { PlatformId } from '../model/platform-id.ts';
import type { Totals } from '../model/projection.ts';
import type { JudgedConversion, Outcome } from '../model/verdict.ts';
import { MoneySum } from './money-sum.ts';

/** Adds up what is counted and what should be. Conversions whose count is not known are left out of both sums, and those whose money is not known, or is no sale's, out of the money. */
export function addUp(conversions: Iterable<JudgedConversion>): Totals {
  const tally = new Tally();
  for (const conversion of conversions) tally.add(conversion);
  return tally.totals();
}

interface Counts {
  counted: number;
  expected: number;
  conversions: number;
}

/** A sum over conversions that come and go. It is exact: what was added and taken out again leaves no trace. */
export class Tally {
  readonly #outcomes = new Map<Outcome, number>();
  readonly #platforms = new Map<PlatformId, Counts>();
  readonly #money = new Map<string, MoneySum>();

  add(conversion: JudgedConversion): void {
    this.#change(conversion, 1);
  }

  remove(conversion: JudgedConversion): void {
    this.#change(conversion, -1);
  }

  totals(): Totals {
    const byPlatform = [...this.#platforms].map(([platform, counts]) => [platform, { ...counts }] as const);
    return {
      counted: byPlatform.reduce((sum, [, { counted }]) => sum + counted, 0),
      expected: byPlatform.reduce((sum, [, { expected }]) => sum + expected, 0),
      byOutcome: Object.fromEntries(this.#outcomes),
      byPlatform: Object.fromEntries(byPlatform),
      money: Object.fromEntries([...this.#money].map(([currency, sum]) => [currency, sum.money()])),
    };
  }

  #change({ platform, value, currency, noSale, verdict: { outcome, counted, expected, atStake } }: JudgedConversion, sign: 1 | -1): void {
    const seen = (this.#outcomes.get(outcome) ?? 0) + sign;
    if (seen === 0) this.#outcomes.delete(outcome);
    else this.#outcomes.set(outcome, seen);
    const own = this.#platforms.get(platform) ?? open(this.#platforms, platform, { counted: 0, expected: 0, conversions: 0 });
    own.conversions += sign;
    if (counted !== null) {
      own.counted += sign * counted;
      own.expected += sign * expected;
      if (value !== null && currency !== null && atStake !== null && noSale !== true) this.#changeMoney(currency, expected * value + atStake, expected * value, sign);
    }
    if (own.conversions === 0) this.#platforms.delete(platform);
  }

  #changeMoney(currency: string, counted: number, expected: number, sign: 1 | -1): void {
    const sum = this.#money.get(currency) ?? open(this.#money, currency, new MoneySum());
    sum.change(counted, expected, sign);
    if (sum.isEmpty) this.#money.delete(currency);
  }
}

function open<K, V>(sums: Map<K, V>, key: K, sum: V): V {
  sums.set(key, sum);
  return sum;
}
