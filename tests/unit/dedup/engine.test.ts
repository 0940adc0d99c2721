import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Engine } from '../../../lib/dedup/engine.ts';
import type { BrowserEvent, ServerEvent } from '../../../lib/model/event.ts';
import type { JudgedConversion } from '../../../lib/model/verdict.ts';
import { PLATFORM_IDS } from '../../../lib/model/platform-id.ts';
import { browserEvent, contextOf, NOON, serverEvent } from './builders.ts';

type AnyEvent = BrowserEvent | ServerEvent;

const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const shared = {
  eventId: orNull(fc.constantFrom('e-1', 'E-1', 'e-10', '1')),
  orderId: orNull(fc.constantFrom('1009', '1010', '01009')),
  value: orNull(fc.constantFrom(10, 84)),
  eventName: fc.constantFrom('Purchase', 'Lead', 'purchase', ''),
  pixelId: fc.constantFrom('1', '2'),
  userKeys: fc.constantFrom({}, { fbp: ['f1'] }),
  /** Ten minutes with ties: likeness, mirrors and repeats all meet. */
  at: fc.nat(100).map((step) => NOON + step * 6_000 - (step % 3) * 5_000),
};
const browser = fc.record({
  ...shared,
  documentId: fc.constantFrom('D1', 'D2'),
  mirror: fc.constantFrom<BrowserEvent['mirror']>(false, false, 'a copy', 'another copy'),
  mirrorKey: orNull(fc.constantFrom('k1', 'k2')),
  host: fc.constantFrom('one.test', 'two.test'),
  delivery: fc.constantFrom<BrowserEvent['delivery']>({ state: 'delivered', status: 200 }, { state: 'blocked', by: 'client' }),
});
const event = fc.oneof(
  browser.map((fields): AnyEvent => browserEvent(fields)),
  fc.record({ ...shared, test: fc.constantFrom(null, null, 'not-counted' as const) }).map(({ at, ...fields }): AnyEvent => serverEvent({ ...fields, receivedAt: at })),
);
/** What comes and what goes again, in batches: a batch puts in some events and takes some earlier ones out. */
const batches = fc.array(fc.record({ events: fc.array(event, { maxLength: 8 }), taken: fc.array(fc.nat(50), { maxLength: 3 }) }), { maxLength: 8 });

const sided = (events: readonly AnyEvent[]) => ({ browser: events.filter((one) => one.side === 'browser'), server: events.filter((one) => one.side === 'server') });
const inOrder = (rows: Iterable<JudgedConversion>) => [...rows].sort((a, b) => (a.id < b.id ? -1 : 1));

function fill(engine: Engine, added: readonly AnyEvent[], removed: readonly AnyEvent[] = []) {
  const [comes, goes] = [sided(added), sided(removed)];
  return engine.update({ removed: goes.browser, added: comes.browser }, { removed: goes.server, added: comes.server });
}

describe('the engine, kept up to date', () => {
  test('after any events came and went it holds the rows that those which are left make at once', () => {
    fc.assert(
      fc.property(fc.constantFrom(...PLATFORM_IDS), batches, (platform, steps) => {
        const engine = new Engine(contextOf(platform));
        const rows = new Set<JudgedConversion>();
        const left: AnyEvent[] = [];
        for (const { events, taken } of steps) {
          const added = events.map((one) => ({ ...one, platform }));
          const removed = taken.flatMap((index) => left.splice(index, 1));
          left.push(...added);
          const delta = fill(engine, added, removed);
          for (const { conversion } of delta.removed) expect(rows.delete(conversion)).toBe(true);
          for (const { conversion } of delta.added) rows.add(conversion);
        }
        const atOnce = fill(new Engine(contextOf(platform)), left).added.map(({ conversion }) => conversion);
        expect(inOrder(rows)).toEqual(inOrder(atOnce));
      }),
      { numRuns: 200 },
    );
  });
});
