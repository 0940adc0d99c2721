import type { Capture, CaptureBody, RequestOrigin, UnsentAttempt } from '../model/capture.ts';
import type { LogEntry } from '../model/log.ts';
import type { SdkCall, ServerEvent } from '../model/event.ts';
import { redactField, redactId, redactJson, redactJsonText, redactQuery, redactText, redactUrl, REMOVED, truncateHashes } from './redact.ts';

/** A part of a multipart body: what stands before its name, its name, its other headers, its value. */
const PART = /(\bname="([^"]*)"[^\n]*\n(?:[^\r\n]+\r*\n)*\r*\n)([\s\S]*?)(?=\r*\n--)/g;
const NAMED_TEXT = /("((?:[^"\\]|\\.)*)"\s*:\s*)"((?:[^"\\]|\\.)*)"?/g;
const FORM = /^[^\s=&]+=\S*(?:\r?\n[^\s=&]+=\S*)*\s*$/;

/** The same capture without what identifies a person or opens an account; its events still decode. */
export function redactCapture(capture: Capture): Capture {
  const pageUrl = capture.pageUrl && redactUrl(capture.pageUrl);
  return { ...capture, url: redactUrl(capture.url), pageUrl, body: redactBody(capture.body), ...(capture.madeBy ? { madeBy: redactOrigin(capture.madeBy) } : {}) };
}

function redactOrigin({ api, stack }: RequestOrigin): RequestOrigin {
  return { api, stack: stack && redactText(stack) };
}

function redactAttempt(attempt: UnsentAttempt): UnsentAttempt {
  return { ...attempt, ...redactOrigin(attempt), url: redactUrl(attempt.url), pageUrl: attempt.pageUrl && redactUrl(attempt.pageUrl) };
}

function redactBody(body: CaptureBody): CaptureBody {
  switch (body.kind) {
    case 'form':
      return { kind: 'form', fields: body.fields.map(([name, value]) => [redactId(name), redactField(name, value)]) };
    case 'text':
      return { kind: 'text', text: redactBodyText(body.text) };
    case 'bytes':
      return { kind: 'unreadable', reason: 'it is binary and was left out by redaction' };
    default:
      return body;
  }
}

/** Redacts a body of any text form: JSON, multipart, urlencoded (one event a line), plain. */
export function redactBodyText(text: string): string {
  if (/^[\uFEFF\s]*[[{]/.test(text)) return redactJsonText(text.replace(/^\uFEFF/, '')) ?? redactBrokenJson(text);
  if (text.startsWith('--')) return redactText(text.replace(PART, (_part, head: string, name: string, value: string) => head + redactField(name, value)));
  return FORM.test(text) ? text.replace(/[^\r\n]+/g, (line) => redactQuery(line)) : redactText(text);
}

/** JSON that was cut or never was any: its named texts can still be told. */
function redactBrokenJson(text: string): string {
  return redactText(text.replace(NAMED_TEXT, (pair, head: string, name: string, value: string) => (redactField(name, value) === value ? pair : `${head}"${REMOVED}"`)));
}

export function redactSdkCall(call: SdkCall): SdkCall {
  return { ...call, arguments: redactJson(call.arguments) as unknown[], stack: call.stack && redactText(call.stack), eventId: call.eventId && redactId(call.eventId) };
}

export function redactServerEvent(event: ServerEvent): ServerEvent {
  const userKeys = Object.fromEntries(Object.entries(event.userKeys).map(([key, values]) => [key, values.map((value) => truncateHashes(redactField(key, value)))]));
  return {
    ...event,
    eventName: redactId(event.eventName),
    eventId: event.eventId && redactId(event.eventId),
    ...(event.plainId === undefined ? {} : { plainId: redactId(event.plainId) }),
    orderId: event.orderId && redactId(event.orderId),
    sender: redactId(event.sender),
    userKeys,
    contentIds: event.contentIds.map(redactId),
    issues: event.issues.map(({ code, message }) => ({ code, message: redactText(message) })),
    ...(event.unverified === undefined ? {} : { unverified: redactText(event.unverified) }),
    deliveries: event.deliveries.map((delivery) => ({ ...delivery, message: delivery.message && redactText(delivery.message) })),
  };
}

/** Redacts what a log entry carries. */
export function redactEntry(entry: LogEntry): LogEntry {
  switch (entry.kind) {
    case 'capture':
      return { ...entry, capture: redactCapture(entry.capture) };
    case 'body':
      return { ...entry, body: redactBody(entry.body) };
    case 'origin':
      return { ...entry, madeBy: redactOrigin(entry.madeBy), place: entry.place && { ...entry.place, pageUrl: entry.place.pageUrl && redactUrl(entry.place.pageUrl) } };
    case 'attempt':
      return { ...entry, attempt: redactAttempt(entry.attempt) };
    case 'sdk-call':
      return { ...entry, call: redactSdkCall(entry.call) };
    case 'server-event':
      return { ...entry, event: redactServerEvent(entry.event) };
    case 'relay-health':
      return { ...entry, health: { ...entry.health, message: entry.health.message && redactText(entry.health.message) } };
    case 'fault':
      return { ...entry, message: redactText(entry.message) };
    default:
      return entry;
  }
}
