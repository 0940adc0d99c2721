import type { EventRole } from '../../model/event.ts';
import type { Meaning } from '../define.ts';
import { roleOfMeaning } from '../meaning.ts';

const MEANINGS: ReadonlyMap<string, Meaning> = new Map([
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
  ['sign_up', 'signup'],
]);

export const STANDARD_EVENTS = [
  ...MEANINGS.keys(),
  ...['view_item_list', 'select_item', 'remove_from_cart', 'view_cart', 'add_shipping_info', 'login'],
];

/** Events of enhanced measurement and of the SDK's own bookkeeping. */
const AUTOMATIC_EVENTS: ReadonlySet<string> = new Set([
  ...['first_visit', 'session_start', 'user_engagement', 'scroll', 'click', 'file_download', 'form_start', 'form_submit'],
  ...['video_start', 'video_progress', 'video_complete', 'view_search_results'],
]);

export function meaningOf(eventName: string): Meaning | null {
  return MEANINGS.get(eventName) ?? null;
}

export function roleOf(eventName: string): EventRole {
  return AUTOMATIC_EVENTS.has(eventName) ? 'automatic' : roleOfMeaning(meaningOf(eventName));
}
