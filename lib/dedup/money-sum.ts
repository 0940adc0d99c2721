import type { Money } from '../model/projection.ts';

/** Three decimals hold every currency's minor unit. */
const PARTS = 1000;

/** Up to this many parts an amount is added as a number: a million of them still make an exact sum. */
const MOST_PARTS = 2 ** 53 / 1e6;

/** The money of conversions that come and go, in one currency, in whole parts: adding and taking out is exact in any order. */
export class MoneySum {
  readonly #counted = new ExactSum();
  readonly #expected = new ExactSum();
  #amounts = 0;

  get isEmpty(): boolean {
    return this.#amounts === 0;
  }

  /** Major units; `sign` -1 takes out what was added before. */
  change(counted: number, expected: number, sign: 1 | -1): void {
    this.#amounts += sign;
    this.#counted.change(counted, sign);
    this.#expected.change(expected, sign);
  }

  money(): Money {
    return { counted: this.#counted.value(), expected: this.#expected.value() };
  }
}

class ExactSum {
  #parts = 0;
  /** Amounts too large to stay exact as numbers: nonsense on the wire, which must not spoil the rest. */
  #largeParts = 0n;

  change(amount: number, sign: 1 | -1): void {
    const parts = Math.round(amount * PARTS);
    if (Math.abs(parts) < MOST_PARTS) this.#parts += sign * parts;
    else if (Number.isFinite(parts)) this.#largeParts += BigInt(sign) * BigInt(parts);
  }

  value(): number {
    return (this.#largeParts === 0n ? this.#parts : Number(this.#largeParts + BigInt(this.#parts))) / PARTS;
  }
}
