import type { BrowserEvent, SdkCall } from '../model/event.ts';
import { holdsText } from '../platforms/data-layer.ts';
import { platformById } from '../platforms/registry.ts';
import { sdkMakesIds } from '../platforms/sdk-call.ts';

/** A call and the request it causes are at most this far apart (OpenAI flushes its batch after 4 s). */
export const CALL_WINDOW_MS = 5_000;

/** The page's calls for this very event, in their order: what was pushed to the dataLayer, and what the SDK was told. */
export function callsFor(event: BrowserEvent, calls: readonly SdkCall[]): readonly SdkCall[] {
  if (calls.length === 0) return calls;
  return calls.filter(
    (call) =>
      (call.documentId === null || call.documentId === event.documentId) &&
      Math.abs(call.at - event.at) <= CALL_WINDOW_MS &&
      (call.platform === null ? isPushOf(event, call) : isCallOf(event, call)),
  );
}

/** Says who made the event ID, where the page's calls tell: the wire alone cannot. */
export function attributeOrigin(event: BrowserEvent, calls: readonly SdkCall[]): BrowserEvent {
  if (event.eventId === null || calls.length === 0) return event;
  const own = callsFor(event, calls).filter((call) => call.platform !== null);
  if (own.length === 0) return event;
  if (own.some((call) => call.eventId === event.eventId)) return { ...event, eventIdOrigin: 'page' };
  return own.every((call) => call.eventId === null) && sdkMakesIds(event.platform) ? { ...event, eventIdOrigin: 'sdk' } : event;
}

/** Called on this platform, for this pixel, with this name or one that the SDK turns into it. */
function isCallOf(event: BrowserEvent, { platform, pixelIds, eventName }: SdkCall): boolean {
  if (platform !== event.platform || (pixelIds.length > 0 && !isPixelOf(event, pixelIds))) return false;
  return eventName === event.eventName || isSameMeaning(event, eventName);
}

/** Google tags write their pixel with its prefix in the call. */
function isPixelOf({ pixelId }: BrowserEvent, pixelIds: readonly string[]): boolean {
  return pixelIds.some((called) => called === pixelId || called.endsWith(`-${pixelId}`));
}

/** A push carries no platform: it belongs to the event whose ID or order it holds, or whose name means the same. */
function isPushOf(event: BrowserEvent, { eventName, arguments: args }: SdkCall): boolean {
  const ids = [event.eventId, event.orderId].filter((id) => id !== null);
  if (ids.some((id) => args.some((pushed) => holdsText(pushed, id)))) return true;
  if (eventName === null) return false;
  return eventName.toLowerCase() === event.eventName.toLowerCase() || isSameMeaning(event, eventName) || isSameMeaning(event, eventName, 'ga4');
}

/** `spokenBy`: whose names the call uses; pushes mostly use those of Analytics. */
function isSameMeaning(event: BrowserEvent, eventName: string | null, spokenBy = event.platform): boolean {
  const meaning = platformById(event.platform)?.meaningOf(event.eventName) ?? null;
  return meaning !== null && eventName !== null && meaning === platformById(spokenBy)?.meaningOf(eventName);
}
