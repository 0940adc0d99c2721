import fc from 'fast-check';
import type { BrowserEvent } from '../../../../lib/model/event.ts';
import { browserEvent, NOON, REJECTED, serverEvent } from '../builders.ts';
import type { Kind } from '../kinds.ts';
import type { Arrived } from './simulators.ts';

export interface Shape {
  /** Events to draw from. */
  kinds: readonly Kind[];
  /** Hours over which the stream is spread; undocumented windows are assumed up to 24 h. */
  hours: number;
  /** The field that carries the ID to deduplicate by. */
  idField: 'eventId' | 'orderId';
  /** Order IDs beside the event IDs, crosswise: one order may carry several IDs, one ID stand on several orders. */
  orders?: true;
}

/** IDs have nothing in common, so that no near miss joins them; amounts differ, so that likeness joins only copies. */
export const IDS = ['7d3f9c1a', 'b2e84f60', '1c95ad37', null] as const;

/** Short, and nothing like one another. */
const ORDERS = ['o-511', 'o-907', null] as const;

export const BLOCKED: BrowserEvent['delivery'] = { state: 'blocked', by: 'client' };

/** Up to ten events of either side in order of arrival; one in six was blocked or rejected. */
export function streamOf({ kinds, hours, idField, orders }: Shape): fc.Arbitrary<Arrived[]> {
  const one = fc.record({
    side: fc.constantFrom('browser', 'server'),
    id: fc.constantFrom(...IDS),
    kind: fc.constantFrom(...kinds),
    minute: fc.integer({ min: 0, max: hours * 60 }),
    document: fc.nat(3),
    orderId: fc.constantFrom(...(orders ? ORDERS : [null])),
    value: fc.constantFrom(...(orders ? [129.5, 84] : [129.5])),
    isLost: fc.nat(5).map((draw) => draw === 0),
  });
  return fc.uniqueArray(one, { maxLength: 10, selector: ({ minute }) => minute }).map((events) =>
    events
      .sort((a, b) => a.minute - b.minute)
      .map(({ side, id, kind, minute, document, isLost, orderId, value }) => {
        const at = NOON + minute * 60_000;
        const shared = { eventId: null, orderId, value, [idField]: id, eventTime: at };
        if (side === 'browser') return { event: browserEvent({ ...shared, ...(isLost ? { delivery: BLOCKED } : {}), at, documentId: `D${document}`, ...kind.browser }), at };
        return { event: serverEvent({ ...shared, ...(isLost ? { deliveries: REJECTED } : {}), receivedAt: at, ...kind.server }), at };
      }),
  );
}

/** What the platform has of a stream: a blocked request never came, a rejected one was not taken. */
export function arrivedOf(stream: readonly Arrived[]): Arrived[] {
  return stream.filter(({ event }) => (event.side === 'browser' ? event.delivery !== BLOCKED : event.deliveries !== REJECTED));
}
