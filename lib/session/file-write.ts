import type { Capture, CaptureBody } from '../model/capture.ts';
import type { SdkCall, ServerEvent } from '../model/event.ts';
import type { LoggedEntry } from '../model/log.ts';
import type { RelayEvidence } from '../model/relay.ts';
import type { MatchSettings } from '../model/settings.ts';
import type { FieldNames } from './personal-keys.ts';
import { redactEntries } from './redact-capture.ts';
import { applyEntry, emptyState, relayEvidence, type SessionState } from './state.ts';

export interface SessionFileOptions {
  /** Removes e-mails, phone numbers, names, IPs and tokens, and truncates hashes. */
  redact: boolean;
  /** With `redact`: fields that the user wants left out besides. */
  also?: FieldNames;
}

/** Writes a log as a session file; reading it again gives the same projection (with `redact`, the same verdicts). */
export function toSessionFile(entries: readonly LoggedEntry[], settings: MatchSettings, now: number, options: SessionFileOptions = { redact: false }): string {
  const state = emptyState();
  for (const { entry } of options.redact ? redactEntries(entries, options.also) : entries) applyEntry(state, entry);
  const { conversionActions, firstParty } = settings;
  const file = {
    pixelpair: 1,
    now: iso(now),
    relay: writeRelay(relayEvidence(state)),
    captures: [...state.captures.values()].map(writeCapture),
    sdkCalls: state.calls.map(writeCall),
    serverEvents: [...state.serverEvents.values()].map((event) => ({ ...writeServerEvent(event), looked_up: state.lookedUp.has(event.id) })),
    settings: { conversionActions, firstParty },
    recorder: writeRecorder(state),
  };
  return `${JSON.stringify(file, null, 1)}\n`;
}

function writeRecorder({ recordingSince, recorded, health, attempts, faults }: SessionState) {
  const spans = recorded?.map(({ from, to }) => ({ from: iso(from), to: to === null ? null : iso(to) })) ?? null;
  return { since: recordingSince === null ? null : iso(recordingSince), recorded: spans, relay: health, attempts: attempts.map((attempt) => ({ ...attempt, at: iso(attempt.at) })), faults: faults.map((fault) => ({ ...fault, at: iso(fault.at) })) };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}

function writeRelay({ coverage, ...relay }: RelayEvidence) {
  const spans = coverage?.map((span) => ({
    ...span,
    from: iso(span.from),
    to: iso(span.to),
    gaps: span.gaps.map((gap) => ({ ...gap, from: iso(gap.from), to: iso(gap.to) })),
  }));
  return { ...relay, coverage: spans ?? null };
}

function writeCapture({ body, contentType, startedAt, ...capture }: Capture) {
  const type = body.kind === 'form' ? 'application/x-www-form-urlencoded' : contentType;
  return { ...capture, startedAt: iso(startedAt), headers: type === null ? {} : { 'content-type': type }, ...writeBody(body) };
}

function writeBody(body: CaptureBody) {
  switch (body.kind) {
    case 'text':
      return { body: body.text };
    case 'form':
      return { body: new URLSearchParams(body.fields.map(([name, value]) => [name, value])).toString() };
    case 'bytes':
      return { body: body.base64, bodyEncoding: 'base64' };
    case 'unreadable':
      return { body: null, bodyUnreadable: body.reason };
    case 'pending':
      return { body: null, bodyUnreadable: body.reason, bodyPending: body.reason };
    case 'none':
      return { body: null };
  }
}

function writeCall({ platform, method, arguments: args, documentId, stack, at }: SdkCall) {
  return { platform, method, arguments: args, documentId, stack, at: iso(at) };
}

/** A relay/1 Event object; `user_key_values`, `issues` and `looked_up` are additions, so that nothing is lost on the way. */
function writeServerEvent(event: ServerEvent) {
  const receivedAt = iso(event.receivedAt);
  return {
    id: event.id,
    platform: event.platform,
    pixel_id: event.pixelId,
    action: event.action,
    event_name: event.eventName,
    custom_name: event.customName,
    event_id: event.eventId,
    event_time: event.eventTime === null ? null : iso(event.eventTime),
    received_at: receivedAt,
    source: { name: event.sender, mode: 'import' },
    test: event.test !== null,
    test_effect: event.test,
    adjustment: event.adjustment,
    params: { currency: event.currency, value: event.value, order_id: event.orderId, content_ids: event.contentIds },
    compare: event.comparedUserKeys,
    delivery: event.deliveries.map((delivery) => ({ ...delivery, at: receivedAt, ms: null })),
    warnings: event.issues.map((issue) => issue.code),
    user_key_values: event.userKeys,
    issues: event.issues,
    ...(event.plainId === undefined ? {} : { plain_event_id: event.plainId }),
    ...(event.unverified === undefined ? {} : { unverified: event.unverified }),
  };
}
