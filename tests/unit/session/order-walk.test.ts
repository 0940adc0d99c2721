import { expect, test } from 'vitest';
import { judgeEvents } from '../../../lib/dedup/match.ts';
import type { BrowserEvent, ServerEvent } from '../../../lib/model/event.ts';
import type { OrderWalk } from '../../../lib/model/order-walk.ts';
import type { Visit } from '../../../lib/model/projection.ts';
import type { RelayEvidence } from '../../../lib/model/relay.ts';
import type { JudgedConversion } from '../../../lib/model/verdict.ts';
import { ordersOf, walkOrder } from '../../../lib/session/order-walk.ts';
import { ABSENT, REJECTED, SETTLED, browserEvent, contextOf, serverEvent } from '../dedup/builders.ts';

interface Scene {
  browser?: Partial<BrowserEvent>[];
  server?: Partial<ServerEvent>[];
  relay?: RelayEvidence;
}

const judge = ({ browser = [{}], server = [{}], relay = SETTLED }: Scene) =>
  judgeEvents(
    contextOf('meta', relay),
    browser.map((fields) => browserEvent({ orderId: '1013', ...fields })),
    server.map((fields) => serverEvent({ orderId: '1013', ...fields })),
  );

/** Conversions of one page. */
const visitOf = (conversions: readonly JudgedConversion[]): Visit[] => [{ id: 'v', tabId: 7, pageUrl: null, at: 0, orderId: '1013', conversions }];

/** `browser yes`, `pixelId yes`, … of the first conversion, and where the walk ends. */
function path({ walks: [walk] }: OrderWalk): string[] {
  if (!walk) throw new Error('nothing found');
  return [...walk.steps.map((step) => `${step.kind === 'sent' ? step.side : step.comparison.key} ${step.answer}`), walk.end];
}

test('all keys match: the walk ends at the support of the platform', () => {
  expect(path(walkOrder(visitOf(judge({})), '1013'))).toEqual(['browser yes', 'server yes', 'pixelId yes', 'eventName yes', 'eventId yes', 'window yes', 'all-match']);
});

test.each<[string, Scene, string[]]>([
  ['another ID', { server: [{ eventId: 'x-9' }] }, ['browser yes', 'server yes', 'pixelId yes', 'eventName yes', 'eventId no', 'window yes', 'fault']],
  ['the browser was blocked', { browser: [{ delivery: { state: 'blocked', by: 'client' } }] }, ['browser no', 'server yes', 'pixelId yes', 'eventName yes', 'eventId yes', 'window yes', 'one-sided']],
  ['the server sent nothing', { server: [] }, ['browser yes', 'server no', 'one-sided']],
  ['nobody could tell what the server sent', { server: [], relay: ABSENT }, ['browser yes', 'server open', 'open']],
  ['only the server sent it', { browser: [] }, ['browser no', 'server yes', 'one-sided']],
  ['the platform refused the server event', { server: [{ deliveries: REJECTED }] }, ['browser yes', 'server no', 'pixelId yes', 'eventName yes', 'eventId yes', 'window yes', 'one-sided']],
])('%s', (_name, scene, wanted) => {
  expect(path(walkOrder(visitOf(judge(scene)), '1013'))).toEqual(wanted);
});

test('says with which ID each side sent it, and where to', () => {
  const [walk] = walkOrder(visitOf(judge({ server: [{ eventId: 'x-9' }] })), '1013').walks;
  expect(walk?.steps.slice(0, 2)).toMatchObject([
    { side: 'browser', ids: ['e-1013'], places: ['pixel.test'] },
    { side: 'server', ids: ['x-9'], places: ['shop backend'] },
  ]);
});

test.each([
  ['1013', 'order-id'],
  ['  #1013 ', 'order-id'],
  ['order-1013', 'order-id-near'],
  ['01013', 'order-id-near'],
  ['e-1013', 'event-id'],
])('finds the order by %j', (typed, foundBy) => {
  const walk = walkOrder(visitOf(judge({})), typed);
  expect([walk.foundBy, walk.orderId, walk.walks.length]).toEqual([foundBy, '1013', 1]);
});

test('an exact order is not mixed with one that is written nearly so', () => {
  const both = [...judge({}), ...judge({ browser: [{ orderId: '01013', eventId: 'z' }], server: [] })];
  expect(walkOrder(visitOf(both), '1013').walks).toHaveLength(1);
});

test.each(['', '  ', '9999'])('%j is found nowhere', (typed) => {
  expect(walkOrder(visitOf(judge({})), typed)).toEqual({ orderId: null, foundBy: null, walks: [], silent: [] });
});

test('an order that the two sides write differently is called as it was typed', () => {
  expect(walkOrder(visitOf(judge({ browser: [{ orderId: 'order-1013' }] })), '1013').orderId).toBe('1013');
});

test('names the platforms that saw other orders and not this one', () => {
  const elsewhere = judgeEvents(contextOf('tiktok'), [browserEvent({ platform: 'tiktok', orderId: '7', eventId: 't' })], []);
  expect(walkOrder(visitOf([...judge({}), ...elsewhere]), '1013').silent).toEqual(['tiktok']);
});

test('lists each order of a session once', () => {
  expect(ordersOf([...judge({}), ...judge({}), ...judge({ browser: [{ orderId: '7', eventId: 't' }], server: [] })])).toEqual(['1013', '7']);
});

test('a custom event is told apart at the name', () => {
  const walk = walkOrder(visitOf(judge({ browser: [{ customName: true }], server: [{ customName: true }] })), '1013');
  expect(walk.walks[0]?.steps.find((step) => step.kind === 'key' && step.comparison.key === 'eventName')).toMatchObject({ customName: true });
});

test('a sale of the same page that names no order stands with it, and says so', () => {
  const unnamed = judgeEvents(contextOf('openai'), [browserEvent({ platform: 'openai', eventName: 'order_created', eventId: 'o', orderId: null })], []);
  const elsewhere = { ...visitOf(judgeEvents(contextOf('openai'), [browserEvent({ platform: 'openai', eventId: 'o2', orderId: null })], []))[0], id: 'w' } as Visit;
  const { walks, silent } = walkOrder([...visitOf([...judge({}), ...unnamed]), elsewhere], '1013');
  expect(walks.map(({ conversion, byVisit }) => [conversion.platform, byVisit])).toEqual([['meta', false], ['openai', true]]);
  expect(silent).toEqual([]);
});
