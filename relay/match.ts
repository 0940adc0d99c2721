import type { RelayEvent, WireLookup } from '../lib/relay/contract.ts';
import { keyReasons, sameMoney, type Comparable } from './near.ts';
import type { Redactor } from './redact.ts';
import type { StoredEvent } from './store.ts';

/** Most events and near misses that one look-up is answered with. */
export const MAX_EVENTS_PER_LOOKUP = 50;
export const MAX_NEAR = 10;

/** A look-up in the form in which the store keeps its values. */
export interface Sought extends Comparable {
  platform: RelayEvent['platform'];
  /** Unix ms; null = not said. */
  at: number | null;
  fingerprints: Readonly<Record<string, readonly string[]>>;
}

export interface NearMiss {
  stored: StoredEvent;
  reasons: string[];
}

/** Personal data in an ID is scrubbed as it was at ingest, so that equal IDs stay equal. */
export function toSought(lookup: WireLookup, redactor: Redactor): Sought {
  const scrub = (text: string | null): string | null => (text === null ? null : redactor.scrub(text));
  return {
    platform: lookup.platform,
    pixelId: redactor.scrub(lookup.pixel_id),
    eventName: redactor.scrub(lookup.event_name),
    eventId: scrub(lookup.event_id),
    orderId: scrub(lookup.order_id),
    value: lookup.value,
    currency: lookup.currency?.toUpperCase() ?? null,
    at: lookup.at === null ? null : Date.parse(lookup.at),
    fingerprints: Object.fromEntries(Object.entries(lookup.compare).map(([key, values]) => [key, redactor.fingerprints(key, values)])),
  };
}

/**
 * Same pixel and same event ID, whatever the name; by order where the look-up has no event ID. Google Ads' pixel is asked
 * for by the action's number, and may be sent as a resource name (`customers/1/conversionActions/987`).
 */
export function isExact(sought: Sought, { event }: StoredEvent): boolean {
  if (event.platform !== sought.platform || ![event.pixel_id, event.action].includes(sought.pixelId)) return false;
  if (sought.eventId !== null) return event.event_id === sought.eventId;
  return sought.orderId !== null && event.params.order_id === sought.orderId;
}

/** The candidates that are nearly the one sought, the strongest tie first. */
export function nearByKeys(sought: Sought, candidates: readonly StoredEvent[]): NearMiss[] {
  return candidates
    .filter((stored) => !isExact(sought, stored))
    .map((stored) => ({ stored, reasons: keyReasons(sought, comparable(stored)) }))
    .filter(({ reasons }) => reasons.length > 0)
    .toSorted((a, b) => a.reasons.length - b.reasons.length || distance(sought, a.stored) - distance(sought, b.stored));
}

/** Where no key ties anything: the same money, or the same user under the same name. */
export function nearByLikeness(sought: Sought, candidates: readonly StoredEvent[]): NearMiss[] {
  return candidates
    .map((stored) => ({ stored, reasons: likenessReasons(sought, stored) }))
    .filter(({ reasons }) => reasons.length > 0)
    .toSorted((a, b) => distance(sought, a.stored) - distance(sought, b.stored));
}

function likenessReasons(sought: Sought, stored: StoredEvent): string[] {
  const event = comparable(stored);
  const sameUser = event.eventName === sought.eventName && Object.values(compareKeys(sought, stored)).includes(true);
  const reasons = [...(sameMoney(sought, event) ? ['value_time'] : []), ...(sameUser ? ['same_user_key'] : [])];
  return reasons.length > 0 && event.pixelId !== sought.pixelId ? [...reasons, 'pixel_differs'] : reasons;
}

/** User keys that both have: equal or not. */
export function compareKeys(sought: Sought, { fingerprints }: StoredEvent): Record<string, boolean> {
  const shared = Object.entries(sought.fingerprints).filter(([key, values]) => values.length > 0 && (fingerprints[key]?.length ?? 0) > 0);
  return Object.fromEntries(shared.map(([key, values]) => [key, values.some((value) => fingerprints[key]?.includes(value))]));
}

/** The nearest in time first: of a constant ID's many rows, those that matter. */
export function byDistance(sought: Sought, events: readonly StoredEvent[]): StoredEvent[] {
  return events.toSorted((a, b) => distance(sought, a) - distance(sought, b));
}

function distance({ at }: Sought, { event }: StoredEvent): number {
  return at === null ? 0 : Math.abs(Date.parse(event.received_at) - at);
}

function comparable({ event }: StoredEvent): Comparable {
  const { order_id, value, currency } = event.params;
  return { pixelId: event.pixel_id, eventName: event.event_name, eventId: event.event_id, orderId: order_id, value, currency };
}
