import type { Basis } from './rule.ts';
import type { KeyComparison, Outcome } from './verdict.ts';

/** The product's vocabulary: what a view, an export and a report call the same thing. */

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

export const KEY_NAMES: Readonly<Record<KeyComparison['key'], string>> = {
  pixelId: 'Pixel',
  action: 'Conversion action',
  eventName: 'Event name',
  eventId: 'Event ID',
  orderId: 'Order ID',
  fbp: 'Browser ID (fbp)',
  external_id: 'External ID',
  window: 'Window',
};

export const RESULT_WORDS: Readonly<Record<KeyComparison['result'], string>> = {
  equal: 'equal',
  different: 'different',
  missing: 'missing',
  'not-comparable': 'not comparable',
};

/** A window is inside or outside rather than equal or different. */
export const WINDOW_WORDS: Readonly<Record<KeyComparison['result'], string>> = { ...RESULT_WORDS, equal: 'inside', different: 'outside' };

export const BASIS_WORDS: Readonly<Record<Basis, string>> = {
  documented: 'documented by the platform',
  inferred: 'inferred: the documentation is silent, this is the safe reading',
  fallback: 'fallback: a weaker rule that the platform documents',
};
