import type { Capture } from '../model/capture.ts';
import type { BrowserEvent } from '../model/event.ts';
import type { Lookup } from '../model/relay.ts';
import type { MatchSettings } from '../model/settings.ts';
import { decodeCapture } from '../platforms/decode.ts';

/** What the relay is asked about a capture: its events that can form a conversion; mirrors and SDK telemetry are none. */
export function lookupsOf(capture: Capture, settings: MatchSettings): Lookup[] {
  const { events } = decodeCapture(capture, settings.firstParty);
  return events.filter(isAskedAbout).map((event) => toLookup(event, settings));
}

function isAskedAbout({ role, mirror }: BrowserEvent): boolean {
  return mirror === false && (role === 'conversion' || role === 'measurement');
}

function toLookup(event: BrowserEvent, settings: MatchSettings): Lookup {
  const { id, platform, eventName, eventId, orderId, value, currency, at, userKeys } = event;
  return { ref: id, platform, pixelId: serverPixelOf(event, settings), eventName, eventId, orderId, value, currency, at, userKeys };
}

/** A Google Ads tag carries a label where the server names the conversion action: only the settings know which is which. Floodlight's account is the same on both sides. */
function serverPixelOf({ platform, pixelId, action }: BrowserEvent, { conversionActions }: MatchSettings): string {
  if (action === null || platform !== 'google-ads') return pixelId;
  return conversionActions[`${pixelId}/${action}`] ?? conversionActions[action] ?? pixelId;
}
