import type { BrowserEvent, ServerEvent } from '../model/event.ts';
import { isUnixTime, isUnresolved, isUuid } from './id-kinds.ts';
import { isNearMiss } from './near-miss.ts';
import { isMadeOnPageLoad } from '../platforms/auto-ids.ts';
import { arrivalOf } from './pair.ts';

/** A time stamp this close to the event is the event's, whatever the clocks. */
const SAME_DAY_MS = 86_400_000;

/** What names the event's order; null where nothing does: its order ID was never filled in, or was made by a clock or for the page load. */
export function orderNameOf(event: BrowserEvent | ServerEvent): string | null {
  const { orderId } = event;
  if (orderId === null || isUnresolved(orderId) || isMadeOnPageLoad(orderId) || isTimeOf(event, orderId)) return null;
  return orderId;
}

/** A number like a time stamp may be an order's, unless it is the time at which the event was sent. */
function isTimeOf(event: BrowserEvent | ServerEvent, id: string): boolean {
  return isUnixTime(id) && Math.abs(Number(id.padEnd(13, '0')) - arrivalOf(event).at) < SAME_DAY_MS;
}

/** Two names of orders are two orders, unless they differ in their spelling, or one of them is a UUID: that is another kind of name. */
export function contradictOrders(a: BrowserEvent | ServerEvent, b: BrowserEvent | ServerEvent): boolean {
  if (a.orderId === null || b.orderId === null || a.orderId === b.orderId) return false;
  const [left, right] = [orderNameOf(a), orderNameOf(b)];
  return left !== null && right !== null && isUuid(left) === isUuid(right) && !isNearMiss(left, right);
}
