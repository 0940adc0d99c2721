import type { AutoId, Meaning } from '../define.ts';
import { SHARED_AUTO_IDS } from '../auto-ids.ts';

const MEANINGS: ReadonlyMap<string, Meaning> = new Map([
  ['PAGE_VIEW', 'page'],
  ['VIEW_CONTENT', 'product'],
  ['SEARCH', 'search'],
  ['ADD_TO_WISHLIST', 'wishlist'],
  ['ADD_CART', 'cart'],
  ['START_CHECKOUT', 'checkout'],
  ['ADD_BILLING', 'payment'],
  ['PURCHASE', 'purchase'],
  ['LEAD', 'lead'],
  ['SIGN_UP', 'signup'],
  ['SUBSCRIBE', 'subscribe'],
  ['START_TRIAL', 'trial'],
  ['RESERVE', 'booking'],
]);

export const STANDARD_EVENTS = [
  ...MEANINGS.keys(),
  ...['ACHIEVEMENT_UNLOCKED', 'AD_CLICK', 'AD_VIEW', 'APP_INSTALL', 'APP_OPEN', 'COMPLETE_TUTORIAL', 'CUSTOM_EVENT_1', 'CUSTOM_EVENT_2'],
  ...['CUSTOM_EVENT_3', 'CUSTOM_EVENT_4', 'CUSTOM_EVENT_5', 'INVITE', 'LEVEL_COMPLETE', 'LIST_VIEW', 'LOGIN', 'RATE', 'REMOVE_FROM_CART'],
  ...['SAVE', 'SHARE', 'SPENT_CREDITS', 'VIEW_CART'],
];

export function meaningOf(eventName: string): Meaning | null {
  return MEANINGS.get(eventName) ?? null;
}

export const AUTO_IDS: readonly AutoId[] = [
  { pattern: /^@-/, madeBy: 'the Snap pixel, because the call named no client_dedup_id', certain: true },
  ...SHARED_AUTO_IDS,
];
