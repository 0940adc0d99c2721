import { describe, expect, test } from 'vitest';
import { addUp } from '../../../lib/dedup/totals.ts';
import type { ServerEvent } from '../../../lib/model/event.ts';
import type { JudgedConversion } from '../../../lib/model/verdict.ts';
import { coverageOf } from '../../../lib/report/coverage.ts';
import { browserEvent, HOUR_MS, judgeCase, judgeOne, NOON, serverEvent } from './builders.ts';

/** The money of one row, as every view adds it up. */
function moneyOf(row: JudgedConversion) {
  return { value: row.value, currency: row.currency, atStake: row.verdict.atStake, money: addUp([row]).money, overcounted: coverageOf([row])[0]?.overcounted };
}

const order = { orderId: '1013' };
const other = { ...order, eventId: 'other-77' };

describe('copies that the platform counts apart', () => {
  test('each counts by its own amount: gross in the browser, net on the server', () => {
    const row = judgeOne({ browser: [browserEvent({ ...order, value: 129.5 })], server: [serverEvent({ ...other, value: 108.82 })] });
    expect(moneyOf(row)).toEqual({ value: 129.5, currency: 'EUR', atStake: 108.82, money: { EUR: { counted: 238.32, expected: 129.5 } }, overcounted: { EUR: 108.82 } });
  });

  test('in two currencies nobody adds up: no total shows a sum', () => {
    const row = judgeOne({ browser: [browserEvent({ ...order, value: 110, currency: 'USD' })], server: [serverEvent({ ...other, value: 100 })] });
    expect(moneyOf(row)).toEqual({ value: 110, currency: 'USD', atStake: null, money: {}, overcounted: {} });
    expect(row.verdict.notes).toContain('What is counted too often is in no sum of money: a copy carries no amount, or another currency.');
  });

  test('an amount that only one of them carries is shown, and is in no total', () => {
    const bare = judgeOne({ browser: [browserEvent({ ...order, value: null, currency: 'USD' })], server: [serverEvent(other)] });
    expect(moneyOf(bare)).toEqual({ value: 129.5, currency: 'EUR', atStake: null, money: {}, overcounted: {} });
    const priced = judgeOne({ browser: [browserEvent(order)], server: [serverEvent({ ...other, value: null })] });
    expect(moneyOf(priced)).toEqual({ value: 129.5, currency: 'EUR', atStake: null, money: {}, overcounted: {} });
  });

  test('what merges among them adds nothing', () => {
    const fires = [browserEvent({ ...order, value: 100 }), browserEvent({ ...order, value: 100, at: NOON + 60_000, documentId: 'D2' })];
    const row = judgeOne({ platform: 'tiktok', browser: fires, server: [serverEvent({ ...other, value: 80 }), serverEvent({ ...other, value: 70, receivedAt: NOON + 5_000 })] });
    expect(row.verdict.counted).toBe(2);
    expect(moneyOf(row)).toMatchObject({ atStake: 80, money: { EUR: { counted: 180, expected: 100 } } });
  });

  test('three count three times', () => {
    const server = [serverEvent({ ...other, value: 20 }), serverEvent({ ...order, eventId: 'third', value: 5, receivedAt: NOON + 2_000 })];
    const row = judgeOne({ browser: [browserEvent({ ...order, value: 100 })], server });
    expect(row.verdict.counted).toBe(3);
    expect(moneyOf(row)).toMatchObject({ atStake: 25, money: { EUR: { counted: 125, expected: 100 } } });
  });
});

describe('copies that the platform merges', () => {
  test('the copy that it keeps counts, whatever the other carries', () => {
    const late = judgeOne({ browser: [browserEvent({ value: 100, at: NOON + HOUR_MS })], server: [serverEvent({ value: 80, receivedAt: NOON })] });
    expect(late.verdict.survivor).toBe('server');
    expect(moneyOf(late)).toMatchObject({ value: 80, atStake: 0, money: { EUR: { counted: 80, expected: 80 } } });
  });

  test('where the copy that it keeps carries no amount, none is counted, except where the later copy is merged into it', () => {
    const pair = { browser: [browserEvent({ value: null })], server: [serverEvent()] };
    expect(moneyOf(judgeOne(pair))).toMatchObject({ value: 129.5, atStake: null, money: {} });
    expect(moneyOf(judgeOne({ platform: 'tiktok', ...pair }))).toMatchObject({ value: 129.5, atStake: 0, money: { EUR: { counted: 129.5, expected: 129.5 } } });
  });
});

describe('what is no sale', () => {
  const cart = { eventId: 'cart-1', eventName: 'AddToCart', role: 'measurement' } as const;
  const sumsOf = (rows: JudgedConversion[]) => ({ money: addUp(rows).money, overcounted: coverageOf(rows)[0]?.overcounted });

  test('adds nothing to the money of the sale that it led to, also where it counts twice', () => {
    const rows = judgeCase({ browser: [browserEvent(cart), browserEvent(order)], server: [serverEvent({ ...cart, eventId: 'cart-2' }), serverEvent(order)] });
    expect(rows.map(({ eventName, verdict }) => [eventName, verdict.counted, verdict.atStake])).toEqual([['Purchase', 1, 0], ['AddToCart', 2, 129.5]]);
    expect(sumsOf(rows)).toEqual({ money: { EUR: { counted: 129.5, expected: 129.5 } }, overcounted: {} });
    expect(addUp(rows)).toMatchObject({ counted: 3, expected: 2 });
  });

  test('a refund is money that went back, and in no sum', () => {
    const sale = { eventId: null, orderId: '1013' };
    const rows = judgeCase({ platform: 'ga4', browser: [browserEvent({ ...sale, eventName: 'purchase' })], server: [serverEvent({ ...sale, eventName: 'refund' })] });
    expect(rows).toHaveLength(2);
    expect(sumsOf(rows).money).toEqual({ EUR: { counted: 129.5, expected: 129.5 } });
  });

  test.each(['Lead', 'CompletePurchase', 'Donate'])('is not %s: a conversion, or a name that may be one', (eventName) => {
    expect(sumsOf(judgeCase({ browser: [browserEvent({ eventName })], server: [serverEvent({ eventName })] })).money).toEqual({ EUR: { counted: 129.5, expected: 129.5 } });
  });
});

test("a blocked pixel's amount is not what the platform counts, a lost order's is what it drops", () => {
  const blocked = browserEvent({ value: 110, currency: 'USD', delivery: { state: 'blocked', by: 'client' } });
  expect(moneyOf(judgeOne({ browser: [blocked], server: [serverEvent()] }))).toMatchObject({ value: 129.5, currency: 'EUR', atStake: 0, money: { EUR: { counted: 129.5, expected: 129.5 } } });
  expect(moneyOf(judgeOne({ browser: [blocked] }))).toMatchObject({ atStake: -110, money: { USD: { counted: 0, expected: 110 } } });
});

test('an order of which one copy is swallowed counts by the copy that is left', () => {
  const constant = { eventId: 'purchase' };
  const rows = judgeCase({
    browser: [browserEvent({ ...constant, orderId: '1' }), browserEvent({ ...constant, orderId: '2', value: 50, at: NOON + 600_000, documentId: 'D2' })],
    server: [serverEvent({ eventId: 'own-2', orderId: '2', value: 40, receivedAt: NOON + 601_000 })],
  });
  const second = rows.find(({ orderId }) => orderId === '2');
  expect(second?.verdict).toMatchObject({ outcome: 'server-only', counted: 1 });
  expect(second && moneyOf(second)).toMatchObject({ value: 40, atStake: 0, money: { EUR: { counted: 40, expected: 40 } } });
});

describe('adjustments', () => {
  const hit = { pixelId: 'AW-1', action: 'L', eventName: 'conversion', eventId: null, orderId: '1013' };
  const adjusted = (fields: object) =>
    judgeOne({ platform: 'google-ads', conversionActions: { 'AW-1/L': '9' }, browser: [browserEvent(hit)], server: [serverEvent({ ...hit, pixelId: 'customers/1/conversionActions/9', action: '9', adjustment: true, value: null, currency: null, ...fields })] });

  test('a restated amount counts in place of the first, and is no drift', () => {
    const row = adjusted({ value: 99.5 });
    expect(row.verdict).toMatchObject({ outcome: 'deduplicates', counted: 1, causes: [], drift: [] });
    expect(moneyOf(row)).toMatchObject({ value: 99.5, currency: 'EUR', atStake: 0, money: { EUR: { counted: 99.5, expected: 99.5 } } });
  });

  test('a conversion that is taken back is counted no more, and should not be', () => {
    const row = adjusted({ issues: [{ code: 'conversion-retracted', message: 'RETRACTION' }] });
    expect(row.verdict).toMatchObject({ counted: 0, expected: 0, atStake: 0, sentence: 'Google Ads counts this conversion no more: the server took it back.' });
    expect(addUp([row])).toMatchObject({ counted: 0, expected: 0, money: { EUR: { counted: 0, expected: 0 } } });
  });

  test('an adjustment that says neither changes nothing', () => {
    expect(moneyOf(adjusted({}))).toMatchObject({ value: 129.5, atStake: 0 });
  });

  const uploaded = { ...hit, pixelId: 'customers/1/conversionActions/9', action: '9' };
  const rowsOf = (browser: boolean, fields: object) =>
    judgeCase({
      platform: 'google-ads',
      conversionActions: { 'AW-1/L': '9' },
      browser: browser ? [browserEvent(hit)] : [],
      server: [serverEvent(uploaded), serverEvent({ ...uploaded, adjustment: true, value: 99.5, receivedAt: NOON + 900_000, eventTime: null, ...fields })],
    });

  test.each([
    [true, 'deduplicates'],
    [false, 'server-only'],
  ])('of an upload are no order of their own, whatever the new amount (browser sent: %s)', (browser, outcome) => {
    const [row, ...more] = rowsOf(browser, {});
    expect(more).toEqual([]);
    expect(row?.verdict).toMatchObject({ outcome, counted: 1, causes: [], notes: ['shop backend corrected the amount from 129.5 to 99.5: that is what counts.'] });
    expect(row && moneyOf(row)).toMatchObject({ value: 99.5, money: { EUR: { counted: 99.5, expected: 99.5 } } });
  });

  test('take back an upload that has no browser event, too', () => {
    const [row, ...more] = rowsOf(false, { value: null, currency: null, issues: [{ code: 'conversion-retracted', message: 'RETRACTION' }] });
    expect(more).toEqual([]);
    expect(row?.verdict).toMatchObject({ outcome: 'server-only', counted: 0, expected: 0, sentence: 'Google Ads counts this conversion no more: the server took it back.' });
  });

  describe('that take back one of two copies with different IDs', () => {
    const retraction = serverEvent({ ...uploaded, adjustment: true, value: null, currency: null, receivedAt: NOON + 900_000, issues: [{ code: 'conversion-retracted', message: 'RETRACTION' }] });
    const tagged = browserEvent({ ...hit, orderId: 'order-1013' });
    const rowOf = (...server: ServerEvent[]) => judgeOne({ platform: 'google-ads', conversionActions: { 'AW-1/L': '9' }, browser: [tagged], server });

    test('leave the other counted, which nobody expects any more', () => {
      const row = rowOf(serverEvent({ ...uploaded, value: 99 }), retraction);
      expect(row.verdict).toMatchObject({ outcome: 'double-counts', basis: 'documented', counted: 1, expected: 0 });
      expect(row.verdict.causes.map(({ id }) => id)).toEqual(['id-prefix', 'conversion-retracted', 'value-drift']);
      expect(row.verdict.causes).toContainEqual({ id: 'conversion-retracted', detail: 'the server took back what carries the ID “1013”' });
      expect(row.verdict.sentence).toBe("Google Ads still counts this conversion once although the server took it back: the browser's transaction ID has the prefix “order-”, the server's has not.");
      expect(moneyOf(row)).toEqual({ value: 129.5, currency: 'EUR', atStake: 129.5, money: { EUR: { counted: 129.5, expected: 0 } }, overcounted: { EUR: 129.5 } });
    });

    test('leave nothing where each is taken back', () => {
      const row = rowOf(serverEvent(uploaded), retraction, { ...retraction, id: 'other', orderId: 'order-1013' });
      expect(row.verdict).toMatchObject({ counted: 0, expected: 0, atStake: 0 });
      expect(row.verdict.sentence).toMatch(/^Google Ads counts this conversion no more/);
      expect(addUp([row]).money).toEqual({ EUR: { counted: 0, expected: 0 } });
    });
  });

  test('come days later than the conversion: the assumed window is of copies, not of corrections', () => {
    const late = { receivedAt: NOON + 72 * HOUR_MS, eventTime: NOON + 72 * HOUR_MS };
    expect(adjusted({ value: 99.5, ...late }).verdict).toMatchObject({ outcome: 'deduplicates', counted: 1 });
    expect(rowsOf(true, late).map(({ verdict }) => verdict.outcome)).toEqual(['deduplicates']);
  });
});
