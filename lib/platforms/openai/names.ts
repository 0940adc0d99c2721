import type { AutoId, Meaning } from '../define.ts';
import { SHARED_AUTO_IDS, UUID_V4 } from '../auto-ids.ts';
import type { EventRole } from '../../model/event.ts';
import { roleOfMeaning } from '../meaning.ts';

const MEANINGS: ReadonlyMap<string, Meaning> = new Map([
  ['page_viewed', 'page'],
  ['contents_viewed', 'product'],
  ['items_added', 'cart'],
  ['checkout_started', 'checkout'],
  ['order_created', 'purchase'],
  ['lead_created', 'lead'],
  ['registration_completed', 'signup'],
  ['appointment_scheduled', 'booking'],
  ['subscription_created', 'subscribe'],
  ['trial_started', 'trial'],
]);

export const STANDARD_EVENTS = [...MEANINGS.keys(), 'app_installed', 'app_opened'];

/** The `type` that stands for an event with a name of its own. */
export const CUSTOM = 'custom';

export function meaningOf(eventName: string): Meaning | null {
  return MEANINGS.get(eventName) ?? null;
}

/** A custom event is never the standard event of that name; names of custom events compare in lower case. */
export function comparableName(event: { eventName: string; customName: boolean }): string {
  return event.customName ? `custom:${event.eventName.toLowerCase()}` : event.eventName;
}

export function roleOf(eventName: string, customName: boolean): EventRole {
  if (eventName.startsWith('openai::') || eventName.startsWith('oai::')) return 'internal';
  return roleOfMeaning(customName ? null : meaningOf(eventName));
}

/** `data.type` that goes with a standard event. */
export function dataTypeOf(eventName: string): string {
  if (['subscription_created', 'trial_started'].includes(eventName)) return 'plan_enrollment';
  if (['lead_created', 'registration_completed', 'appointment_scheduled'].includes(eventName)) return 'customer_action';
  return STANDARD_EVENTS.includes(eventName) ? 'contents' : CUSTOM;
}

export const AUTO_IDS: readonly AutoId[] = [
  { pattern: UUID_V4, madeBy: 'the OpenAI SDK, which makes a random UUID when the call names no event_id', certain: false },
  ...SHARED_AUTO_IDS,
];
