import type { Capture, CaptureBody } from '../model/capture.ts';
import type { ServerEvent } from '../model/event.ts';
import type { LogEntry } from '../model/log.ts';
import type { PlatformId } from '../model/platform-id.ts';
import type { RecordedSpan } from '../model/recording.ts';
import { decodeServerPayload } from '../platforms/decode.ts';
import { readRelayEvent } from '../relay/to-server-event.ts';
import { decodeBase64 } from '../wire/base64.ts';
import { inflateGzip, isGzip } from '../wire/gzip.ts';
import { SessionFileError } from './file-error.ts';
import type { FileCapture, FilePayload, FileSdkCall, SessionFile } from './file-schema.ts';
import { readSdkCall } from '../platforms/sdk-call.ts';
import { emptyState } from './state.ts';

/** A file's statements as log entries, in the file's order. */
export async function entriesOf(file: SessionFile, now: number): Promise<LogEntry[]> {
  const captures = await Promise.all(file.captures.map(toCapture));
  const unreadable = file.serverPayloads.flatMap((payload) => unreadablePlatform(payload) ?? []);
  return [
    { kind: 'relay-evidence', at: now, evidence: { ...(file.relay ?? emptyState().relay), ...(unreadable.length > 0 ? { unreadable } : {}) } },
    ...captures.map((capture) => ({ kind: 'capture', at: capture.startedAt, capture }) as const),
    ...file.sdkCalls.map(toSdkCall),
    ...file.serverPayloads.flatMap((payload, index) => toServerEntries(payload, index, now)),
    ...file.serverEvents.map(toServerEvent),
    ...toRecorderEntries(file.recorder, now),
  ];
}

/** What the recorder that wrote the file knew of itself; a file from elsewhere says nothing of it. */
function toRecorderEntries({ since, recorded, relay, attempts, faults }: SessionFile['recorder'], now: number): LogEntry[] {
  return [
    ...toSwitches(recorded ?? (since === null ? null : [{ from: since, to: null }]), now),
    ...(relay === null ? [] : [{ kind: 'relay-health', at: now, health: relay } as const]),
    ...attempts.map((attempt) => ({ kind: 'attempt', at: attempt.at, attempt }) as const),
    ...faults.map(({ at, code, message }) => ({ kind: 'fault', at, code, message }) as const),
  ];
}

function toSwitches(recorded: readonly RecordedSpan[] | null, now: number): LogEntry[] {
  if (recorded?.length === 0) return [{ kind: 'recording', at: now, on: false }];
  return (recorded ?? []).flatMap(({ from, to }): LogEntry[] => [{ kind: 'recording', at: from, on: true }, ...(to === null ? [] : [{ kind: 'recording', at: to, on: false } as const])]);
}

async function toCapture(from: FileCapture, index: number): Promise<Capture> {
  const { seenBy, tabId, documentId, frame, pageUrl, initiator, startedAt, method, url, delivery, madeBy } = from;
  const contentType = Object.entries(from.headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? null;
  const body = await toBody(from);
  return { id: from.id ?? `file:${index}`, seenBy, tabId, documentId, frame, pageUrl, initiator, startedAt, method, url, contentType, body, delivery, ...(madeBy ? { madeBy } : {}) };
}

async function toBody({ body, bodyEncoding, bodyUnreadable, bodyPending }: FileCapture): Promise<CaptureBody> {
  if (bodyPending !== undefined) return { kind: 'pending', reason: bodyPending };
  if (bodyUnreadable !== undefined) return { kind: 'unreadable', reason: bodyUnreadable };
  if (body === null || body === '') return { kind: 'none' };
  return bodyEncoding === 'utf8' ? { kind: 'text', text: body } : readBase64Body(body);
}

/** Decoding is synchronous, so gzip is inflated here, where the file is read. */
async function readBase64Body(base64: string): Promise<CaptureBody> {
  const bytes = decodeBase64(base64);
  if (!bytes) return { kind: 'unreadable', reason: 'its record in the file is no base64' };
  const inflated = isGzip(bytes) ? await inflateGzip(bytes).catch(() => null) : bytes;
  if (!inflated) return { kind: 'unreadable', reason: 'its gzip data are cut or damaged' };
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(inflated) };
  } catch {
    return { kind: 'bytes', base64 };
  }
}

function toSdkCall({ platform, method, arguments: args, stack, documentId, at }: FileSdkCall): LogEntry {
  return { kind: 'sdk-call', at, call: { platform, method, arguments: args, ...readSdkCall(platform, method, args), stack, documentId, at } };
}

function toServerEntries(payload: FilePayload, index: number, now: number): LogEntry[] {
  const { platform, events, issues } = decodeServerPayload(payload, payload);
  if (platform === null) {
    return [fault(payload, now, 'server-payload-unknown', `serverPayloads[${index}]: no platform that Pixelpair knows has the endpoint ${payload.endpoint}.`)];
  }
  if (events.length === 0) {
    return [fault(payload, now, 'server-payload-unreadable', `serverPayloads[${index}]: ${issues[0]?.message ?? 'it carries no event.'}`)];
  }
  return events.map(({ event, accepted, message }, place) => {
    const at = payload.receivedAt ?? event.eventTime ?? now;
    const { status, sender } = payload;
    const evidence = status === null && payload.response === null ? 'none' : 'reported';
    const deliveries = [{ attempt: 1, status, accepted, message, evidence }] as const;
    return serverEntry({ ...event, side: 'server', id: `payload:${index}:${place}`, receivedAt: at, sender, deliveries, comparedUserKeys: {} });
  });
}

/** The platform of a payload that carries no readable event; null where it is readable, or no platform's. */
function unreadablePlatform(payload: FilePayload): PlatformId | null {
  const { platform, events } = decodeServerPayload(payload, payload);
  return events.length === 0 ? platform : null;
}

function fault(payload: FilePayload, now: number, code: string, message: string): LogEntry {
  return { kind: 'fault', at: payload.receivedAt ?? now, code, message };
}

function serverEntry(event: ServerEvent, lookedUp = false): LogEntry {
  return { kind: 'server-event', at: event.receivedAt, event, ...(lookedUp ? { lookedUp: true } : {}) };
}

/** A damaged event is refused rather than skipped: a missing server event would read as evidence. */
function toServerEvent(input: SessionFile['serverEvents'][number], index: number): LogEntry {
  const read = readRelayEvent(input);
  if (read.ok) return serverEntry({ ...read.event, userKeys: input.user_key_values, issues: input.issues ?? read.event.issues }, input.looked_up);
  throw new SessionFileError('invalid-field', `serverEvents[${index}]: ${read.reason}. Correct the event and try again.`, `serverEvents[${index}]`);
}
