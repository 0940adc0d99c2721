import type { PlatformId } from '../model/platform-id.ts';
import type { Totals } from '../model/projection.ts';
import type { KeyComparison } from '../model/verdict.ts';
import { RESULT_WORDS, WINDOW_WORDS } from '../model/words.ts';
import { platformById } from '../platforms/registry.ts';

/** What a key's comparison says. */
export function resultWord({ key, result }: KeyComparison): string {
  return (key === 'window' ? WINDOW_WORDS : RESULT_WORDS)[result];
}

export function platformName(id: PlatformId): string {
  return platformById(id)?.name ?? id;
}

/** `129.50 EUR`; a value without a usable currency stays a plain number; '' for none. */
export function moneyText(value: number | null, currency: string | null): string {
  if (value === null) return '';
  if (currency === null || !/^[A-Z]{3}$/.test(currency)) return `${value} ${currency ?? ''}`.trim();
  const { minimumFractionDigits = 2 } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  return `${value.toFixed(minimumFractionDigits)} ${currency}`;
}

/** `2026-11-21 14:03:40 UTC`. */
export function timeText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** `1 conversion`, `2 conversions`. */
export function countText(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `Counted 12, expected 11; 2 cannot be told yet.` */
export function totalsText({ totals, unknown }: { totals: Totals; unknown: number }): string {
  return `Counted ${totals.counted}, expected ${totals.expected}${unknown > 0 ? `; of ${unknown} the count is not known` : ''}.`;
}
