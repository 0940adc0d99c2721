import type { BrowserFire, JoinedBy } from '../model/conversion.ts';
import type { BrowserEvent, ServerEvent } from '../model/event.ts';

/** Events that belong to one business event, before they are judged. */
export interface Cluster {
  browser: BrowserFire[];
  server: ServerEvent[];
  joinedBy: JoinedBy;
  /** Set where clusters of other orders carry the same ID under the same pixel and name: what they share, and that ID. */
  shared: { key: string; id: string } | null;
}

/** All events of a cluster, browser first. */
export function eventsOf({ browser, server }: Cluster): (BrowserEvent | ServerEvent)[] {
  return [...browser.map((fire) => fire.event), ...server];
}

/** Earliest first; what came at the same moment by ID, so that the order of the log changes nothing. */
export function byTime(a: BrowserFire, b: BrowserFire): number {
  return a.event.at - b.event.at || (a.event.id < b.event.id ? -1 : 1);
}

/** As `byTime`, for server events. */
export function byReceipt(a: ServerEvent, b: ServerEvent): number {
  return a.receivedAt - b.receivedAt || (a.id < b.id ? -1 : 1);
}
