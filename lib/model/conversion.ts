import type { BrowserEvent, SdkCall, ServerEvent } from './event.ts';
import type { PlatformId } from './platform-id.ts';

/**
 * Why events stand in one row: a rule's keys, the same event ID (exact or nearly), the order, a user key,
 * or likeness (same meaning, value, currency, close in time). null = there is only one event.
 */
export type JoinedBy = 'rule' | 'event-id' | 'event-id-near' | 'order-id' | 'user-key' | 'similarity' | null;

/** A browser event with the mirrors that were collapsed into it. */
export interface BrowserFire {
  event: BrowserEvent;
  mirrors: readonly BrowserEvent[];
  /** True where any transport of it was sent (delivered or unconfirmed). */
  sent: boolean;
}

/** Browser events and server events that belong to one business event on one platform and pixel. */
export interface Conversion {
  /** The first browser event's ID, else the first server event's: stays while later copies join the row. */
  id: string;
  platform: PlatformId;
  pixelId: string;
  eventName: string;
  orderId: string | null;
  browser: readonly BrowserFire[];
  server: readonly ServerEvent[];
  calls: readonly SdkCall[];
  joinedBy: JoinedBy;
}
