import { roleOfMeaning } from '../meaning.ts';
import type { Meaning } from '../define.ts';
import type { EventRole } from '../../model/event.ts';

/** Names of the pixel before 2022 and of the data layer events that the pixel picks up; both without case and underscores. */
const MEANINGS: ReadonlyMap<string, Meaning> = new Map([
  ['pageview', 'page'],
  ['viewcontent', 'product'],
  ['viewitem', 'product'],
  ['search', 'search'],
  ['addtowishlist', 'wishlist'],
  ['addtocart', 'cart'],
  ['initiatecheckout', 'checkout'],
  ['begincheckout', 'checkout'],
  ['addpaymentinfo', 'payment'],
  ['purchase', 'purchase'],
  ['lead', 'lead'],
  ['signup', 'signup'],
  ['completeregistration', 'signup'],
  ['subscribe', 'subscribe'],
  ['starttrial', 'trial'],
]);

export const STANDARD_EVENTS = [
  'PageView',
  'ViewContent',
  'Search',
  'AddToWishlist',
  'AddToCart',
  'InitiateCheckout',
  'AddPaymentInfo',
  'Purchase',
  'Lead',
  'CompleteRegistration',
  'SignUp',
];

/** The base pixel's hit has no name of its own. */
export const PAGE_VIEW = 'pageview';

const DATA_LAYER_PREFIX = /^gtm_/;
const TAG_PREFIX = 'tw-';

/** An event tag of the Events Manager: `tw-<pixel>-<event>`; null for anything else. */
export function readTag(text: string): { pixelId: string; event: string } | null {
  if (!text.startsWith(TAG_PREFIX)) return null;
  const end = text.indexOf('-', TAG_PREFIX.length);
  const [pixelId, event] = [text.slice(TAG_PREFIX.length, end), text.slice(end + 1)];
  return end < 0 || pixelId === '' || event === '' ? null : { pixelId, event };
}

/** A tag's meaning is set in the Events Manager and never on the wire. */
export function meaningOf(eventName: string): Meaning | null {
  return MEANINGS.get(eventName.replace(DATA_LAYER_PREFIX, '').toLowerCase().replaceAll('_', '')) ?? null;
}

/** Servers may name an event by the last part of its tag alone; the pixel is compared as a key of its own. */
export function comparableName(event: { eventName: string }): string {
  return readTag(event.eventName)?.event ?? event.eventName;
}

/** What the page tags is a conversion; `gtm_*` and button clicks the pixel sends on its own. */
export function roleOf(eventName: string): EventRole {
  if (DATA_LAYER_PREFIX.test(eventName) || eventName === 'autobuttonclick') return 'automatic';
  return readTag(eventName) === null ? roleOfMeaning(meaningOf(eventName)) : 'conversion';
}
