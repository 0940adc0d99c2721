import type { AutoId, Meaning } from '../define.ts';
import { SHARED_AUTO_IDS } from '../auto-ids.ts';
import { isConversionMeaning } from '../meaning.ts';

const MEANINGS: ReadonlyMap<string, Meaning> = new Map([
  ['PageView', 'page'],
  ['ViewContent', 'product'],
  ['Search', 'search'],
  ['AddToWishlist', 'wishlist'],
  ['AddToCart', 'cart'],
  ['InitiateCheckout', 'checkout'],
  ['AddPaymentInfo', 'payment'],
  ['Purchase', 'purchase'],
  ['Lead', 'lead'],
  ['CompleteRegistration', 'signup'],
  ['Subscribe', 'subscribe'],
  ['StartTrial', 'trial'],
  ['Schedule', 'booking'],
  ['Contact', 'contact'],
]);

/** Conversions that other platforms have no word for. */
const OWN_CONVERSIONS = ['Donate', 'SubmitApplication'];

export const STANDARD_EVENTS = [...MEANINGS.keys(), ...OWN_CONVERSIONS, 'CustomizeProduct', 'FindLocation'];

const AUTOMATIC_EVENTS: ReadonlySet<string> = new Set(['SubscribedButtonClick', 'Microdata', 'PixelInitialized', 'InputData']);

export function meaningOf(eventName: string): Meaning | null {
  return MEANINGS.get(eventName) ?? null;
}

export function isConversion(eventName: string): boolean {
  return isConversionMeaning(meaningOf(eventName)) || OWN_CONVERSIONS.includes(eventName);
}

/** Names that the SDK reports on its own. */
export function isAutomatic(eventName: string): boolean {
  return AUTOMATIC_EVENTS.has(eventName);
}

const UUID = '[\\da-f]{8}(?:-[\\da-f]{4}){3}-[\\da-f]{12}';

export const AUTO_IDS: readonly AutoId[] = [
  { pattern: /^ob3_plugin-set_[\da-f]+$/, madeBy: 'the Conversions API Gateway plugin of the pixel', certain: true },
  { pattern: /^sgwpixel_plugin-set/, madeBy: 'the Signals Gateway pixel', certain: true },
  { pattern: /^LCP\./, madeBy: "the pixel's lead test", certain: true },
  { pattern: new RegExp(`^sh-${UUID}$`, 'i'), madeBy: 'Shopify', certain: true },
  ...SHARED_AUTO_IDS,
];
