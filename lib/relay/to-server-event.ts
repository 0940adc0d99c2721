import * as v from 'valibot';
import type { DecodeIssue, ServerEvent } from '../model/event.ts';
import { EventSchema, type RelayEvent } from './contract.ts';

/** An event of a relay's answer, or one sentence on why it is none. */
export type ReadEvent = { ok: true; event: ServerEvent } | { ok: false; reason: string };

/** Reads one Event object of `relay/1` (an answer or a session file). Never throws. */
export function readRelayEvent(input: unknown): ReadEvent {
  const parsed = v.safeParse(EventSchema, input);
  if (parsed.success) return { ok: true, event: toServerEvent(parsed.output) };
  const [issue] = parsed.issues;
  return { ok: false, reason: `not a relay/1 event: ${v.getDotPath(issue) ?? 'event'}: ${issue.message}` };
}

/** User key values stay at the relay: `userKeys` is empty and `comparedUserKeys` carries its comparison. */
export function toServerEvent(event: RelayEvent): ServerEvent {
  return {
    side: 'server',
    id: event.id,
    platform: event.platform,
    pixelId: event.pixel_id,
    action: event.action,
    eventName: event.event_name,
    customName: event.custom_name,
    eventId: event.event_id,
    orderId: event.params.order_id,
    value: event.params.value,
    currency: event.params.currency?.toUpperCase() ?? null,
    eventTime: event.event_time === null ? null : Date.parse(event.event_time),
    userKeys: {},
    contentIds: event.params.content_ids,
    issues: event.warnings.map(toIssue),
    ...(event.plain_event_id === undefined ? {} : { plainId: event.plain_event_id }),
    ...(event.unverified === undefined ? {} : { unverified: event.unverified }),
    test: event.test_effect ?? (event.test ? 'counts' : null),
    adjustment: event.adjustment,
    receivedAt: Date.parse(event.received_at),
    sender: event.source.name,
    deliveries: event.delivery.map(({ attempt, status, accepted, message, evidence }) => ({ attempt, status, accepted, message, evidence })),
    comparedUserKeys: event.compare,
  };
}

/** A warning is a code, or a code and a sentence. */
function toIssue(warning: string): DecodeIssue {
  const [, code = warning, message] = /^([\w-]+): (.+)$/s.exec(warning) ?? [];
  return { code, message: message ?? `The relay marked this event: ${code}.` };
}
