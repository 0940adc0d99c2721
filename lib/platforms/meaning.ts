import type { EventRole } from '../model/event.ts';
import type { Meaning } from './define.ts';

const CONVERSIONS: ReadonlySet<Meaning> = new Set(['purchase', 'lead', 'signup', 'subscribe', 'trial', 'booking', 'contact']);

/** True where an event of this meaning is what an advertiser pays for. */
export function isConversionMeaning(meaning: Meaning | null): boolean {
  return meaning !== null && CONVERSIONS.has(meaning);
}

/** What a shop tells of an order once it is placed; of names that no platform knows. A lead may be delivered, too, and a customer have returned. */
const AFTER_SALE = /shipped|shipment|dispatched|refund|(?:order|item|product|package|parcel|purchase)s?[ _-]?(?:delivered|fulfill?ed|fulfill?ment|returned|cancell?ed|cancellation)/i;

/**
 * True for an event that is what an advertiser pays for, false for one that is not: a step before it, or what became of the
 * order afterwards. null for a custom name that may stand for either.
 */
export function isConversionName(eventName: string, meaning: Meaning | null): boolean | null {
  if (meaning !== null) return isConversionMeaning(meaning);
  return AFTER_SALE.test(eventName) ? false : null;
}

/** Role of an event that the page reports by itself. */
export function roleOfMeaning(meaning: Meaning | null): EventRole {
  return isConversionMeaning(meaning) ? 'conversion' : 'measurement';
}
