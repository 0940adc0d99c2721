import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cluster } from '../../../lib/dedup/cluster.ts';
import { emptyDelta, NetDelta, type Delta } from '../../../lib/dedup/delta.ts';
import { Engine } from '../../../lib/dedup/engine.ts';
import { inParts, WaitingRoom } from '../../../lib/dedup/parts.ts';
import { RemarkStage } from '../../../lib/dedup/remark-stage.ts';
import type { Row } from '../../../lib/dedup/verdict-stage.ts';
import type { BrowserEvent, ServerEvent } from '../../../lib/model/event.ts';
import { browserEvent, contextOf, HOUR_MS, NOON, serverEvent } from './builders.ts';

/** Orders 4 s apart: with and without a mirror, a server event that agrees or not, comes at once, a part later or never. */
function longLog(orders: number): { browser: BrowserEvent[]; server: ServerEvent[] } {
  const browser: BrowserEvent[] = [];
  const server: ServerEvent[] = [];
  for (let number = 0; number < orders; number += 1) {
    const at = NOON + number * 4_000;
    const ids = { eventId: number % 17 === 3 ? 'constant' : `order-${number}`, orderId: number % 3 === 0 ? null : String(number) };
    browser.push(browserEvent({ ...ids, at, value: 20 + (number % 7), documentId: `D${number}` }));
    if (number % 5 !== 1) browser.push(browserEvent({ ...ids, at: at + 4_900, value: 20 + (number % 7), documentId: `D${number}`, mirror: 'copy' }));
    if (number % 11 === 5) continue;
    const receivedAt = at + (number % 13 === 2 ? 2 * HOUR_MS : 1_500);
    server.push(serverEvent({ ...ids, eventId: number % 7 === 4 ? ids.eventId.toUpperCase() : ids.eventId, value: 20 + (number % 7), receivedAt, eventTime: at, sender: 'shop backend' }));
    // The clock of another sender is ahead by more than five minutes.
    if (number % 19 === 6 && number % 17 !== 3) server.push(serverEvent({ ...ids, value: 20 + (number % 7), receivedAt: at + 400_000, eventTime: at + 750_000, sender: 'partner' }));
  }
  return { browser, server };
}

const plus = <T>(added: T[]) => ({ removed: [], added });
function inSum(changes: Iterable<Delta<Row>>): Delta<Row> {
  const sum = new NetDelta<Row>();
  for (const change of changes) sum.add(change);
  return sum.delta;
}

/** An engine with the remarks on its rows. */
function newStages() {
  const [engine, remarks] = [new Engine(contextOf('meta')), new RemarkStage(contextOf('meta').platform)];
  return { take: (browser: Delta<BrowserEvent>, server: Delta<ServerEvent>) => inSum(remarks.updates(engine.updates(inParts(browser, server)), null)) };
}

const rowsOf = (rows: Iterable<Row>) => [...rows].map(({ conversion }) => JSON.stringify(conversion)).sort();

describe('parts of an update', () => {
  it('hold everything once, what goes in the first of them, in the order of time', () => {
    const times = fc.array(fc.nat(10_000), { minLength: 0, maxLength: 2_500 });
    const gone = [browserEvent()];
    fc.assert(
      fc.property(times, times, (fires, events) => {
        const browser = fires.sort((a, b) => a - b).map((at) => ({ at }) as BrowserEvent);
        const server = events.sort((a, b) => a - b).map((receivedAt) => ({ receivedAt }) as ServerEvent);
        const parts = [...inParts({ removed: gone, added: browser }, plus(server))];
        expect(parts.flatMap((part) => part.browser.added)).toEqual(browser);
        expect(parts.flatMap((part) => part.server.added)).toEqual(server);
        expect(parts.map((part) => part.browser.removed.length)).toEqual(parts.map((_part, index) => (index === 0 ? 1 : 0)));
        expect(parts.map(({ isLast }) => isLast)).toEqual(parts.map((_part, index) => index === parts.length - 1));
        expect(parts.length > 1).toBe(browser.length + server.length > 2_000);
      }),
      { numRuns: 20 },
    );
  });

  it('give the rows that the events give when they come a few at a time', () => {
    const { browser, server } = longLog(1_500);
    expect([...inParts(plus(browser), plus(server))].length).toBeGreaterThan(2);
    const whole = new Engine(contextOf('meta')).update(plus(browser), plus(server));
    const remarked = newStages().take(plus(browser), plus(server));
    const stages = newStages();
    const rows = new Set<Row>();
    for (let from = 0; from < Math.max(browser.length, server.length); from += 300) {
      const { removed, added } = stages.take(plus(browser.slice(from, from + 300)), plus(server.slice(from, from + 300)));
      for (const row of removed) rows.delete(row);
      for (const row of added) rows.add(row);
    }
    expect([whole.removed, remarked.removed]).toEqual([[], []]);
    expect(whole.added.map(({ conversion }) => conversion.id).sort()).toEqual([...rows].map(({ conversion }) => conversion.id).sort());
    expect(rowsOf(remarked.added)).toEqual(rowsOf(rows));
    expect([...rows].some(({ conversion }) => conversion.remarks !== undefined)).toBe(true);
  });
});

describe('the waiting room', () => {
  const alone: Cluster = { browser: [], server: [serverEvent()], joinedBy: null, shared: [] };
  const pair: Cluster = { ...alone, browser: [{ event: browserEvent(), mirrors: [], sent: true }] };

  it('keeps back what has one side, until the last part', () => {
    const room = new WaitingRoom();
    expect(room.update(plus([alone, pair]), false)).toEqual(plus([pair]));
    expect(room.update(emptyDelta(), true)).toEqual(plus([alone]));
    expect(room.update(plus([alone]), true)).toEqual(plus([alone]));
  });

  it('says nothing of what left while it waited', () => {
    const room = new WaitingRoom();
    room.update(plus([alone]), false);
    expect(room.update({ removed: [alone, pair], added: [] }, true)).toEqual({ removed: [pair], added: [] });
  });
});
