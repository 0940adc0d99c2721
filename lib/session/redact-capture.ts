import type { Capture, CaptureBody, RequestOrigin, UnsentAttempt } from '../model/capture.ts';
import type { LogEntry } from '../model/log.ts';
import type { SdkCall, ServerEvent } from '../model/event.ts';
import type { FieldNames } from './personal-keys.ts';
import { redactField, redactId, redactJson, redactJsonText, redactQuery, redactText, redactUrl, REMOVED, truncateHashes } from './redact.ts';

/** A part of a multipart body: what stands before its name, its name, its other headers, its value. */
const PART = /(\bname="([^"]*)"[^\n]*\n(?:[^\r\n]+\r*\n)*\r*\n)([\s\S]*?)(?=\r*\n--)/g;
const NAMED_TEXT = /("((?:[^"\\]|\\.)*)"\s*:\s*)"((?:[^"\\]|\\.)*)"?/g;
const FORM = /^[^\s=&]+=\S*(?:\r?\n[^\s=&]+=\S*)*\s*$/;

/** The same capture without what identifies a person or opens an account; its events still decode. */
export function redactCapture(capture: Capture, also?: FieldNames): Capture {
  const pageUrl = capture.pageUrl && redactUrl(capture.pageUrl, also);
  return { ...capture, url: redactUrl(capture.url, also), pageUrl, body: redactBody(capture.body, also), ...(capture.madeBy ? { madeBy: redactOrigin(capture.madeBy, also) } : {}) };
}

function redactOrigin({ api, stack }: RequestOrigin, also?: FieldNames): RequestOrigin {
  return { api, stack: stack && redactText(stack, also) };
}

function redactAttempt(attempt: UnsentAttempt, also?: FieldNames): UnsentAttempt {
  return { ...attempt, ...redactOrigin(attempt, also), url: redactUrl(attempt.url, also), pageUrl: attempt.pageUrl && redactUrl(attempt.pageUrl, also) };
}

function redactBody(body: CaptureBody, also?: FieldNames): CaptureBody {
  switch (body.kind) {
    case 'form':
      return { kind: 'form', fields: body.fields.map(([name, value]) => [redactId(name, also), redactField(name, value, also)]) };
    case 'text':
      return { kind: 'text', text: redactBodyText(body.text, also) };
    case 'bytes':
      return { kind: 'unreadable', reason: 'it is binary and was left out by redaction' };
    default:
      return body;
  }
}

/** Redacts a body of any text form: JSON, multipart, urlencoded (one event a line), plain. */
export function redactBodyText(text: string, also?: FieldNames): string {
  if (/^[\uFEFF\s]*[[{]/.test(text)) return redactJsonText(text.replace(/^\uFEFF/, ''), also) ?? redactBrokenJson(text, also);
  if (text.startsWith('--')) return redactText(text.replace(PART, (_part, head: string, name: string, value: string) => head + redactField(name, value, also)), also);
  return FORM.test(text) ? text.replace(/[^\r\n]+/g, (line) => redactQuery(line, also)) : redactText(text, also);
}

/** JSON that was cut or never was any: its named texts can still be told. */
function redactBrokenJson(text: string, also?: FieldNames): string {
  return redactText(
    text.replace(NAMED_TEXT, (pair, head: string, name: string, value: string) => (redactField(name, value, also) === value ? pair : `${head}"${REMOVED}"`)),
    also,
  );
}

export function redactSdkCall(call: SdkCall, also?: FieldNames): SdkCall {
  const { stack, eventId } = call;
  return { ...call, arguments: redactJson(call.arguments, '', also) as unknown[], stack: stack && redactText(stack, also), eventId: eventId && redactId(eventId, also) };
}

export function redactServerEvent(event: ServerEvent, also?: FieldNames): ServerEvent {
  const userKeys = Object.fromEntries(Object.entries(event.userKeys).map(([key, values]) => [key, values.map((value) => truncateHashes(redactField(key, value, also)))]));
  return {
    ...event,
    eventName: redactId(event.eventName, also),
    eventId: event.eventId && redactId(event.eventId, also),
    ...(event.plainId === undefined ? {} : { plainId: redactId(event.plainId, also) }),
    orderId: event.orderId && redactId(event.orderId, also),
    sender: redactId(event.sender, also),
    userKeys,
    contentIds: event.contentIds.map((id) => redactId(id, also)),
    issues: event.issues.map(({ code, message }) => ({ code, message: redactText(message, also) })),
    ...(event.unverified === undefined ? {} : { unverified: redactText(event.unverified, also) }),
    deliveries: event.deliveries.map((delivery) => ({ ...delivery, message: delivery.message && redactText(delivery.message, also) })),
  };
}

/** Redacts what a log entry carries. */
export function redactEntry(entry: LogEntry, also?: FieldNames): LogEntry {
  switch (entry.kind) {
    case 'capture':
      return { ...entry, capture: redactCapture(entry.capture, also) };
    case 'body':
      return { ...entry, body: redactBody(entry.body, also) };
    case 'origin':
      return { ...entry, madeBy: redactOrigin(entry.madeBy, also), place: entry.place && { ...entry.place, pageUrl: entry.place.pageUrl && redactUrl(entry.place.pageUrl, also) } };
    case 'attempt':
      return { ...entry, attempt: redactAttempt(entry.attempt, also) };
    case 'sdk-call':
      return { ...entry, call: redactSdkCall(entry.call, also) };
    case 'server-event':
      return { ...entry, event: redactServerEvent(entry.event, also) };
    case 'relay-health':
      return { ...entry, health: { ...entry.health, message: entry.health.message && redactText(entry.health.message, also) } };
    case 'fault':
      return { ...entry, message: redactText(entry.message, also) };
    default:
      return entry;
  }
}
