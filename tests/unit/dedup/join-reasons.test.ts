import { describe, expect, test } from 'vitest';
import { addUp } from '../../../lib/dedup/totals.ts';
import type { ServerEvent } from '../../../lib/model/event.ts';
import type { JudgedConversion } from '../../../lib/model/verdict.ts';
import { sha256Hex } from '../../../lib/wire/sha256.ts';
import { browserEvent, causesOf, HOUR_MS, judgeCase, judgeOne, NOON, REJECTED, serverEvent } from './builders.ts';

const outcomes = (rows: readonly JudgedConversion[]) => rows.map(({ verdict }) => verdict.outcome);
const partner = (fields: Partial<ServerEvent>) => serverEvent({ sender: 'partner app', receivedAt: NOON + 2_000, ...fields });

describe('an attempt that the platform refused', () => {
  const fired = browserEvent({ eventId: 'a-77' });
  const retried = serverEvent({ eventId: 'b-88', receivedAt: NOON + 5_000 });

  test('hides no retry with another ID, joined by likeness', () => {
    const row = judgeOne({ browser: [fired], server: [serverEvent({ eventId: 'a-77', deliveries: REJECTED }), retried] });
    expect(row).toMatchObject({ joinedBy: 'similarity', verdict: { outcome: 'double-counts', basis: 'inferred', counted: 2 } });
  });

  test('in validation mode, neither', () => {
    const row = judgeOne({ platform: 'openai', browser: [fired], server: [serverEvent({ eventId: 'a-77', test: 'not-counted' }), retried] });
    expect(row.verdict).toMatchObject({ outcome: 'double-counts', counted: 2 });
  });

  test('hides no retry with nearly the same ID', () => {
    const near = serverEvent({ eventId: 'order-1013', value: 84, deliveries: REJECTED });
    const row = judgeOne({ browser: [browserEvent({ eventId: 'order-1013' })], server: [near, serverEvent({ eventId: '1013', value: 84, receivedAt: NOON + HOUR_MS })] });
    expect(row).toMatchObject({ joinedBy: 'event-id-near', verdict: { outcome: 'double-counts', counted: 2 } });
  });

  test('hides no retry of the same person without an ID', () => {
    const user = { userKeys: { fbp: ['fb.1.1'] }, value: null, currency: null };
    const refused = serverEvent({ ...user, deliveries: REJECTED });
    const row = judgeOne({ browser: [browserEvent(user)], server: [refused, serverEvent({ ...user, eventId: null, receivedAt: NOON + HOUR_MS })] });
    expect(row).toMatchObject({ joinedBy: 'user-key', verdict: { outcome: 'deduplicates', basis: 'fallback' } });
  });
});

describe('one ID or order on two things', () => {
  test('a refund is no copy of its purchase', () => {
    const sale = { pixelId: 'G-1', eventId: null, orderId: '1013' };
    const rows = judgeCase({ platform: 'ga4', browser: [browserEvent({ ...sale, eventName: 'purchase' })], server: [serverEvent({ ...sale, eventName: 'refund' })] });
    expect(outcomes(rows)).toEqual(['browser-only', 'server-only']);
  });

  test('a step of the funnel is no copy of the conversion that it led to', () => {
    const rows = judgeCase({ browser: [browserEvent({ eventName: 'AddToCart', eventId: 's-1' })], server: [serverEvent({ eventId: 's-1', receivedAt: NOON + 90_000 })] });
    expect(outcomes(rows)).toEqual(['browser-only', 'server-only']);
  });

  test.each(['OrderShipped', 'order_delivered', 'Order Cancelled', 'refund_issued'])('what became of the order (%s) is no copy of its sale, by its order or by its ID', (eventName) => {
    for (const eventId of ['ship-1', 'a-77']) {
      const rows = judgeCase({ browser: [browserEvent({ eventId: 'a-77', orderId: '1013' })], server: [serverEvent({ eventId, eventName, orderId: '1013', receivedAt: NOON + 600_000 })] });
      expect(outcomes(rows)).toEqual(['browser-only', 'server-only']);
      expect(addUp(rows)).toMatchObject({ counted: 2, expected: 2, money: { EUR: { counted: 129.5, expected: 129.5 } } });
    }
  });

  test('a custom name that may be the sale is one', () => {
    const row = judgeOne({ browser: [browserEvent({ eventId: 'a-77', orderId: '1013' })], server: [serverEvent({ eventId: 'b-88', eventName: 'OrderConfirmed', orderId: '1013' })] });
    expect(row.verdict).toMatchObject({ outcome: 'double-counts', counted: 2 });
    expect(causesOf(row)[0]).toBe('name-differs');
  });

  test('two conversions under one ID are one row', () => {
    const row = judgeOne({ browser: [browserEvent()], server: [serverEvent({ eventName: 'Lead' })] });
    expect(causesOf(row)[0]).toBe('name-differs');
  });
});

describe('a third copy, beside a pair that the rule merges', () => {
  const named = { eventId: 'a-77', orderId: '1013' };
  const pair = { browser: [browserEvent(named)], server: [serverEvent(named)] };
  const rowsWith = (third: ServerEvent, platform: 'meta' | 'tiktok' = 'meta') => judgeCase({ ...pair, platform, server: [...pair.server, third] });

  test('is open under a name that may mean the same', () => {
    const rows = rowsWith(partner({ ...named, eventName: 'CompletePayment' }), 'tiktok');
    expect(outcomes(rows)).toEqual(['undetermined']);
    expect(rows.flatMap(causesOf)).toContain('name-alias');
  });

  test('is open under such a name without an order ID, too', () => {
    const server = [serverEvent({ eventId: 'a-77' }), partner({ eventId: 'a-77', eventName: 'CompletePayment' })];
    expect(judgeOne({ platform: 'tiktok', browser: [browserEvent({ eventId: 'a-77' })], server })).toMatchObject({ joinedBy: 'event-id', verdict: { outcome: 'undetermined' } });
  });

  test('counts again under a custom name with the same ID', () => {
    const rows = rowsWith(partner({ ...named, eventName: 'CompletePurchase' }));
    expect(rows).toMatchObject([{ joinedBy: 'event-id', verdict: { outcome: 'double-counts', counted: 2 } }]);
    expect(rows.flatMap(causesOf)).toContain('name-differs');
  });

  test('counts again with nearly the same ID', () => {
    const [browser, server] = [browserEvent({ eventId: 'order-1013' }), serverEvent({ eventId: 'order-1013' })];
    for (const third of [partner({ eventId: '1013' }), browserEvent({ eventId: 'ORDER-1013', at: NOON + 600_000, documentId: 'D2' })]) {
      const row = judgeOne({ browser: third.side === 'browser' ? [browser, third] : [browser], server: third.side === 'server' ? [server, third] : [server] });
      expect(row).toMatchObject({ joinedBy: 'event-id-near', verdict: { outcome: 'double-counts', counted: 2 } });
    }
  });

  test('is none where it went to another account', () => {
    expect(outcomes(rowsWith(partner({ ...named, eventName: 'CompletePurchase', pixelId: '222' })))).toEqual(['deduplicates', 'server-only']);
  });

  test('is none where it is a message about the order, with an ID of its own', () => {
    expect(outcomes(rowsWith(partner({ eventId: 'ship-1', orderId: '1013', eventName: 'OrderShipped' })))).toEqual(['deduplicates', 'server-only']);
  });

  test.each<[string, Partial<ServerEvent>]>([
    ['another conversion', { eventName: 'Lead' }],
    ['a step of the funnel', { eventName: 'AddToCart' }],
    ['a custom event with nothing in common but the ID', { eventName: 'Quiz', orderId: null, value: null, currency: null }],
    ['another order', { eventName: 'CompletePurchase', orderId: '2044' }],
  ])('is none where it is %s under the same ID', (_what, fields) => {
    expect(outcomes(rowsWith(partner({ ...named, ...fields })))).toEqual(['deduplicates', 'server-only']);
  });

  test('is nobody\'s where its ID stands on several orders', () => {
    const orders = ['1', '2'].map((orderId, index) => ({ eventId: 'purchase', orderId, at: NOON + index * HOUR_MS, receivedAt: NOON + index * HOUR_MS + 1_000, documentId: `D${index}` }));
    const rows = judgeCase({
      browser: orders.map(({ receivedAt: _, ...fields }) => browserEvent(fields)),
      server: [...orders.map(({ at: _at, documentId: _id, ...fields }) => serverEvent(fields)), partner({ eventId: 'purchase', eventName: 'CompletePurchase' })],
    });
    expect(outcomes(rows).sort()).toEqual(['deduplicates', 'server-only', 'swallowed']);
  });
});

test('of two pixels on the page the server event stands with that of its account, whichever is nearer in time', () => {
  const rows = judgeCase({
    browser: [browserEvent({ pixelId: '111' }), browserEvent({ pixelId: '222', at: NOON + 200 })],
    server: [serverEvent({ pixelId: '111', eventName: 'CompletePurchase' })],
  });
  expect(rows.map(({ pixelId, verdict }) => [pixelId, verdict.outcome])).toEqual([['111', 'double-counts'], ['222', 'browser-only']]);
});

test.each(['order-1013', 'Order-1013 '])('the hash of the ID against “%s” is one event, however far apart', (plain) => {
  const row = judgeOne({ browser: [browserEvent({ eventId: sha256Hex('order-1013') })], server: [serverEvent({ eventId: plain, value: 84, receivedAt: NOON + HOUR_MS })] });
  expect(row).toMatchObject({ joinedBy: 'event-id-near', verdict: { outcome: 'double-counts', counted: 2 } });
  expect(causesOf(row)).toContain('id-hash-vs-plain');
});

describe('user keys', () => {
  const visitor = (fbp: string) => ({ userKeys: { fbp: [fbp] } });

  test('of two visitors keep apart what only looks alike', () => {
    const rows = judgeCase({ browser: [browserEvent({ eventId: 'a-77', ...visitor('fb.1.1') })], server: [serverEvent({ eventId: 'b-88', ...visitor('fb.1.2') })] });
    expect(outcomes(rows)).toEqual(['browser-only', 'server-only']);
  });

  test('that differ where another one agrees keep nothing apart', () => {
    const keys = (fbp: string) => ({ userKeys: { fbp: [fbp], external_id: ['u-1'] } });
    expect(judgeOne({ browser: [browserEvent({ eventId: 'a-77', ...keys('fb.1.1') })], server: [serverEvent({ eventId: 'b-88', ...keys('fb.1.2') })] }).joinedBy).toBe('similarity');
  });

  test('merge other amounts where the platform goes by the user alone', () => {
    const row = judgeOne({ browser: [browserEvent({ eventId: null, ...visitor('fb.1.1') })], server: [serverEvent({ eventId: null, value: 110, ...visitor('fb.1.1') })] });
    expect(row.verdict).toMatchObject({ outcome: 'deduplicates', basis: 'fallback', counted: 1 });
    expect(causesOf(row)).toContain('value-drift');
  });

  test('do not join other amounts where it would count both', () => {
    const rows = judgeCase({ browser: [browserEvent({ eventId: null, at: NOON + HOUR_MS, ...visitor('fb.1.1') })], server: [serverEvent({ eventId: null, value: 110, ...visitor('fb.1.1') })] });
    expect(outcomes(rows)).toEqual(['server-only', 'browser-only']);
  });
});
