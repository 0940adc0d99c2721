import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BrowserEvent, ServerEvent } from '../../../../lib/model/event.ts';
import type { PlatformId } from '../../../../lib/model/platform-id.ts';
import { browserEvent, HOUR_MS, judgeCase, NOON, serverEvent } from '../builders.ts';
import { simulateGa4, simulateGoogleAds, simulateMeta, simulateOpenAi, simulateTikTok, type Arrived, type Simulator } from './simulators.ts';

interface Shape {
  /** Event names to draw from. */
  names: readonly string[];
  /** Hours over which the stream is spread; undocumented windows are assumed up to 24 h. */
  hours: number;
  /** The field that carries the deduplication ID. */
  idField: 'eventId' | 'orderId';
  /** Fields that every event of a side has. */
  browser?: Partial<BrowserEvent>;
  server?: Partial<ServerEvent>;
}

/** IDs have nothing in common, so that no near miss joins them; amounts differ, so that likeness joins only copies. */
const IDS = ['7d3f9c1a', 'b2e84f60', '1c95ad37', null] as const;

function streamOf({ names, hours, idField, browser, server }: Shape): fc.Arbitrary<Arrived[]> {
  const one = fc.record({ side: fc.constantFrom('browser', 'server'), id: fc.constantFrom(...IDS), name: fc.constantFrom(...names), minute: fc.integer({ min: 0, max: hours * 60 }), document: fc.nat(3) });
  return fc.uniqueArray(one, { maxLength: 10, selector: ({ minute }) => minute }).map((events) =>
    events
      .sort((a, b) => a.minute - b.minute)
      .map(({ side, id, name, minute, document }) => {
        const at = NOON + minute * 60_000;
        const shared = { eventName: name, eventId: null, orderId: null, [idField]: id, eventTime: at };
        const event = side === 'browser' ? browserEvent({ ...shared, at, documentId: `D${document}`, ...browser }) : serverEvent({ ...shared, receivedAt: at, ...server });
        return { event, at };
      }),
  );
}

function countByEngine(platform: PlatformId, stream: readonly Arrived[], conversionActions: Record<string, string> = {}): number | null {
  const events = stream.map(({ event }) => event);
  const rows = judgeCase({ platform, conversionActions, browser: events.filter((event) => event.side === 'browser'), server: events.filter((event) => event.side === 'server') });
  return rows.reduce<number | null>((sum, { verdict }) => (sum === null || verdict.counted === null ? null : sum + verdict.counted), 0);
}

/** Two events of one channel with one key: where the documentation is silent about those, the stream proves nothing. */
function repeatsInOneChannel(stream: readonly Arrived[]): boolean {
  const keys = stream.filter(({ event }) => event.eventId !== null).map(({ event }) => `${event.side} ${event.eventName} ${event.eventId}`);
  return new Set(keys).size < keys.length;
}

const CASES: readonly [platform: PlatformId, simulate: Simulator, shape: Shape, skip: (stream: readonly Arrived[]) => boolean][] = [
  ['tiktok', simulateTikTok, { names: ['Purchase', 'Lead'], hours: 160, idField: 'eventId' }, () => false],
  ['openai', simulateOpenAi, { names: ['order_created', 'lead_created'], hours: 23, idField: 'eventId' }, () => false],
  ['ga4', simulateGa4, { names: ['purchase', 'generate_lead'], hours: 23, idField: 'orderId' }, () => false],
  ['google-ads', simulateGoogleAds, { names: ['conversion'], hours: 23, idField: 'orderId', browser: { pixelId: 'AW-1', action: 'A1' }, server: { pixelId: 'a1', action: 'a1' } }, () => false],
  ['meta', simulateMeta, { names: ['Purchase', 'Lead'], hours: 160, idField: 'eventId' }, repeatsInOneChannel],
];

describe("the engine counts what the platform's documentation says", () => {
  test.each(CASES)('%s', (platform, simulate, shape, skip) => {
    let compared = 0;
    fc.assert(
      fc.property(streamOf(shape), (stream) => {
        fc.pre(!skip(stream));
        const counted = countByEngine(platform, stream, { 'AW-1/A1': 'a1' });
        fc.pre(counted !== null);
        compared += 1;
        expect(counted).toBe(simulate(stream));
      }),
      { numRuns: 400 },
    );
    expect(compared).toBe(400);
  });

  test('the window runs from the first event, not from the last duplicate', () => {
    const at = [0, 40, 80, 120].map((hours) => NOON + hours * HOUR_MS);
    const stream = at.map((time) => ({ event: serverEvent({ receivedAt: time, eventTime: NOON }), at: time }));
    expect(simulateTikTok(stream)).toBe(2);
    expect(countByEngine('tiktok', stream)).toBe(2);
  });
});
