import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BrowserEvent, ServerEvent } from '../../../lib/model/event.ts';
import { PLATFORM_IDS } from '../../../lib/model/platform-id.ts';
import type { RelayEvidence, RelayState } from '../../../lib/model/relay.ts';
import type { JudgedConversion } from '../../../lib/model/verdict.ts';
import { HOUR_MS, judgeCase, NOON, SETTLED } from './builders.ts';
import { ACTIONS, idFieldOf } from './kinds.ts';
import { essence, hasTies, WILD_IDS, wildStream, type WildStream } from './wild-streams.ts';

function judged(stream: WildStream, relay?: RelayEvidence): JudgedConversion[] {
  return judgeCase({ ...stream, conversionActions: ACTIONS, ...(relay && { relay }) });
}

describe.each(PLATFORM_IDS)('verdicts over random streams of %s', (platform) => {
  const stream = wildStream(platform);

  test('every event stands in exactly one row', () => {
    fc.assert(
      fc.property(stream, (events) => {
        const rows = judged(events);
        expect(rows.flatMap((row) => row.browser.map((fire) => fire.event.id)).sort()).toEqual(events.browser.map((event) => event.id).sort());
        expect(rows.flatMap((row) => row.server.map((event) => event.id)).sort()).toEqual(events.server.map((event) => event.id).sort());
      }),
    );
  });

  test('the order in which events reach the log changes nothing', () => {
    fc.assert(
      fc.property(stream, fc.nat(), (events, seed) => {
        fc.pre(!hasTies(events));
        const rotate = <T>(list: readonly T[]) => [...list.slice(seed % (list.length || 1)), ...list.slice(0, seed % (list.length || 1))].reverse();
        expect(essence(judged({ platform, browser: rotate(events.browser), server: rotate(events.server) }))).toEqual(essence(judged(events)));
      }),
    );
  });

  test('renaming IDs consistently changes nothing', () => {
    const names: Record<string, string> = { [WILD_IDS[0]]: 'f00dcafe', [WILD_IDS[1]]: '90ab12cd', [WILD_IDS[2]]: 'e5d4c3b2' };
    const field = idFieldOf(platform);
    const rename = <E extends BrowserEvent | ServerEvent>(event: E): E => ({ ...event, [field]: event[field] === null ? null : (names[event[field]] ?? null) });
    fc.assert(
      fc.property(stream, (events) => {
        expect(essence(judged({ platform, browser: events.browser.map(rename), server: events.server.map(rename) }))).toEqual(essence(judged(events)));
      }),
    );
  });

  test('without a settled relay nothing is browser only, and nothing with one side deduplicates', () => {
    const unsettled = fc.constantFrom<RelayState>('absent', 'pending', 'unreachable');
    fc.assert(
      fc.property(stream, unsettled, (events, state) => {
        for (const { verdict, browser: fires, server: sent } of judged(events, { ...SETTLED, state })) {
          expect(verdict.outcome).not.toBe('browser-only');
          if (fires.length === 0 || sent.length === 0) expect(verdict.outcome).not.toBe('deduplicates');
        }
      }),
    );
  });

  test('a green verdict rests on a delivered browser event, an accepted server event and no key that differs', () => {
    fc.assert(
      fc.property(stream, (events) => {
        for (const { verdict, browser: fires, server: sent } of judged(events)) {
          if (verdict.outcome !== 'deduplicates') continue;
          expect(fires.some((fire) => fire.sent)).toBe(true);
          expect(sent.some(({ test: mode, deliveries }) => mode !== 'not-counted' && deliveries[0]?.accepted === true)).toBe(true);
          expect(verdict.keys.every(({ result, note }) => result === 'equal' || note?.startsWith('assumed equal'))).toBe(true);
        }
      }),
    );
  });

  test('an open verdict counts nothing, a closed one says how often', () => {
    fc.assert(
      fc.property(stream, (events) => {
        for (const { verdict } of judged(events)) {
          const isOpen = verdict.outcome === 'pending' || verdict.outcome === 'undetermined';
          expect(verdict.counted === null).toBe(isOpen);
          if (verdict.outcome === 'double-counts') expect(verdict.counted).toBeGreaterThan(1);
        }
      }),
    );
  });

  test('where every copy carries an amount in one currency, what is at stake is known as soon as the count is', () => {
    fc.assert(
      fc.property(stream, ({ browser, server }) => {
        const priced = { value: 10, currency: 'EUR' };
        const rows = judged({ platform, browser: browser.map((event) => ({ ...event, ...priced })), server: server.map((event) => ({ ...event, ...priced })) });
        for (const { verdict } of rows) expect(verdict.atStake).toBe(verdict.counted === null ? null : (verdict.counted - verdict.expected) * 10);
      }),
    );
  });

  test('knowing less turns no verdict green', () => {
    fc.assert(
      fc.property(stream, fc.constantFrom(...LOSSES), fc.nat(), (events, lose, draw) => {
        const known = new Set(judged(events).filter(({ verdict }) => verdict.outcome === 'deduplicates').map(membersOf));
        const after = lose(events, draw);
        const green = judged(after.stream, after.relay).filter(({ verdict }) => verdict.outcome === 'deduplicates');
        expect(green.map(membersOf).filter((members) => !known.has(members))).toEqual([]);
      }),
    );
  });

  test('a request whose body cannot be read is a question of its own, never part of a green row', () => {
    fc.assert(
      fc.property(stream, fc.nat(), (events, draw) => {
        fc.pre(events.browser.length > 0);
        const after = changeOne(events, draw, withoutBody);
        const row = judged(after.stream).find(({ browser: fires }) => fires.some(({ event }) => event.eventName === ''));
        expect(row?.verdict.outcome).toBe('undetermined');
      }),
    );
  });
});

function membersOf({ browser, server }: JudgedConversion): string {
  return [...browser.map((fire) => fire.event.id), ...server.map((event) => event.id)].sort().join(' ');
}

type Loss = (stream: WildStream, draw: number) => { stream: WildStream; relay?: RelayEvidence };

/** Ways in which a recording can know less of the very same events. */
const LOSSES: readonly Loss[] = [
  (stream) => ({ stream, relay: { ...SETTLED, state: 'absent' } }),
  (stream) => ({ stream, relay: { ...SETTLED, state: 'unreachable' } }),
  (stream) => ({ stream, relay: { ...SETTLED, coverage: [] } }),
  (stream) => ({ stream, relay: { ...SETTLED, coverage: [{ platform: stream.platform, pixelId: '222', from: NOON, to: NOON + HOUR_MS, gaps: [] }] } }),
  (stream, draw) => changeOne(stream, draw, (event) => ({ ...event, delivery: { state: 'in-flight' } })),
  (stream, draw) => changeOne(stream, draw, (event) => ({ ...event, delivery: event.delivery.state === 'delivered' && event.delivery.status < 400 ? { state: 'sent-unconfirmed', error: 'net::ERR_ABORTED' } : event.delivery })),
];

function withoutBody(event: BrowserEvent): BrowserEvent {
  return { ...event, eventName: '', eventId: null, orderId: null, value: null, currency: null, userKeys: {} };
}

function changeOne(stream: WildStream, draw: number, change: (event: BrowserEvent) => BrowserEvent): { stream: WildStream } {
  const at = draw % (stream.browser.length || 1);
  return { stream: { ...stream, browser: stream.browser.map((event, index) => (index === at ? change(event) : event)) } };
}
