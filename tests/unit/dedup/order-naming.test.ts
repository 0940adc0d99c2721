import { describe, expect, test } from 'vitest';
import type { BrowserEvent, ServerEvent } from '../../../lib/model/event.ts';
import { browserEvent, HOUR_MS, judgeCase, judgeOne, NOON, serverEvent } from './builders.ts';

const outcomesOf = (browser: BrowserEvent[], server: ServerEvent[]) => judgeCase({ browser, server }).map(({ verdict }) => verdict.outcome).sort();
const placed = browserEvent({ orderId: '88231' });
const later = NOON + 600_000;

describe('one event ID with an internal ID beside the order number', () => {
  test('is one order, and the verdict says that it is taken for one', () => {
    const { verdict } = judgeOne({ browser: [placed], server: [serverEvent({ orderId: '1013' })] });
    expect(verdict).toMatchObject({ outcome: 'deduplicates', basis: 'documented', counted: 1, expected: 1, causes: [] });
    expect(verdict.notes).toEqual(['The browser names the order “88231”, the server “1013”: one ID, one amount and one time say that it is one order. If they are two, one of them is not counted.']);
  });

  test('is one order where the server sends late but says when it was placed', () => {
    expect(outcomesOf([placed], [serverEvent({ orderId: '1013', receivedAt: NOON + 20 * HOUR_MS, eventTime: NOON })])).toEqual(['deduplicates']);
  });

  test('is one order where one side does not say the amount', () => {
    expect(outcomesOf([placed], [serverEvent({ orderId: '1013', value: null, currency: null })])).toEqual(['deduplicates']);
  });

  test('is one order where the page was loaded again, or the server sent again', () => {
    const again = browserEvent({ orderId: '88231', at: later, documentId: 'D2' });
    expect(outcomesOf([placed, again], [serverEvent({ orderId: '1013' })])).toEqual(['deduplicates']);
    expect(outcomesOf([placed], [serverEvent({ orderId: '1013' }), serverEvent({ orderId: '1013', receivedAt: later })])).toEqual(['deduplicates']);
  });

  test('on two orders is one row each, of which the second is swallowed', () => {
    const rows = judgeCase({
      browser: [placed, browserEvent({ orderId: '88232', at: later, documentId: 'D2' })],
      server: [serverEvent({ orderId: '1013' }), serverEvent({ orderId: '1014', receivedAt: later + 1_000, eventTime: later })],
    });
    expect(rows.map(({ verdict, browser, server }) => [verdict.outcome, browser.length, server.length])).toEqual([['deduplicates', 1, 1], ['swallowed', 1, 1]]);
  });
});

describe('one event ID with two order IDs is two orders', () => {
  test.each<[string, Partial<ServerEvent>]>([
    ['at another time', { receivedAt: later, eventTime: later }],
    ['at another time, of which only the receipt is known', { receivedAt: later, eventTime: null }],
    ['for other money', { value: 84 }],
    ['in another currency', { currency: 'USD' }],
  ])('where they are %s', (_how, fields) => {
    expect(outcomesOf([placed], [serverEvent({ orderId: '1013', ...fields })])).toEqual(['browser-only', 'swallowed']);
  });

  test('where one side alone sent both', () => {
    expect(outcomesOf([placed, browserEvent({ orderId: '1013', at: NOON + 1_000 })], [])).toEqual(['browser-only', 'swallowed']);
  });

  test('where the shop names its orders alike on both sides', () => {
    expect(outcomesOf([placed], [serverEvent({ orderId: '88231' }), serverEvent({ orderId: '1013', receivedAt: NOON + 2_000 })])).toEqual(['deduplicates', 'swallowed']);
    expect(outcomesOf([placed, browserEvent({ orderId: '88232', at: NOON + 20_000 })], [serverEvent({ orderId: '88231' }), serverEvent({ orderId: '88233', receivedAt: NOON + 21_000 })])).toEqual(['deduplicates', 'swallowed', 'swallowed']);
  });
});
