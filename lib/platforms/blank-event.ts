import type { DecodedBrowserEvent, DecodedServerEvent } from '../model/event.ts';
import type { PlatformId } from '../model/platform-id.ts';

const BLANK_FIELDS = {
  pixelId: '',
  action: null,
  eventName: '',
  customName: false,
  eventId: null,
  orderId: null,
  value: null,
  currency: null,
  eventTime: null,
  userKeys: {},
  contentIds: [],
  issues: [],
} as const;

/** A browser event of which nothing is known yet: decoders spread it and fill in what the wire says. */
export function blankBrowserEvent(platform: PlatformId): DecodedBrowserEvent {
  return { ...BLANK_FIELDS, platform, eventIdOrigin: 'absent', role: 'conversion', mirror: false, mirrorKey: null };
}

/** A server event of which nothing is known yet. */
export function blankServerEvent(platform: PlatformId): DecodedServerEvent {
  return { ...BLANK_FIELDS, platform, test: null, adjustment: false };
}
