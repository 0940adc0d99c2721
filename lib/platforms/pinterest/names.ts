import type { EventRole } from '../../model/event.ts';
import type { Meaning } from '../define.ts';
import { roleOfMeaning } from '../meaning.ts';

const MEANINGS: ReadonlyMap<string, Meaning> = new Map([
  ['pagevisit', 'page'],
  ['pageview', 'page'],
  ['viewcontent', 'product'],
  ['search', 'search'],
  ['addtowishlist', 'wishlist'],
  ['addtocart', 'cart'],
  ['initiatecheckout', 'checkout'],
  ['addpaymentinfo', 'payment'],
  ['checkout', 'purchase'],
  ['purchase', 'purchase'],
  ['lead', 'lead'],
  ['signup', 'signup'],
  ['completeregistration', 'signup'],
  ['subscribe', 'subscribe'],
]);

/** Names of the Conversions API; the tag writes them without underscores. */
export const STANDARD_EVENTS = [
  ...['add_payment_info', 'add_to_cart', 'add_to_wishlist', 'app_install', 'checkout', 'custom', 'initiate_checkout', 'lead'],
  ...['page_visit', 'search', 'signup', 'subscribe', 'view_category', 'view_content', 'watch_video'],
];

export const ALIASES: readonly (readonly string[])[] = [
  ['pageview', 'pagevisit', 'page_visit'],
  ['purchase', 'checkout'],
  ['completeregistration', 'signup'],
];

/** Both sides in one form: lower case, no underscores. */
export function comparableName(event: { eventName: string }): string {
  return event.eventName.toLowerCase().replaceAll('_', '');
}

export function meaningOf(eventName: string): Meaning | null {
  return MEANINGS.get(comparableName({ eventName })) ?? null;
}

/** `init` is the tag's own load. */
export function roleOf(eventName: string): EventRole {
  return eventName === 'init' ? 'internal' : roleOfMeaning(meaningOf(eventName));
}
