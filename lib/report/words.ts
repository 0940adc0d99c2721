import type { PlatformId } from '../model/platform-id.ts';
import type { Basis } from '../model/rule.ts';
import type { Totals } from '../model/projection.ts';
import type { KeyComparison, Outcome } from '../model/verdict.ts';
import { platformById } from '../platforms/registry.ts';

export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = {
  'double-counts': 'Double counts',
  swallowed: 'Swallowed',
  lost: 'Lost',
  undetermined: 'Undetermined',
  pending: 'Waiting',
  'server-only': 'Server only',
  'browser-only': 'Browser only',
  deduplicates: 'Deduplicates',
};

export const KEY_WORDS: Readonly<Record<KeyComparison['key'], string>> = {
  pixelId: 'Pixel',
  action: 'Conversion action',
  eventName: 'Event name',
  eventId: 'Event ID',
  orderId: 'Order ID',
  fbp: 'Browser ID (fbp)',
  external_id: 'External ID',
  window: 'Window',
};

export const BASIS_WORDS: Readonly<Record<Basis, string>> = {
  documented: 'documented by the platform',
  inferred: 'inferred: the documentation is silent, this is the safe reading',
  fallback: "the platform's weaker fallback rule",
};

/** What a key's comparison says; a window is inside or outside rather than equal. */
export function resultWord({ key, result }: KeyComparison): string {
  if (key === 'window' && result === 'equal') return 'inside';
  if (key === 'window' && result === 'different') return 'outside';
  return result === 'not-comparable' ? 'not comparable' : result;
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
