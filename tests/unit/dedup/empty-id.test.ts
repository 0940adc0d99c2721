import { expect, test } from 'vitest';
import type { BrowserEvent, ServerEvent } from '../../../lib/model/event.ts';
import { EMPTY_ID } from '../../../lib/platforms/finding-codes.ts';
import { browserEvent, causesOf, HOUR_MS, judgeCase, judgeOne, NOON, serverEvent } from './builders.ts';

const EMPTY = { eventName: 'purchase', eventId: null, orderId: null, issues: [{ code: EMPTY_ID, message: 'transaction_id is empty: GA4 merges all purchases that have an empty one.' }] };
const fired = (fields: Partial<BrowserEvent> = {}) => browserEvent({ ...EMPTY, ...fields });
const received = (fields: Partial<ServerEvent> = {}) => serverEvent({ ...EMPTY, ...fields });
const later = fired({ at: NOON + HOUR_MS, documentId: 'D2', value: 59, pageUrl: 'https://shop.test/other' });
const outcomes = (browser: BrowserEvent[], server: ServerEvent[] = []) => judgeCase({ platform: 'ga4', browser, server }).map(({ verdict }) => [verdict.outcome, verdict.counted]);

test('of orders whose transaction ID is sent and empty GA4 keeps the first and drops the others', () => {
  const [kept, dropped] = judgeCase({ platform: 'ga4', browser: [fired(), later] });
  expect(kept?.verdict).toMatchObject({ outcome: 'browser-only', counted: 1, basis: 'inferred' });
  expect(dropped?.verdict).toMatchObject({ outcome: 'swallowed', counted: 0, expected: 1, atStake: -59 });
  expect([kept, dropped].map((row) => row && causesOf(row))).toEqual([['id-constant'], ['id-constant']]);
  expect(dropped?.verdict.sentence).toBe('GA4 drops this purchase: an empty ID stands on several orders: the platform keeps the earlier order and takes this one for a repeat.');
});

test('a transaction ID that is not sent at all is none', () => {
  const absent = { issues: [] };
  expect(outcomes([fired(absent), { ...later, ...absent }])).toEqual([['browser-only', 1], ['browser-only', 1]]);
  expect(outcomes([fired(), { ...later, ...absent }])).toEqual([['browser-only', 1], ['browser-only', 1]]);
});

test('the two copies of one order merge by it, and the next order will be dropped', () => {
  const row = judgeOne({ platform: 'ga4', browser: [fired()], server: [received()] });
  expect(row.verdict).toMatchObject({ outcome: 'deduplicates', counted: 1, basis: 'inferred' });
  expect(row.verdict.keys.find(({ key }) => key === 'orderId')).toEqual({ key: 'orderId', browser: '', server: '', result: 'equal', note: 'sent and empty on both' });
  expect(causesOf(row)).toEqual(['id-constant']);
});

test('an empty ID is not the one that the other side sent', () => {
  const row = judgeOne({ platform: 'ga4', browser: [fired()], server: [received({ orderId: '1013', issues: [] })] });
  expect(row.verdict).toMatchObject({ outcome: 'double-counts', counted: 2 });
  expect(causesOf(row)[0]).toBe('id-missing-browser');
});

test('each property keeps one', () => {
  expect(outcomes([fired(), { ...later, pixelId: 'G-OTHER' }])).toEqual([['browser-only', 1], ['browser-only', 1]]);
});
