import type { BrowserEvent, SdkCall } from '../model/event.ts';

/** A call and the request it causes are at most this far apart (OpenAI flushes its batch after 4 s). */
const CALL_WINDOW_MS = 5_000;

/** Calls that the page made for this very event: same document, same name where the call names one, close in time. */
export function callsFor(event: BrowserEvent, calls: readonly SdkCall[]): SdkCall[] {
  return calls.filter(
    (call) =>
      call.platform === event.platform &&
      (call.documentId === null || call.documentId === event.documentId) &&
      Math.abs(call.at - event.at) <= CALL_WINDOW_MS &&
      call.arguments.includes(event.eventName),
  );
}

/** Says who made the event ID, where the page's calls tell: the wire alone cannot. */
export function attributeOrigin(event: BrowserEvent, calls: readonly SdkCall[]): BrowserEvent {
  const own = event.eventId === null ? [] : callsFor(event, calls);
  if (own.length === 0) return event;
  if (own.some((call) => call.eventId === event.eventId)) return { ...event, eventIdOrigin: 'page' };
  return own.every((call) => call.eventId === null) ? { ...event, eventIdOrigin: 'sdk' } : event;
}
