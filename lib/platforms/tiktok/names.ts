import type { AutoId, Meaning } from '../define.ts';
import { SHARED_AUTO_IDS } from '../auto-ids.ts';
import { isConversionMeaning } from '../meaning.ts';

const MEANINGS: ReadonlyMap<string, Meaning> = new Map([
  ['Pageview', 'page'],
  ['ViewContent', 'product'],
  ['Search', 'search'],
  ['AddToWishlist', 'wishlist'],
  ['AddToCart', 'cart'],
  ['InitiateCheckout', 'checkout'],
  ['StartCheckout', 'checkout'],
  ['AddPaymentInfo', 'payment'],
  ['AddBilling', 'payment'],
  ['Purchase', 'purchase'],
  ['CompletePayment', 'purchase'],
  ['Lead', 'lead'],
  ['SubmitForm', 'lead'],
  ['CompleteRegistration', 'signup'],
  ['Registration', 'signup'],
  ['Subscribe', 'subscribe'],
  ['StartTrial', 'trial'],
  ['Schedule', 'booking'],
  ['Contact', 'contact'],
  ['Consult', 'contact'],
  ['ConsultByPhone', 'contact'],
]);

/** Conversions that other platforms have no word for. PlaceAnOrder is an order before it is paid, not a Purchase. */
const OWN_CONVERSIONS = ['PlaceAnOrder', 'Download', 'SubmitApplication', 'ApplicationApproval'];

export const STANDARD_EVENTS = [...MEANINGS.keys(), ...OWN_CONVERSIONS, 'CustomizeProduct', 'FindLocation', 'ClickButton'];

/** The SDK renames the first into the last before it sends; whether the server side does so too is not documented. */
export const ALIASES: readonly (readonly string[])[] = [
  ['CompletePayment', 'Purchase'],
  ['SubmitForm', 'Lead'],
  ['Registration', 'CompleteRegistration'],
  ['AddBilling', 'AddPaymentInfo'],
  ['StartCheckout', 'InitiateCheckout'],
  ['Checkout', 'PlaceAnOrder'],
  ['ViewForm', 'ViewConsultationPage', 'ViewDownloadPage', 'ViewContent'],
  ['ClickForm', 'ClickInDownloadPage', 'ClickInConsultationPage', 'ClickButton'],
  ['ClickToDownload', 'Download'],
  ['Consult', 'ConsultByPhone', 'Contact'],
];

const INTERNAL_EVENTS: ReadonlySet<string> = new Set(['EnrichAM', 'EnrichIpv6', 'EngagedSession']);
const AUTOMATIC_EVENTS: ReadonlySet<string> = new Set(['LandingPageView']);

export function meaningOf(eventName: string): Meaning | null {
  return MEANINGS.get(eventName) ?? null;
}

export function roleOf(eventName: string): 'internal' | 'automatic' | 'conversion' | 'measurement' {
  if (INTERNAL_EVENTS.has(eventName)) return 'internal';
  if (AUTOMATIC_EVENTS.has(eventName)) return 'automatic';
  return isConversionMeaning(meaningOf(eventName)) || OWN_CONVERSIONS.includes(eventName) ? 'conversion' : 'measurement';
}

export const AUTO_IDS: readonly AutoId[] = [
  { pattern: /^default_eventId-/, madeBy: 'the TikTok pixel for its self-hosted gateway', certain: true },
  { pattern: /^messageId-/, madeBy: "the TikTok pixel as a message ID, which is the transport's and not the event's", certain: true },
  ...SHARED_AUTO_IDS,
];
