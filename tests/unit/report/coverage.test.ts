import { expect, test } from 'vitest';
import { judgeEvents } from '../../../lib/dedup/match.ts';
import { coverageOf, coverageTrend } from '../../../lib/report/coverage.ts';
import { ABSENT, HOUR_MS, NOON, SETTLED, browserEvent, contextOf, serverEvent } from '../dedup/builders.ts';

const order = (orderId: string, at: number) => ({ browser: browserEvent({ orderId, eventId: `b-${orderId}`, at }), server: serverEvent({ orderId, eventId: `b-${orderId}`, receivedAt: at + 1_000 }) });
const first = order('1', NOON);
const second = order('2', NOON + HOUR_MS);
const judge = (browser = [first.browser, second.browser], server = [first.server, second.server], relay = SETTLED) => judgeEvents(contextOf('meta', relay), browser, server);

test('verdicts of a row add up to its conversions', () => {
  const [row] = coverageOf(judge([first.browser, second.browser], [first.server]));
  expect(row).toMatchObject({ conversions: 2, both: 1, browserOnly: 1, serverOnly: 0, open: 0, rate: 0.5, byOutcome: { deduplicates: 1, 'browser-only': 1 } });
});

test('without a relay nothing is browser-only: the server side is not known, and neither is the rate', () => {
  const [row] = coverageOf(judge([first.browser, second.browser], [], ABSENT));
  expect(row).toMatchObject({ conversions: 2, both: 0, browserOnly: 0, open: 2, rate: null, byOutcome: { undetermined: 2 } });
});

test('a sale counted twice is counted as double and its money as counted too often', () => {
  const [row] = coverageOf(judge([first.browser], [{ ...first.server, eventId: 'other' }]));
  expect(row).toMatchObject({ both: 1, double: 1, overcounted: { EUR: 129.5 } });
});

test('orders that share an ID are counted as swallowed', () => {
  const [row] = coverageOf(judge([{ ...first.browser, eventId: 'x' }, { ...second.browser, eventId: 'x', documentId: 'D2' }], []));
  expect(row).toMatchObject({ conversions: 2, swallowed: 1 });
});

test('the trend cuts the session into equal stretches, and keeps empty ones', () => {
  const spans = coverageTrend(judge(), 4);
  expect(spans.map(({ conversions }) => conversions)).toEqual([1, 0, 0, 1]);
  expect(spans[0]?.from).toBe(NOON);
  expect(new Set(spans.map(({ from, to }) => to - from)).size).toBe(1);
});

test('conversions of one moment make one stretch', () => {
  expect(coverageTrend(judge([first.browser], [first.server]), 12)).toMatchObject([{ conversions: 1, both: 1, rate: 1 }]);
  expect(coverageTrend([], 12)).toEqual([]);
});
