import type { BrowserFire, Conversion, JoinedBy } from '../model/conversion.ts';
import type { BrowserEvent, ServerEvent } from '../model/event.ts';
import type { SharedId } from '../model/verdict.ts';
import { isAccepted } from './delivery.ts';

/** Events that belong to one business event, before they are judged. */
export interface Cluster {
  browser: BrowserFire[];
  server: ServerEvent[];
  joinedBy: JoinedBy;
  /** IDs that clusters of other orders carry, too, under the same pixel and name. */
  shared: readonly SharedId[];
  /** The browser event of another order, for whose copy the platform takes what the server alone sent; absent where there is none. */
  takenFor?: BrowserEvent;
  /** Set where the platform refused all that the server sent beside the browser events. */
  refused?: true;
}

/** The cluster, marked where its server events count nothing. */
export function markRefused(cluster: Cluster): Cluster {
  const { browser, server } = cluster;
  if (browser.length > 0 && server.length > 0 && !server.some(isAccepted)) cluster.refused = true;
  return cluster;
}

/** Most clusters share no ID: they share this list. */
export const NO_SHARED: readonly SharedId[] = [];

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

/** Unix ms of its first event. */
export function startOf({ browser, server }: Pick<Conversion, 'browser' | 'server'>): number {
  let first = Infinity;
  for (const fire of browser) first = Math.min(first, fire.event.at);
  for (const event of server) first = Math.min(first, event.receivedAt);
  return first;
}

/** Unix ms of all its events. */
export function timesOf(cluster: Cluster): number[] {
  return [...cluster.browser.map((fire) => fire.event.at), ...cluster.server.map((event) => event.receivedAt)];
}

/** Nearest distance in time of any two events, ms. Each side of a cluster is in time order. */
export function gapOf(a: Cluster, b: Cluster): number {
  const [left, right] = [timesOf(a), timesOf(b)];
  if (left.length > 1) left.sort((one, other) => one - other);
  if (right.length > 1) right.sort((one, other) => one - other);
  let gap = Infinity;
  for (let i = 0, j = 0; i < left.length && j < right.length; ) {
    const distance = (left[i] ?? NaN) - (right[j] ?? NaN);
    gap = Math.min(gap, Math.abs(distance));
    if (distance < 0) i += 1;
    else j += 1;
  }
  return gap;
}

/** The first event stands for its cluster: what a cluster holds already belongs together. */
export function leadOf({ browser, server }: Pick<Conversion, 'browser' | 'server'>): BrowserEvent | ServerEvent | null {
  return browser[0]?.event ?? server[0] ?? null;
}

/** Which sides a cluster has seen. */
export function sideOf(cluster: Cluster): 'browser' | 'server' | 'both' {
  if (cluster.browser.length === 0) return 'server';
  return cluster.server.length === 0 ? 'browser' : 'both';
}

/** True where one has only browser events and the other only server events. */
export function isOppositeSide(a: Cluster, b: Cluster): boolean {
  const [left, right] = [sideOf(a), sideOf(b)];
  return left !== right && left !== 'both' && right !== 'both';
}
