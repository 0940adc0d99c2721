/** `129.50 EUR`, `8,400 JPY` without decimals; '' where there is no value. */
export function formatMoney(value: number | null, currency: string | null): string {
  if (value === null) return '';
  const amount = amountFormat(currency).format(value);
  return currency === null ? amount : `${amount} ${currency}`;
}

/** With a sign: money counted too often is `+`, dropped money `−`. */
export function formatStake(value: number, currency: string | null): string {
  return `${value > 0 ? '+' : '−'}${formatMoney(Math.abs(value), currency)}`;
}

/** Kept per currency: making one costs more than a row. */
const amountFormats = new Map<string | null, Intl.NumberFormat>();

function amountFormat(currency: string | null): Intl.NumberFormat {
  const known = amountFormats.get(currency);
  if (known !== undefined) return known;
  const digits = minorDigits(currency);
  const format = new Intl.NumberFormat('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  amountFormats.set(currency, format);
  return format;
}

/** A currency that Intl does not know (`EURO`, a template) is foreign data: it falls back to two digits. */
function minorDigits(currency: string | null): number {
  if (currency === null) return 2;
  try {
    return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}

const UNITS = [
  [72 * 3_600_000, 86_400_000, 'd'],
  [90 * 60_000, 3_600_000, 'h'],
  [90_000, 60_000, 'min'],
] as const;

/** A span of time in its natural unit: `0.4 s`, `12 min`, `49 h`; a server event that came first is negative. */
export function formatSpan(ms: number | null): string {
  if (ms === null) return '';
  const size = Math.abs(ms);
  const sign = ms < 0 && size >= 50 ? '−' : '';
  for (const [from, unitMs, unit] of UNITS) {
    if (size >= from) return `${sign}${Math.round(size / unitMs)} ${unit}`;
  }
  return `${sign}${(size / 1000).toFixed(size < 9_950 ? 1 : 0)} s`;
}

const CLOCK = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

/** Local wall-clock time, `14:03:12`. */
export function formatTime(at: number): string {
  return CLOCK.format(at);
}

/** Host and path of a page as two parts; a URL that cannot be read is shown as it is. */
export function splitPageUrl(pageUrl: string): { host: string; path: string } {
  if (!URL.canParse(pageUrl)) return { host: '', path: pageUrl };
  const { host, pathname, search } = new URL(pageUrl);
  return { host, path: pathname + search };
}
