/** ISO 4217 currencies that do not have two decimals. */
const NO_DECIMALS: ReadonlySet<string> = new Set('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' '));
const THREE_DECIMALS: ReadonlySet<string> = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '));

const DECIMAL = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?\s*$/i;

/** A number written with a decimal point (`129.5`, `1e3`); null for anything else: `19,90` and `1.234,50` are no numbers. */
export function parseDecimal(text: string | null): number | null {
  if (text === null || !DECIMAL.test(text)) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** A number, or the number that a text writes; null for anything else. */
export function decimalOf(value: unknown): number | null {
  if (typeof value === 'string') return parseDecimal(value);
  // −0 is 0, as in text.
  return typeof value === 'number' && Number.isFinite(value) ? value + 0 : null;
}

/** How many decimals a currency has; 2 where it is unknown. */
export function currencyDecimals(currency: string | null): number {
  if (currency === null) return 2;
  if (NO_DECIMALS.has(currency)) return 0;
  return THREE_DECIMALS.has(currency) ? 3 : 2;
}

/** Minor units (cents) → major units: 12497 EUR → 124.97, 500 JPY → 500. */
export function minorToMajor(amount: number, currency: string | null): number {
  const decimals = currencyDecimals(currency);
  const value = amount / 10 ** decimals;
  // Whole minor units below this need no rounding: the division gives the nearest number to the decimal already.
  return Number.isInteger(amount) && Math.abs(amount) < 1e12 ? value : Number(value.toFixed(Math.max(decimals, 4)));
}

/** Major units → minor units, for code that is shown to a developer. */
export function majorToMinor(value: number, currency: string | null): number {
  return Math.round(value * 10 ** currencyDecimals(currency));
}

const UPPER_CASE = /^[A-Z]{3}$/;

/** ISO 4217 code in upper case; null where the text is none. */
export function parseCurrency(text: string | null): string | null {
  if (text === null) return null;
  if (UPPER_CASE.test(text)) return text;
  const trimmed = text.trim();
  return /^[a-z]{3}$/i.test(trimmed) ? trimmed.toUpperCase() : null;
}
