import { roleOfMeaning } from '../meaning.ts';
import type { Meaning } from '../define.ts';
import type { EventRole } from '../../model/event.ts';

const MEANINGS: ReadonlyMap<string, Meaning> = new Map([
  ['pageload', 'page'],
  ['page', 'page'],
  ['page_view', 'page'],
  ['view_item', 'product'],
  ['search', 'search'],
  ['add_to_wishlist', 'wishlist'],
  ['add_to_cart', 'cart'],
  ['begin_checkout', 'checkout'],
  ['add_payment_info', 'payment'],
  ['purchase', 'purchase'],
  ['refund', 'refund'],
  ['generate_lead', 'lead'],
  ['submit_lead_form', 'lead'],
  ['request_quote', 'lead'],
  ['sign_up', 'signup'],
  ['signup', 'signup'],
  ['subscribe', 'subscribe'],
  ['book_appointment', 'booking'],
  ['contact', 'contact'],
]);

export const STANDARD_EVENTS = [
  'page_view',
  'view_item',
  'view_item_list',
  'search',
  'add_to_wishlist',
  'add_to_cart',
  'remove_from_cart',
  'begin_checkout',
  'add_payment_info',
  'purchase',
  'refund',
  'generate_lead',
  'submit_lead_form',
  'sign_up',
  'login',
];

/** Names are free text that the goal in Microsoft Advertising repeats; they are often written with a capital. */
export function meaningOf(eventName: string): Meaning | null {
  return MEANINGS.get(eventName.toLowerCase()) ?? null;
}

/** `evt` of hits by which bat.js reports consent, hashed user data and the end of a visit. */
const INTERNAL_TYPES: ReadonlySet<string> = new Set(['consent', 'pid', 'pageHide']);

export function roleOf(type: string | null, eventName: string): EventRole {
  return type !== null && INTERNAL_TYPES.has(type) ? 'internal' : roleOfMeaning(meaningOf(eventName));
}
