import type { Delivery } from '../model/capture.ts';
import type { BrowserFire } from '../model/conversion.ts';
import type { BrowserEvent, ServerEvent } from '../model/event.ts';

/** True where the request left and nothing says that the platform refused it (an unconfirmed one nearly always arrived). */
export function isSent(delivery: Delivery): boolean {
  return delivery.state === 'sent-unconfirmed' || (delivery.state === 'delivered' && delivery.status < 400);
}

/** True while no transport of the fire has an outcome yet. */
export function isInFlight(fire: BrowserFire): boolean {
  return !fire.sent && hasCopy(fire, ({ state }) => state === 'in-flight');
}

/** True where a fire counts as sent only because an unanswered request nearly always arrives. */
export function isUnconfirmed(fire: BrowserFire): boolean {
  return fire.sent && !hasCopy(fire, (delivery) => delivery.state === 'delivered' && isSent(delivery));
}

function hasCopy({ event, mirrors }: BrowserFire, meets: (delivery: Delivery) => boolean): boolean {
  return meets(event.delivery) || mirrors.some((mirror) => meets(mirror.delivery));
}

/** True for a copy of the event itself: an adjustment corrects one that the platform has. */
export function isOwnCopy({ adjustment }: ServerEvent): boolean {
  return !adjustment;
}

/** True for an adjustment, which corrects an order and is none. */
export function isCorrection(event: BrowserEvent | ServerEvent): boolean {
  return event.side === 'server' && event.adjustment;
}

/** True where every answer of the platform was a rejection; an unknown answer counts as accepted. */
export function isRejected(event: ServerEvent): boolean {
  return event.deliveries.length > 0 && event.deliveries.every((delivery) => delivery.accepted === false);
}

/** True where the platform has the event and will count it. */
export function isAccepted(event: ServerEvent): boolean {
  return event.test !== 'not-counted' && !isRejected(event);
}
