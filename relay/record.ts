import { createHash } from 'node:crypto';
import type { AnsweredServerEvent } from '../lib/platforms/decode.ts';
import type { RelayEvent } from '../lib/relay/contract.ts';
import type { Redactor } from './redact.ts';
import type { StoredEvent } from './store.ts';

/** Longest text that is kept of anything but an ID. */
const MAX_TEXT = 300;

/** How a payload reached the relay and what came of it. */
export interface Receipt {
  /** Unix ms. */
  at: number;
  sender: string;
  mode: RelayEvent['source']['mode'];
  /** HTTP status of the upstream and how long it took; null = it was not forwarded, or did not answer. */
  upstream: { status: number | null; ms: number } | null;
}

/** What is kept of one decoded event: allow-listed fields, scrubbed; user keys as fingerprints. */
export function toStoredEvent(answered: AnsweredServerEvent, receipt: Receipt, id: string, redactor: Redactor): StoredEvent {
  const keys = Object.entries(answered.event.userKeys);
  const event = describe(answered, receipt, id, redactor);
  event.user_keys = Object.fromEntries(keys.map(([key, values]) => [key, redactor.summarise(key, values)]));
  event.digest = `sha-256=:${createHash('sha256').update(JSON.stringify(event)).digest('base64')}:`;
  return { event, fingerprints: Object.fromEntries(keys.map(([key, values]) => [key, redactor.fingerprints(key, values)])) };
}

function describe(answered: AnsweredServerEvent, receipt: Receipt, id: string, { scrub }: Redactor): RelayEvent {
  const { event } = answered;
  const scrubOrNull = (text: string | null): string | null => (text === null ? null : scrub(text));
  return {
    id,
    platform: event.platform,
    pixel_id: scrub(event.pixelId),
    action: scrubOrNull(event.action),
    event_name: scrub(event.eventName),
    custom_name: event.customName,
    event_id: scrubOrNull(event.eventId),
    event_time: timeText(event.eventTime),
    received_at: new Date(receipt.at).toISOString(),
    source: { name: scrub(receipt.sender).slice(0, MAX_TEXT), mode: receipt.mode },
    test: event.test !== null,
    test_effect: event.test,
    adjustment: event.adjustment,
    user_keys: {},
    params: {
      currency: scrubOrNull(event.currency),
      value: event.value,
      order_id: scrubOrNull(event.orderId),
      content_ids: event.contentIds.map(scrub),
    },
    compare: {},
    delivery: [deliveryOf(answered, receipt, scrub)],
    warnings: event.issues.map(({ code, message }) => scrub(`${code}: ${message}`).slice(0, MAX_TEXT)),
    ...(event.plainId === undefined ? {} : { plain_event_id: scrub(event.plainId) }),
    ...(event.unverified === undefined ? {} : { unverified: event.unverified }),
  };
}

function deliveryOf({ accepted, message }: AnsweredServerEvent, { at, upstream }: Receipt, scrub: Redactor['scrub']): RelayEvent['delivery'][number] {
  const start = { attempt: 1, at: new Date(at).toISOString() };
  if (upstream === null) return { ...start, status: null, ms: null, evidence: 'none', accepted: null, message: null };
  return { ...start, ...upstream, evidence: 'observed', accepted, message: message === null ? null : scrub(message).slice(0, MAX_TEXT) };
}

/** A sender's clock may say anything: what is no date is absent. */
function timeText(ms: number | null): string | null {
  if (ms === null || !(Math.abs(ms) <= 8.64e15)) return null;
  const text = new Date(ms).toISOString();
  return /^\d{4}-/.test(text) ? text : null;
}
