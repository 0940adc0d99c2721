import fc from 'fast-check';
import type { BrowserEvent, ServerEvent } from '../../../../lib/model/event.ts';
import { browserEvent, NOON, REJECTED, serverEvent } from '../builders.ts';
import type { Arrived } from './simulators.ts';

/** One event as each side writes it. */
export interface Kind {
  browser: Partial<BrowserEvent>;
  server: Partial<ServerEvent>;
}

export interface Shape {
  /** Events to draw from. */
  kinds: readonly Kind[];
  /** Hours over which the stream is spread; undocumented windows are assumed up to 24 h. */
  hours: number;
  /** The field that carries the ID to deduplicate by. */
  idField: 'eventId' | 'orderId';
}

/** IDs have nothing in common, so that no near miss joins them; amounts differ, so that likeness joins only copies. */
const IDS = ['7d3f9c1a', 'b2e84f60', '1c95ad37', null] as const;

const BLOCKED: BrowserEvent['delivery'] = { state: 'blocked', by: 'client' };

/** Events under one name on both sides. */
export function named(...names: readonly string[]): Kind[] {
  return names.map((eventName) => ({ browser: { eventName }, server: { eventName } }));
}

/** Events that the server names in its own way. */
export function renamed(...names: readonly (readonly [browser: string, server: string])[]): Kind[] {
  return names.map(([browser, server]) => ({ browser: { eventName: browser }, server: { eventName: server } }));
}

/** Up to ten events of either side in order of arrival; one in six was blocked or rejected. */
export function streamOf({ kinds, hours, idField }: Shape): fc.Arbitrary<Arrived[]> {
  const one = fc.record({
    side: fc.constantFrom('browser', 'server'),
    id: fc.constantFrom(...IDS),
    kind: fc.constantFrom(...kinds),
    minute: fc.integer({ min: 0, max: hours * 60 }),
    document: fc.nat(3),
    isLost: fc.nat(5).map((draw) => draw === 0),
  });
  return fc.uniqueArray(one, { maxLength: 10, selector: ({ minute }) => minute }).map((events) =>
    events
      .sort((a, b) => a.minute - b.minute)
      .map(({ side, id, kind, minute, document, isLost }) => {
        const at = NOON + minute * 60_000;
        const shared = { eventId: null, orderId: null, [idField]: id, eventTime: at };
        if (side === 'browser') return { event: browserEvent({ ...shared, ...(isLost ? { delivery: BLOCKED } : {}), at, documentId: `D${document}`, ...kind.browser }), at };
        return { event: serverEvent({ ...shared, ...(isLost ? { deliveries: REJECTED } : {}), receivedAt: at, ...kind.server }), at };
      }),
  );
}

/** What the platform has of a stream: a blocked request never came, a rejected one was not taken. */
export function arrivedOf(stream: readonly Arrived[]): Arrived[] {
  return stream.filter(({ event }) => (event.side === 'browser' ? event.delivery !== BLOCKED : event.deliveries !== REJECTED));
}
