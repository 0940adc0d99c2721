import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BrowserEvent, ServerEvent } from '../../../lib/model/event.ts';
import type { RelayState } from '../../../lib/model/relay.ts';
import type { JudgedConversion } from '../../../lib/model/verdict.ts';
import { browserEvent, HOUR_MS, judgeCase, NOON, serverEvent, SETTLED } from './builders.ts';

/** A few orders, each fired by either side in random ways: repeated, late, without ID, under another name or pixel. */
const id = fc.option(fc.constantFrom('7d3f9c1a', 'b2e84f60', '1c95ad37'), { nil: null });
const orderId = fc.option(fc.constantFrom('1009', '1010'), { nil: null });
const shared = { eventId: id, orderId, value: fc.constantFrom(129.5, 84), eventName: fc.constantFrom('Purchase', 'Lead'), pixelId: fc.constantFrom('111', '222') };
const atMs = fc.integer({ min: 0, max: 60 * HOUR_MS }).map((offset) => NOON + offset);

const browser = fc.record({
  ...shared,
  at: atMs,
  documentId: fc.constantFrom('D1', 'D2', 'D3'),
  delivery: fc.constantFrom<BrowserEvent['delivery']>({ state: 'delivered', status: 200 }, { state: 'delivered', status: 200 }, { state: 'blocked', by: 'client' }, { state: 'in-flight' }),
});
const server = fc.record({ ...shared, receivedAt: atMs });
const stream = fc.record({
  platform: fc.constantFrom('meta' as const, 'tiktok' as const, 'openai' as const),
  browser: fc.array(browser, { maxLength: 6 }).map((events) => events.map((fields) => browserEvent(fields))),
  server: fc.array(server, { maxLength: 6 }).map((events) => events.map((fields) => serverEvent(fields))),
});

/** What a reader would notice of a set of rows, in an order that does not depend on the input's. */
function essence(rows: readonly JudgedConversion[]): string[] {
  return rows.map(({ browser: fires, server: events, verdict }) => JSON.stringify([verdict.outcome, verdict.basis, verdict.counted, verdict.causes.map((cause) => cause.id), fires.map((fire) => fire.event.at).sort(), events.map((event) => event.receivedAt).sort()])).sort();
}

/** Events that arrive at the very same moment have no order to preserve. */
function hasTies(events: readonly (BrowserEvent | ServerEvent)[]): boolean {
  const times = events.map((event) => (event.side === 'browser' ? event.at : event.receivedAt));
  return new Set(times).size < times.length;
}

describe('verdicts over random streams', () => {
  test('every event stands in exactly one row', () => {
    fc.assert(
      fc.property(stream, (events) => {
        const rows = judgeCase(events);
        expect(rows.flatMap((row) => row.browser.map((fire) => fire.event.id)).sort()).toEqual(events.browser.map((event) => event.id).sort());
        expect(rows.flatMap((row) => row.server.map((event) => event.id)).sort()).toEqual(events.server.map((event) => event.id).sort());
      }),
    );
  });

  test('the order in which events reach the log changes nothing', () => {
    fc.assert(
      fc.property(stream, fc.nat(), ({ platform, browser: fired, server: sent }, seed) => {
        fc.pre(!hasTies([...fired, ...sent]));
        const rotate = <T>(list: readonly T[]) => [...list.slice(seed % (list.length || 1)), ...list.slice(0, seed % (list.length || 1))].reverse();
        expect(essence(judgeCase({ platform, browser: rotate(fired), server: rotate(sent) }))).toEqual(essence(judgeCase({ platform, browser: fired, server: sent })));
      }),
    );
  });

  test('renaming IDs consistently changes nothing', () => {
    const names: Record<string, string> = { '7d3f9c1a': 'f00dcafe', b2e84f60: '90ab12cd', '1c95ad37': 'e5d4c3b2' };
    const rename = <E extends BrowserEvent | ServerEvent>(event: E): E => ({ ...event, eventId: event.eventId === null ? null : (names[event.eventId] ?? null) });
    fc.assert(
      fc.property(stream, ({ platform, browser: fired, server: sent }) => {
        expect(essence(judgeCase({ platform, browser: fired.map(rename), server: sent.map(rename) }))).toEqual(essence(judgeCase({ platform, browser: fired, server: sent })));
      }),
    );
  });

  test('without a settled relay nothing is browser only, and nothing with one side deduplicates', () => {
    const unsettled = fc.constantFrom<RelayState>('absent', 'pending', 'unreachable');
    fc.assert(
      fc.property(stream, unsettled, (events, state) => {
        for (const { verdict, browser: fires, server: sent } of judgeCase({ ...events, relay: { ...SETTLED, state } })) {
          expect(verdict.outcome).not.toBe('browser-only');
          if (fires.length === 0 || sent.length === 0) expect(verdict.outcome).not.toBe('deduplicates');
        }
      }),
    );
  });

  test('a green verdict rests on a delivered browser event and an accepted server event', () => {
    fc.assert(
      fc.property(stream, (events) => {
        for (const { verdict, browser: fires, server: sent } of judgeCase(events)) {
          if (verdict.outcome !== 'deduplicates') continue;
          expect(fires.some((fire) => fire.sent)).toBe(true);
          expect(sent.length).toBeGreaterThan(0);
          expect(verdict.keys.every((key) => key.result === 'equal')).toBe(true);
        }
      }),
    );
  });

  test('an open verdict counts nothing, a closed one says how often', () => {
    fc.assert(
      fc.property(stream, (events) => {
        for (const { verdict } of judgeCase(events)) {
          const isOpen = verdict.outcome === 'pending' || verdict.outcome === 'undetermined';
          expect(verdict.counted === null).toBe(isOpen);
          if (verdict.outcome === 'double-counts') expect(verdict.counted).toBeGreaterThan(1);
        }
      }),
    );
  });
});
