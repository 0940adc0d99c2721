import { expect, test } from 'vitest';
import { judgeEvents } from '../../../lib/dedup/match.ts';
import { timelineOf } from '../../../lib/report/timeline.ts';
import { HOUR_MS, NOON, REJECTED, browserEvent, contextOf, serverEvent } from '../dedup/builders.ts';

test('a lane holds the events of both sides in the order of time, with the window of the rule', () => {
  const conversions = judgeEvents(contextOf('meta'), [browserEvent()], [serverEvent({ receivedAt: NOON - 500 })]);
  expect(timelineOf({ conversions })).toMatchObject({
    from: NOON - 500,
    to: NOON,
    lanes: [{ platform: 'meta', windowMs: 48 * HOUR_MS, points: [{ side: 'server', at: NOON - 500, id: 'e-1013', arrived: true }, { side: 'browser', at: NOON, id: 'e-1013', arrived: true }] }],
  });
});

test('events that did not reach the platform are told apart', () => {
  const blocked = browserEvent({ delivery: { state: 'blocked', by: 'client' } });
  const [lane] = timelineOf({ conversions: judgeEvents(contextOf('meta'), [blocked], [serverEvent({ deliveries: REJECTED })]) }).lanes;
  expect(lane?.points.map(({ arrived }) => arrived)).toEqual([false, false]);
});

test('a platform without a documented window has none, and shows the ID that it deduplicates by', () => {
  const fields = { platform: 'google-ads', pixelId: 'AW-1', action: 'a', eventName: 'conversion', eventId: null, orderId: '1013' } as const;
  const [lane] = timelineOf({ conversions: judgeEvents(contextOf('google-ads'), [browserEvent(fields)], []) }).lanes;
  expect(lane).toMatchObject({ windowMs: null, points: [{ id: '1013' }] });
});

test('lanes stand in the order in which the page fired them', () => {
  const conversions = judgeEvents(contextOf('meta'), [browserEvent({ eventName: 'Lead', eventId: 'b', orderId: '2', at: NOON + 50 }), browserEvent()], []);
  expect(timelineOf({ conversions }).lanes.map(({ eventName }) => eventName)).toEqual(['Purchase', 'Lead']);
});
