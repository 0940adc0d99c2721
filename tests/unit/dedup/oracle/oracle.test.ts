import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PLATFORM_IDS, type PlatformId } from '../../../../lib/model/platform-id.ts';
import type { JudgedConversion } from '../../../../lib/model/verdict.ts';
import { browserEvent, HOUR_MS, judgeCase, NOON, serverEvent } from '../builders.ts';
import { ACTIONS, idFieldOf, KINDS } from '../kinds.ts';
import { floodlightOracle, linkedinOracle, microsoftOracle, pinterestOracle, redditOracle, snapchatOracle, xOracle, type Oracle } from './pair-oracles.ts';
import { simulateGa4, simulateGoogleAds, simulateMeta, simulateMetaFallback, simulateOpenAi, simulateTikTok, type Arrived } from './simulators.ts';
import { arrivedOf, BLOCKED, IDS, streamOf, type Shape } from './streams.ts';

function judgeStream(platform: PlatformId, stream: readonly Arrived[]): JudgedConversion[] {
  const events = stream.map(({ event }) => event);
  return judgeCase({ platform, conversionActions: ACTIONS, browser: events.filter((event) => event.side === 'browser'), server: events.filter((event) => event.side === 'server') });
}

function countByEngine(platform: PlatformId, stream: readonly Arrived[]): number | null {
  return judgeStream(platform, stream).reduce<number | null>((sum, { verdict }) => (sum === null || verdict.counted === null ? null : sum + verdict.counted), 0);
}

/** Two events of one channel with one key: where the documentation is silent about those, the stream proves nothing. */
function repeatsInOneChannel(stream: readonly Arrived[]): boolean {
  const keys = stream.filter(({ event }) => event.eventId !== null).map(({ event }) => `${event.side} ${event.eventName} ${event.eventId}`);
  return new Set(keys).size < keys.length;
}

const always = (count: Oracle['count']): Oracle => ({ count, isSilentOn: () => false });

/** `hours`: over which a stream is spread; undocumented windows are assumed up to 24 h. */
const ORACLES: readonly [platform: PlatformId, oracle: Oracle, hours: number][] = [
  ['tiktok', always(simulateTikTok), 160],
  ['openai', always(simulateOpenAi), 23],
  ['ga4', always(simulateGa4), 23],
  ['google-ads', always(simulateGoogleAds), 23],
  ['meta', { count: simulateMeta, isSilentOn: repeatsInOneChannel }, 160],
  ['floodlight', floodlightOracle, 23],
  ['pinterest', pinterestOracle, 80],
  ['snapchat', snapchatOracle, 160],
  ['linkedin', linkedinOracle, 23],
  ['reddit', redditOracle, 160],
  ['x', xOracle, 160],
  ['microsoft', microsoftOracle, 23],
];

const CASES: readonly [title: string, platform: PlatformId, oracle: Oracle, shape: Shape][] = [
  ...ORACLES.map(([id, oracle, hours]): [string, PlatformId, Oracle, Shape] => [id, id, oracle, { kinds: KINDS[id], hours, idField: idFieldOf(id) }]),
  ['snapchat, by transaction', 'snapchat', snapchatOracle, { kinds: KINDS.snapchat, hours: 60 * 24, idField: 'orderId' }],
  ...ORACLES.filter(([id]) => idFieldOf(id) === 'eventId').map(([id, oracle, hours]): [string, PlatformId, Oracle, Shape] => [
    `${id}, with orders and IDs crosswise`, id, oracle, { kinds: KINDS[id], hours, idField: 'eventId', orders: true },
  ]),
];

describe("the engine counts what the platform's documentation says", () => {
  test.each(CASES)('%s', (_title, platform, oracle, shape) => {
    let compared = 0;
    fc.assert(
      fc.property(streamOf(shape), (stream) => {
        const arrived = arrivedOf(stream);
        fc.pre(!oracle.isSilentOn(arrived));
        const counted = countByEngine(platform, stream);
        fc.pre(counted !== null);
        compared += 1;
        expect(counted).toBe(oracle.count(arrived));
      }),
      { numRuns: 400 },
    );
    expect(compared).toBe(400);
  });

  test('google-ads, where conversions are taken back later', () => {
    const retracted = (orderId: string): Arrived => {
      const at = NOON + 30 * HOUR_MS;
      return { event: serverEvent({ ...KINDS['google-ads'][0]?.server, eventId: null, orderId, value: null, currency: null, adjustment: true, issues: [{ code: 'conversion-retracted', message: 'RETRACTION' }], receivedAt: at, eventTime: null }), at };
    };
    fc.assert(
      fc.property(streamOf({ kinds: KINDS['google-ads'], hours: 23, idField: 'orderId' }), fc.subarray([...IDS]), (stream, ids) => {
        const whole = [...stream, ...ids.filter((id) => id !== null).map(retracted)];
        const counted = countByEngine('google-ads', whole);
        fc.pre(counted !== null);
        expect(counted).toBe(simulateGoogleAds(arrivedOf(whole)));
      }),
      { numRuns: 400 },
    );
  });

  test("meta, by fbp alone, whichever order the visitor's browser events are of", () => {
    const order = fc.record({ hour: fc.nat(150), person: fc.constantFrom('fb.1.1', 'fb.1.2'), browser: fc.constantFrom('sent', 'blocked', 'none'), delayMinutes: fc.option(fc.integer({ min: 1, max: 47 * 60 }), { nil: null }) });
    const toStream = ({ hour, person, browser, delayMinutes }: { hour: number; person: string; browser: string; delayMinutes: number | null }, index: number): Arrived[] => {
      const at = NOON + hour * HOUR_MS + index * 600_000;
      const shared = { eventId: null, orderId: `o-${index}51`, userKeys: { fbp: [person] }, eventTime: at };
      const fire = browserEvent({ ...shared, at, documentId: `D${index}`, ...(browser === 'blocked' ? { delivery: BLOCKED } : {}) });
      // Never at the very time of another one's: which of the two came first nobody could say.
      const received = at + (delayMinutes ?? 0) * 60_000 + 1_000;
      return [...(browser === 'none' ? [] : [{ event: fire, at }]), ...(delayMinutes === null ? [] : [{ event: serverEvent({ ...shared, receivedAt: received }), at: received }])];
    };
    fc.assert(
      fc.property(fc.array(order, { maxLength: 6 }), (orders) => {
        const stream = orders.flatMap(toStream).sort((a, b) => a.at - b.at);
        expect(countByEngine('meta', stream)).toBe(simulateMetaFallback(arrivedOf(stream)));
      }),
      { numRuns: 400 },
    );
  });

  test('the window runs from the first event, not from the last duplicate', () => {
    const at = [0, 40, 80, 120].map((hours) => NOON + hours * HOUR_MS);
    const stream = at.map((time) => ({ event: serverEvent({ receivedAt: time, eventTime: NOON }), at: time }));
    expect(simulateTikTok(stream)).toBe(2);
    expect(countByEngine('tiktok', stream)).toBe(2);
  });
});

describe('of one order, however often and under whatever IDs it was sent, one conversion is expected', () => {
  const asOneOrder = ({ event, at }: Arrived): Arrived => ({ event: { ...event, orderId: 'o-511', value: 129.5 }, at });

  test.each(PLATFORM_IDS)('%s', (platform) => {
    fc.assert(
      fc.property(streamOf({ kinds: KINDS[platform].slice(0, 1), hours: 60, idField: 'eventId' }), (stream) => {
        fc.pre(stream.length > 0);
        const rows = judgeStream(platform, stream.map(asOneOrder));
        expect(rows.map(({ verdict }) => verdict.expected)).toEqual([1]);
      }),
    );
  });
});
