import type { EventRole } from '../model/event.ts';
import type { Meaning } from './define.ts';

const CONVERSIONS: ReadonlySet<Meaning> = new Set(['purchase', 'lead', 'signup', 'subscribe', 'trial', 'booking', 'contact']);

/** True where an event of this meaning is what an advertiser pays for. */
export function isConversionMeaning(meaning: Meaning | null): boolean {
  return meaning !== null && CONVERSIONS.has(meaning);
}

/** Role of an event that the page reports by itself. */
export function roleOfMeaning(meaning: Meaning | null): EventRole {
  return isConversionMeaning(meaning) ? 'conversion' : 'measurement';
}
