import type { DecodedBrowserEvent, DecodedServerEvent } from '../model/event.ts';
import type { ServerPayload } from '../model/payload.ts';
import type { WireRequest } from '../wire/request.ts';
import type { Platform } from './define.ts';

/** The event with a note on what of its format is not verified; the event itself where all of it is. */
export function noteUnverified(platform: Platform, request: WireRequest, event: DecodedBrowserEvent): DecodedBrowserEvent {
  const format = platform.unverified?.find((candidate) => candidate.browser?.(request, event));
  return format ? { ...event, unverified: format.what } : event;
}

/** The same for events of a server payload: one payload has one form. */
export function noteUnverifiedPayload(platform: Platform, payload: ServerPayload, events: readonly DecodedServerEvent[]): readonly DecodedServerEvent[] {
  const format = platform.unverified?.find((candidate) => candidate.server?.(payload));
  return format ? events.map((event) => ({ ...event, unverified: format.what })) : events;
}
