import { idReasons } from './normalise-id.ts';

/** What two events are compared by. */
export interface Comparable {
  pixelId: string;
  eventName: string;
  eventId: string | null;
  orderId: string | null;
  value: number | null;
  currency: string | null;
}

/**
 * How `b` is nearly `a`, by ID and by order; [] where neither ties them, or where ID, name and pixel are all equal.
 * Symmetric in its arguments.
 */
export function keyReasons(a: Comparable, b: Comparable): string[] {
  const ties = [...idTies(a, b), ...orderTies(a, b)];
  const equalId = a.eventId !== null && a.eventId === b.eventId;
  if (ties.length === 0 && !equalId) return [];
  return [...ties, ...(a.eventName === b.eventName ? [] : ['name_differs']), ...(a.pixelId === b.pixelId ? [] : ['pixel_differs'])];
}

/** True where both carry the same money. */
export function sameMoney(a: Comparable, b: Comparable): boolean {
  return a.value !== null && a.value === b.value && a.currency !== null && a.currency === b.currency;
}

function idTies(a: Comparable, b: Comparable): string[] {
  return a.eventId === null || b.eventId === null ? [] : idReasons(a.eventId, b.eventId);
}

function orderTies(a: Comparable, b: Comparable): string[] {
  if (a.orderId === null || a.orderId !== b.orderId) return [];
  if (a.eventId === null || b.eventId === null) return a.eventId === b.eventId ? ['same_order'] : ['no_event_id_same_order'];
  return a.eventId === b.eventId ? [] : ['same_order'];
}
