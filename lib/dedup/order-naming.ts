import type { BrowserEvent, ServerEvent } from '../model/event.ts';
import { agreeOnAmount } from './agree.ts';
import type { Evidence } from './evidence.ts';
import { contradictOrders } from './order-name.ts';

type Copy = BrowserEvent | ServerEvent;

/** Two copies of one sale come within this time of each other, ms; nobody buys twice within it, and loses one copy of each. */
const SAME_SALE_MS = 60_000;

/**
 * True where two events with one ID are of two orders. A shop that hands out an internal ID beside its order number names one
 * order in two ways (`88231`, `1013`): what carries one ID, one amount and one time across the two sides is one sale all the same.
 */
export function areTwoOrders(a: Copy, b: Copy): boolean {
  return contradictOrders(a, b) && !isOneSale(a, b);
}

/** True where nothing but its order's name tells one side's event from the other's. */
export function isOneSale(a: Copy, b: Copy): boolean {
  return a.side !== b.side && agreeOnAmount(a, b) && timeApart(a, b) <= SAME_SALE_MS;
}

/** That each side has its own name for the order of one ID or person, in one sentence; null where they agree, or one has none. */
export function noteOrderNaming({ cluster: { joinedBy }, sent, accepted }: Evidence): string | null {
  const proof = joinedBy === 'rule' ? 'ID' : joinedBy === 'user-key' ? 'person' : null;
  const placed = proof === null ? undefined : sent[0]?.event;
  const reported = placed && accepted.find((event) => contradictOrders(placed, event));
  if (!reported) return null;
  const amount = placed.value === null || reported.value === null ? '' : ', one amount';
  return `The browser names the order “${placed.orderId}”, the server “${reported.orderId}”: one ${proof}${amount} and one time say that it is one order. If they are two, one of them is not counted.`;
}

/** A server that sends late still says when the order was placed. */
function timeApart(a: Copy, b: Copy): number {
  return Math.min(...timesOf(a).flatMap((time) => timesOf(b).map((other) => Math.abs(time - other))));
}

function timesOf(event: Copy): number[] {
  if (event.side === 'browser') return [event.at];
  return event.eventTime === null ? [event.receivedAt] : [event.receivedAt, event.eventTime];
}
