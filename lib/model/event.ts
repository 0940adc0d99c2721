import type { Delivery } from './capture.ts';
import type { PlatformId } from './platform-id.ts';

/**
 * What an event is for. Only `conversion` and `measurement` events form conversions;
 * `internal` is SDK telemetry and never shown; `automatic`, `remarketing` and `user-data` are shown apart.
 */
export type EventRole = 'conversion' | 'measurement' | 'automatic' | 'remarketing' | 'user-data' | 'internal';

/** Who made the event ID: the page's own code, the SDK, not decidable from the evidence, or there is none. */
export type EventIdOrigin = 'page' | 'sdk' | 'unknown' | 'absent';

/** One fault found while reading foreign data; it costs this row its certainty, never the list. */
export interface DecodeIssue {
  /** `body-unreadable`, `malformed-json`, `raw-pii`, … Stable; tests and the panel key on it. */
  code: string;
  /** One sentence: what is wrong and where. */
  message: string;
}

/** One parameter of an event as the detail view lists it. */
export interface Param {
  /** Name on the wire. */
  key: string;
  /** Plain name, or the key where the dictionary has none. */
  label: string;
  value: string;
  group: string;
}

/** What both sides of an event have in common, read off the wire. */
export interface EventFields {
  platform: PlatformId;
  /** The ad account's pixel, as session-format.md names it per platform; '' where the wire has none. */
  pixelId: string;
  /** What narrows the pixel: Google Ads label or conversion action, Floodlight activity. null elsewhere. */
  action: string | null;
  /** Name on the wire; '' where the body could not be read. */
  eventName: string;
  /** True for a custom event whose name could be mistaken for a standard one (OpenAI `type: custom`). */
  customName: boolean;
  /** The event ID on the wire; null = none was sent (empty counts as none). */
  eventId: string | null;
  /** The ID before it was hashed, where the platform compares hashes and this side still has it (Reddit): it explains a difference. */
  plainId?: string;
  orderId: string | null;
  /** Major currency units; null where absent or no number. */
  value: number | null;
  /** ISO 4217, upper case. */
  currency: string | null;
  /** When the event happened by the sender's clock, Unix ms. */
  eventTime: number | null;
  /**
   * User identifiers by which some platforms fall back (Meta `fbp`, `external_id`). Meta calls these match keys;
   * they never pair events by themselves.
   */
  userKeys: Readonly<Record<string, readonly string[]>>;
  /** IDs of the products, in wire order: compared for drift. */
  contentIds: readonly string[];
  issues: readonly DecodeIssue[];
  /** What of this event's format is not verified, in one sentence; absent where it is. No fault of the sender. */
  unverified?: string;
}

/** What a platform decoder reads from one browser event. */
export interface DecodedBrowserEvent extends EventFields {
  eventIdOrigin: EventIdOrigin;
  role: EventRole;
  /** false, or what this is a second copy of (`Meta privacy sandbox copy`). A mirror is not a duplicate. */
  mirror: false | string;
  /**
   * What a mirror shares with its primary beyond pixel, name and ID (Google Ads `random`); null where the
   * platform has no such token.
   */
  mirrorKey: string | null;
  /** True where the platform counts this kind of event once for each user and day (Floodlight's unique counter). */
  oncePerUserAndDay?: true;
}

/** One event decoded from a capture. */
export interface BrowserEvent extends DecodedBrowserEvent {
  side: 'browser';
  /** Capture ID + index of the event in the request: the same in every replay. */
  id: string;
  captureId: string;
  /** Unix ms by the browser's clock: when the request started. */
  at: number;
  pageUrl: string | null;
  documentId: string | null;
  tabId: number;
  host: string;
  delivery: Delivery;
}

/** What the platform answered to one attempt to send a server event. */
export interface ServerDelivery {
  attempt: number;
  /** HTTP status; null = not known. */
  status: number | null;
  /** false = the platform rejected it, by status or by body; null = its answer is not known. */
  accepted: boolean | null;
  /** The platform's own words for a rejection, shortened; null where there are none. */
  message: string | null;
  evidence: 'observed' | 'reported' | 'none';
}

/** What a platform decoder reads from one event of a server payload. */
export interface DecodedServerEvent extends EventFields {
  /**
   * `counts`: a test code that is counted all the same (Meta test_event_code);
   * `not-counted`: nothing was sent (validate_only, debug endpoint); null = no test.
   */
  test: 'counts' | 'not-counted' | null;
  /** Google: an adjustment corrects a conversion and is never a second sale. */
  adjustment: boolean;
}

/** One event that the shop's server sent, as the relay or a file recorded it. */
export interface ServerEvent extends DecodedServerEvent {
  side: 'server';
  id: string;
  /** When the relay received it, Unix ms: the nearest thing to the platform's receipt. */
  receivedAt: number;
  /** Who sent it: `shop backend`, `partner app`, … */
  sender: string;
  deliveries: readonly ServerDelivery[];
  /** What the relay compared by hash without handing values out: user key → equal to the browser's. */
  comparedUserKeys: Readonly<Record<string, boolean>>;
}

/** The page's `fbq(…)`, `ttq.track(…)`, `gtag(…)`, `oaiq(…)` call. The page can forge it: it explains, it never proves. */
export interface SdkCall {
  /** null = a push to the page's dataLayer, which is addressed to no platform. */
  platform: PlatformId | null;
  /** `dataLayer.push` for such a push. */
  method: string;
  arguments: readonly unknown[];
  /** The event ID that the call names; null where it names none. */
  eventId: string | null;
  /** The event's name as the wire has it, or of the same meaning; null = the call names none. */
  eventName: string | null;
  /** Pixels that the call is addressed to; [] = all of that SDK. */
  pixelIds: readonly string[];
  stack: string | null;
  documentId: string | null;
  /** From a private window, as `Capture.private`. */
  private?: true;
  /** Unix ms. */
  at: number;
}
