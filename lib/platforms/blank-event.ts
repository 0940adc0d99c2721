import type { DecodedBrowserEvent, DecodedServerEvent } from '../model/event.ts';
import type { PlatformId } from '../model/platform-id.ts';

const NO_KEYS = {} as const;
const NONE = [] as const;

/** A browser event of which nothing is known yet: decoders fill in what the wire says. */
export function blankBrowserEvent(platform: PlatformId): DecodedBrowserEvent {
  return {
    pixelId: '',
    action: null,
    eventName: '',
    customName: false,
    eventId: null,
    orderId: null,
    value: null,
    currency: null,
    eventTime: null,
    userKeys: NO_KEYS,
    contentIds: NONE,
    issues: NONE,
    platform,
    eventIdOrigin: 'absent',
    role: 'conversion',
    mirror: false,
    mirrorKey: null,
  };
}

/** A server event of which nothing is known yet. */
export function blankServerEvent(platform: PlatformId): DecodedServerEvent {
  return {
    pixelId: '',
    action: null,
    eventName: '',
    customName: false,
    eventId: null,
    orderId: null,
    value: null,
    currency: null,
    eventTime: null,
    userKeys: NO_KEYS,
    contentIds: NONE,
    issues: NONE,
    platform,
    test: null,
    adjustment: false,
  };
}
