import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PlatformId } from '../../../../lib/model/platform-id.ts';
import { HOUR_MS, judgeCase, NOON, serverEvent } from '../builders.ts';
import { floodlightOracle, linkedinOracle, microsoftOracle, pinterestOracle, redditOracle, snapchatOracle, xOracle, type Oracle } from './pair-oracles.ts';
import { simulateGa4, simulateGoogleAds, simulateMeta, simulateOpenAi, simulateTikTok, type Arrived } from './simulators.ts';
import { arrivedOf, named, renamed, streamOf, type Kind, type Shape } from './streams.ts';

const ACTIONS = { 'AW-1/A1': 'a1', 'sales0/order0': '7654321', 'sales0/order1': '7654322' };

function countByEngine(platform: PlatformId, stream: readonly Arrived[]): number | null {
  const events = stream.map(({ event }) => event);
  const rows = judgeCase({ platform, conversionActions: ACTIONS, browser: events.filter((event) => event.side === 'browser'), server: events.filter((event) => event.side === 'server') });
  return rows.reduce<number | null>((sum, { verdict }) => (sum === null || verdict.counted === null ? null : sum + verdict.counted), 0);
}

/** Two events of one channel with one key: where the documentation is silent about those, the stream proves nothing. */
function repeatsInOneChannel(stream: readonly Arrived[]): boolean {
  const keys = stream.filter(({ event }) => event.eventId !== null).map(({ event }) => `${event.side} ${event.eventName} ${event.eventId}`);
  return new Set(keys).size < keys.length;
}

const always = (count: Oracle['count']): Oracle => ({ count, isSilentOn: () => false });

const GOOGLE: Kind[] = [{ browser: { eventName: 'conversion', pixelId: 'AW-1', action: 'A1' }, server: { eventName: 'conversion', pixelId: 'a1', action: 'a1' } }];
const FLOODLIGHT: Kind[] = [
  { browser: { eventName: 'sales0/order0', action: 'sales0/order0' }, server: { eventName: '7654321', action: '7654321' } },
  { browser: { eventName: 'sales0/order1', action: 'sales0/order1' }, server: { eventName: '7654322', action: '7654322' } },
];
/** A conversion rule of its own on each side, and a rule that fires on page load. */
const LINKEDIN: Kind[] = [
  { browser: { eventName: 'conversion', pixelId: '5512345', action: '12576358' }, server: { eventName: 'conversion', pixelId: '20770001', action: '20770001' } },
  { browser: { eventName: 'page_view', pixelId: '5512345' }, server: { eventName: 'conversion', pixelId: '20770002', action: '20770002' } },
];
const REDDIT: Kind[] = [
  ...renamed(['Purchase', 'PURCHASE'], ['SignUp', 'SIGN_UP'], ['SignUp', 'SignUp']),
  { browser: { eventName: 'Purchase' }, server: { eventName: 'PURCHASE', pixelId: 'a2_other' } },
  { browser: { eventName: 'Upsell', customName: true }, server: { eventName: 'Upsell', customName: true } },
];
const X: Kind[] = [
  ...renamed(['tw-o1abc-p2def', 'p2def'], ['tw-o1abc-p2def', 'tw-o1abc-p2def'], ['tw-o1abc-q7ghi', 'q7ghi']),
  { browser: { eventName: 'tw-o1abc-p2def' }, server: { eventName: 'p2def', pixelId: 'o9zzz' } },
];
const MICROSOFT: Kind[] = [...named('purchase', 'subscribe'), { browser: { eventName: 'purchase' }, server: { eventName: 'purchase', pixelId: '187000002' } }];

const CASES: readonly [title: string, platform: PlatformId, oracle: Oracle, shape: Shape][] = [
  ['tiktok', 'tiktok', always(simulateTikTok), { kinds: named('Purchase', 'Lead'), hours: 160, idField: 'eventId' }],
  ['openai', 'openai', always(simulateOpenAi), { kinds: named('order_created', 'lead_created'), hours: 23, idField: 'eventId' }],
  ['ga4', 'ga4', always(simulateGa4), { kinds: named('purchase', 'generate_lead'), hours: 23, idField: 'orderId' }],
  ['google-ads', 'google-ads', always(simulateGoogleAds), { kinds: GOOGLE, hours: 23, idField: 'orderId' }],
  ['meta', 'meta', { count: simulateMeta, isSilentOn: repeatsInOneChannel }, { kinds: named('Purchase', 'Lead'), hours: 160, idField: 'eventId' }],
  ['floodlight', 'floodlight', floodlightOracle, { kinds: FLOODLIGHT, hours: 23, idField: 'orderId' }],
  ['pinterest', 'pinterest', pinterestOracle, { kinds: renamed(['addtocart', 'add_to_cart'], ['lead', 'lead'], ['lead', 'LEAD']), hours: 80, idField: 'eventId' }],
  ['snapchat, by its ID', 'snapchat', snapchatOracle, { kinds: named('PURCHASE', 'SIGN_UP'), hours: 160, idField: 'eventId' }],
  ['snapchat, by transaction', 'snapchat', snapchatOracle, { kinds: named('PURCHASE', 'SIGN_UP'), hours: 60 * 24, idField: 'orderId' }],
  ['linkedin', 'linkedin', linkedinOracle, { kinds: LINKEDIN, hours: 23, idField: 'eventId' }],
  ['reddit', 'reddit', redditOracle, { kinds: REDDIT, hours: 160, idField: 'eventId' }],
  ['x', 'x', xOracle, { kinds: X, hours: 160, idField: 'eventId' }],
  ['microsoft', 'microsoft', microsoftOracle, { kinds: MICROSOFT, hours: 23, idField: 'eventId' }],
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

  test('the window runs from the first event, not from the last duplicate', () => {
    const at = [0, 40, 80, 120].map((hours) => NOON + hours * HOUR_MS);
    const stream = at.map((time) => ({ event: serverEvent({ receivedAt: time, eventTime: NOON }), at: time }));
    expect(simulateTikTok(stream)).toBe(2);
    expect(countByEngine('tiktok', stream)).toBe(2);
  });
});
