import type { Capture, CaptureBody, RequestOrigin, UnsentAttempt } from '../model/capture.ts';
import type { LogEntry, LoggedEntry } from '../model/log.ts';
import type { SdkCall, ServerEvent } from '../model/event.ts';
import type { FieldNames } from './personal-keys.ts';
import { createRedaction, prepareRedaction, type Redaction } from './redaction.ts';
import { redactField, redactId, redactJson, redactJsonText, redactQuery, redactText, redactUrl, truncateHashes } from './redact.ts';

/** A part of a multipart body: what stands before its name, its name, its other headers, its value. */
const PART = /(\bname="([^"]*)"[^\n]*\n(?:[^\r\n]+\r*\n)*\r*\n)([\s\S]*?)(?=\r*\n--)/g;
const NAMED_TEXT = /("((?:[^"\\]|\\.)*)"\s*:\s*)"((?:[^"\\]|\\.)*)"?/g;
const FORM = /^[^\s=&]+=\S*(?:\r?\n[^\s=&]+=\S*)*\s*$/;

/** The same capture without what identifies a person or opens an account; its events still decode. */
export function redactCapture(capture: Capture, by: Redaction = createRedaction()): Capture {
  const pageUrl = capture.pageUrl && redactUrl(capture.pageUrl, by);
  return { ...capture, url: redactUrl(capture.url, by), pageUrl, body: redactBody(capture.body, by), ...(capture.madeBy ? { madeBy: redactOrigin(capture.madeBy, by) } : {}) };
}

function redactOrigin({ api, stack }: RequestOrigin, by: Redaction): RequestOrigin {
  return { api, stack: stack && redactText(stack, by) };
}

function redactAttempt(attempt: UnsentAttempt, by: Redaction): UnsentAttempt {
  return { ...attempt, ...redactOrigin(attempt, by), url: redactUrl(attempt.url, by), pageUrl: attempt.pageUrl && redactUrl(attempt.pageUrl, by) };
}

function redactBody(body: CaptureBody, by: Redaction): CaptureBody {
  switch (body.kind) {
    case 'form':
      return { kind: 'form', fields: body.fields.map(([name, value]) => [redactId(name, by), redactField(name, value, by)]) };
    case 'text':
      return { kind: 'text', text: redactBodyText(body.text, by) };
    case 'bytes':
      return { kind: 'unreadable', reason: 'it is binary and was left out by redaction' };
    default:
      return body;
  }
}

/** Redacts a body of any text form: JSON, multipart, urlencoded (one event a line), plain. */
export function redactBodyText(text: string, by: Redaction = createRedaction()): string {
  if (/^[\uFEFF\s]*[[{]/.test(text)) return redactJsonText(text.replace(/^\uFEFF/, ''), by) ?? redactBrokenJson(text, by);
  if (text.startsWith('--')) return redactText(text.replace(PART, (_part, head: string, name: string, value: string) => head + redactField(name, value, by)), by);
  return FORM.test(text) ? text.replace(/[^\r\n]+/g, (line) => redactQuery(line, by)) : redactText(text, by);
}

/** JSON that was cut or never was any: its named texts can still be told. */
function redactBrokenJson(text: string, by: Redaction): string {
  return redactText(
    text.replace(NAMED_TEXT, (pair, head: string, name: string, value: string) => {
      const redacted = redactField(name, value, by);
      return redacted === value ? pair : `${head}"${redacted}"`;
    }),
    by,
  );
}

export function redactSdkCall(call: SdkCall, by: Redaction = createRedaction()): SdkCall {
  const { stack, eventId } = call;
  return { ...call, arguments: redactJson(call.arguments, '', by) as unknown[], stack: stack && redactText(stack, by), eventId: eventId && redactField('event_id', eventId, by) };
}

export function redactServerEvent(event: ServerEvent, by: Redaction = createRedaction()): ServerEvent {
  const userKeys = Object.fromEntries(Object.entries(event.userKeys).map(([key, values]) => [key, values.map((value) => truncateHashes(redactField(key, value, by)))]));
  return {
    ...event,
    eventName: redactId(event.eventName, by),
    eventId: event.eventId && redactField('event_id', event.eventId, by),
    ...(event.plainId === undefined ? {} : { plainId: redactField('event_id', event.plainId, by) }),
    orderId: event.orderId && redactField('order_id', event.orderId, by),
    sender: redactId(event.sender, by),
    userKeys,
    contentIds: event.contentIds.map((id) => redactId(id, by)),
    issues: event.issues.map(({ code, message }) => ({ code, message: redactText(message, by) })),
    ...(event.unverified === undefined ? {} : { unverified: redactText(event.unverified, by) }),
    deliveries: event.deliveries.map((delivery) => ({ ...delivery, message: delivery.message && redactText(delivery.message, by) })),
  };
}

/** Redacts a log for one export. `also`: fields that the user wants left out besides. */
export function redactEntries(entries: readonly LoggedEntry[], also?: FieldNames): LoggedEntry[] {
  const by = prepareRedaction(also, (draft) => entries.forEach(({ entry }) => redactEntry(entry, draft)));
  return entries.map(({ seq, entry }) => ({ seq, entry: redactEntry(entry, by) }));
}

function redactEntry(entry: LogEntry, by: Redaction): LogEntry {
  switch (entry.kind) {
    case 'capture':
      return { ...entry, capture: redactCapture(entry.capture, by) };
    case 'body':
      return { ...entry, body: redactBody(entry.body, by) };
    case 'origin':
      return { ...entry, madeBy: redactOrigin(entry.madeBy, by), place: entry.place && { ...entry.place, pageUrl: entry.place.pageUrl && redactUrl(entry.place.pageUrl, by) } };
    case 'attempt':
      return { ...entry, attempt: redactAttempt(entry.attempt, by) };
    case 'sdk-call':
      return { ...entry, call: redactSdkCall(entry.call, by) };
    case 'server-event':
      return { ...entry, event: redactServerEvent(entry.event, by) };
    case 'relay-health':
      return { ...entry, health: { ...entry.health, message: entry.health.message && redactText(entry.health.message, by) } };
    case 'fault':
      return { ...entry, message: redactText(entry.message, by) };
    default:
      return entry;
  }
}
