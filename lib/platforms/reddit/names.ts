import type { Meaning } from '../define.ts';

const MEANINGS: ReadonlyMap<string, Meaning> = new Map([
  ['pagevisit', 'page'],
  ['viewcontent', 'product'],
  ['search', 'search'],
  ['addtowishlist', 'wishlist'],
  ['addtocart', 'cart'],
  ['purchase', 'purchase'],
  ['lead', 'lead'],
  ['signup', 'signup'],
]);

export const STANDARD_EVENTS = ['PageVisit', 'ViewContent', 'Search', 'AddToCart', 'AddToWishlist', 'Purchase', 'Lead', 'SignUp'];

/** Pixel and API v2 write `SignUp`, API v3 writes `SIGN_UP`. */
function folded(eventName: string): string {
  return eventName.toLowerCase().replaceAll('_', '');
}

/** The pixel's word for a standard event, however it is written; null for any other name. */
export function standardName(eventName: string): string | null {
  return STANDARD_EVENTS.find((name) => folded(name) === folded(eventName)) ?? null;
}

/** True for the event type that stands for an event with a name of its own. */
export function isCustom(type: string): boolean {
  return folded(type) === 'custom';
}

export function meaningOf(eventName: string): Meaning | null {
  return MEANINGS.get(folded(eventName)) ?? null;
}

/** Of a custom event the name must match; whether in any case is not documented, so it is compared as it stands. */
export function comparableName(event: { eventName: string; customName: boolean }): string {
  return event.customName ? `custom:${event.eventName}` : folded(event.eventName);
}
