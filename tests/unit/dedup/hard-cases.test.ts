import { describe, expect, test } from 'vitest';
import { ABSENT, browserEvent, causesOf, HOUR_MS, judgeCase, judgeOne, NOON, serverEvent } from './builders.ts';

describe('Google Ads', () => {
  const tag = { pixelId: 'AW-123', action: 'label', eventName: 'conversion', eventId: null, orderId: 'PX-1013' };
  const upload = { pixelId: '987654', action: '987654', eventName: 'conversion', eventId: null, orderId: 'PX-1013' };
  const mapped = { 'AW-123/label': '987654' };
  const ads = (browser: object, server: object, conversionActions: Record<string, string> = mapped) =>
    judgeOne({ platform: 'google-ads', conversionActions, browser: [browserEvent({ ...tag, ...browser })], server: [serverEvent({ ...upload, ...server })] });

  test('deduplicates where the mapped action and the order ID are equal; the window is not documented', () => {
    const row = ads({}, {});
    expect(row).toMatchObject({ pixelId: 'AW-123', joinedBy: 'rule', verdict: { outcome: 'deduplicates', basis: 'inferred' } });
    expect(row.verdict.keys[0]).toMatchObject({ key: 'action', browser: 'AW-123/label', server: '987654', result: 'equal' });
  });

  test('without a mapping the verdict is open, with every other key equal', () => {
    const row = ads({}, {}, {});
    expect(row.verdict).toMatchObject({ outcome: 'undetermined', counted: null });
    expect(causesOf(row)).toEqual(['action-unmapped']);
  });

  test('without a mapping a key that differs decides', () => {
    const row = ads({}, { orderId: 'px-1013' }, {});
    expect(row.verdict).toMatchObject({ outcome: 'double-counts', basis: 'documented' });
    expect(causesOf(row)[0]).toBe('id-case');
  });

  test('two different actions never merge', () => {
    const row = ads({}, { action: '111', pixelId: '111' });
    expect(row.verdict.outcome).toBe('double-counts');
    expect(causesOf(row)).toEqual(['pixel-differs']);
  });

  test('more than 24 hours apart nobody can say', () => {
    const row = ads({}, { receivedAt: NOON + 49 * HOUR_MS });
    expect(row.verdict.outcome).toBe('undetermined');
    expect(causesOf(row)).toEqual(['rule-undocumented']);
  });

  test('the fan-out of one hit is one fire', () => {
    const copy = { mirror: 'Google Ads fan-out: 1p-conversion', mirrorKey: '99', orderId: null, at: NOON + 400 };
    const row = judgeOne({
      platform: 'google-ads',
      conversionActions: mapped,
      browser: [browserEvent({ ...tag, mirrorKey: '7' }), browserEvent({ ...tag, ...copy }), browserEvent({ ...tag, mirror: 'Google Ads fan-out: ccm', mirrorKey: '7' })],
      server: [serverEvent(upload)],
    });
    expect(row.browser).toHaveLength(1);
    expect(row.browser[0]?.mirrors).toHaveLength(2);
    expect(row.verdict.counted).toBe(1);
  });

  test('two primary hits with different random are two fires, merged by their order ID', () => {
    const row = judgeOne({
      platform: 'google-ads',
      conversionActions: mapped,
      browser: [browserEvent({ ...tag, mirrorKey: '7' }), browserEvent({ ...tag, mirrorKey: '8', at: NOON + 100 })],
      server: [serverEvent(upload)],
    });
    expect(row.browser).toHaveLength(2);
    expect(row.verdict).toMatchObject({ outcome: 'deduplicates', counted: 1 });
    expect(causesOf(row)).toEqual(['fired-twice']);
  });

  test('an adjustment is never a second sale', () => {
    expect(ads({}, { adjustment: true }).verdict).toMatchObject({ outcome: 'deduplicates', counted: 1 });
    const strayed = ads({}, { adjustment: true, orderId: 'px-1013' });
    expect(strayed.verdict).toMatchObject({ outcome: 'browser-only', counted: 1 });
    expect(causesOf(strayed)).toEqual(['id-case']);
  });
});

describe('GA4', () => {
  const hit = { pixelId: 'G-1', eventName: 'purchase', eventId: null, orderId: 'PX-1013' };
  const ga4 = (browser: object, server: object) => judgeOne({ platform: 'ga4', browser: [browserEvent({ ...hit, ...browser })], server: [serverEvent({ ...hit, ...server })] });

  test('a purchase deduplicates by transaction ID', () => {
    expect(ga4({}, {}).verdict).toMatchObject({ outcome: 'deduplicates', basis: 'inferred' });
  });

  test('a purchase without a transaction ID in the browser counts twice', () => {
    const row = ga4({ orderId: null }, {});
    expect(row.verdict.outcome).toBe('double-counts');
    expect(causesOf(row)).toEqual(['id-missing-browser']);
    expect(row.verdict.fix?.snippet).toContain('order.number');
  });

  test('any other event counts on both sides, whatever IDs it carries', () => {
    const row = ga4({ eventName: 'generate_lead', eventId: 'e-1', orderId: null }, { eventName: 'generate_lead', eventId: 'e-1', orderId: null });
    expect(row.verdict).toMatchObject({ outcome: 'double-counts', basis: 'inferred', counted: 2 });
    expect(causesOf(row)).toEqual(['rule-undocumented']);
  });

  test('the same hit to a first-party host and to Google counts twice', () => {
    const twin = { eventName: 'generate_lead', orderId: null, mirrorKey: 'p1/3' };
    const row = judgeOne({ platform: 'ga4', relay: ABSENT, browser: [browserEvent({ ...hit, ...twin, host: 'www.google-analytics.com' }), browserEvent({ ...hit, ...twin, host: 'metrics.shop.test' })] });
    expect(row.verdict).toMatchObject({ outcome: 'double-counts', counted: 2 });
    expect(causesOf(row)).toContain('sent-to-two-hosts');
  });
});

describe('TikTok', () => {
  test('alias names with the same ID are an open question', () => {
    const row = judgeOne({ platform: 'tiktok', browser: [browserEvent()], server: [serverEvent({ eventName: 'CompletePayment' })] });
    expect(row.verdict).toMatchObject({ outcome: 'undetermined', counted: null });
    expect(causesOf(row)).toEqual(['name-alias']);
  });

  test('alias names with different IDs count twice', () => {
    const row = judgeOne({ platform: 'tiktok', browser: [browserEvent({ eventId: 'a-77', orderId: '1013' })], server: [serverEvent({ eventName: 'CompletePayment', eventId: 'b-88', orderId: '1013' })] });
    expect(row.verdict.outcome).toBe('double-counts');
    expect(causesOf(row)).toEqual(['id-differs', 'name-alias']);
  });

  test('PlaceAnOrder is not an alias of Purchase', () => {
    const row = judgeOne({ platform: 'tiktok', browser: [browserEvent()], server: [serverEvent({ eventName: 'PlaceAnOrder' })] });
    expect(row.verdict.outcome).toBe('double-counts');
    expect(causesOf(row)).toEqual(['name-differs']);
  });
});

describe('OpenAI', () => {
  test('an ID that the SDK made is named, and the pair is joined by likeness', () => {
    const browser = [browserEvent({ eventName: 'order_created', eventId: 'd1d6564e-dee2-477d-9372-9f7ec1e018f1' })];
    const row = judgeOne({ platform: 'openai', browser, server: [serverEvent({ eventName: 'order_created', eventId: 'order_1013' })] });
    expect(row).toMatchObject({ joinedBy: 'similarity', verdict: { outcome: 'double-counts', counted: 2 } });
    expect(causesOf(row)).toEqual(['id-sdk-generated']);
    expect(row.verdict.sentence).toContain('looks like one made by the OpenAI SDK');
  });

  test('a custom event named like a standard one is not the same event', () => {
    const named = { eventName: 'order_created' };
    const row = judgeOne({ platform: 'openai', browser: [browserEvent(named)], server: [serverEvent({ ...named, customName: true })] });
    expect(row.verdict.outcome).toBe('undetermined');
    expect(row.verdict.causes).toEqual([{ id: 'name-alias', detail: "the server's “order_created” is a custom event of that name, the browser's the standard one" }]);
  });

  test('custom names are compared in lower case', () => {
    const row = judgeOne({ platform: 'openai', browser: [browserEvent({ eventName: 'quiz_done', customName: true })], server: [serverEvent({ eventName: 'Quiz_Done', customName: true })] });
    expect(row.verdict.outcome).toBe('deduplicates');
  });
});

describe('Meta', () => {
  test('a privacy sandbox copy is a mirror; where the primary is blocked, the copy counts', () => {
    const copy = { mirror: 'Meta privacy sandbox copy', at: NOON + 20 };
    const row = judgeOne({ browser: [browserEvent({ delivery: { state: 'blocked', by: 'client' } }), browserEvent(copy)], server: [serverEvent()] });
    expect(row.browser).toHaveLength(1);
    expect(row.verdict.outcome).toBe('deduplicates');
  });

  test('a gateway copy is named, and its own sending is not claimed', () => {
    const row = judgeOne({ browser: [browserEvent(), browserEvent({ mirror: 'Conversions API Gateway copy', at: NOON + 20 })] });
    expect(row.verdict.outcome).toBe('browser-only');
    expect(row.verdict.sentence).toContain('a gateway was handed a copy');
  });

  test('one page that fires to two pixels is two conversions', () => {
    const rows = judgeCase({ browser: [browserEvent(), browserEvent({ pixelId: '999' })], server: [serverEvent()] });
    expect(rows.map((row) => [row.pixelId, row.verdict.outcome])).toEqual([
      ['1234567890123456', 'deduplicates'],
      ['999', 'browser-only'],
    ]);
  });

  test('an ID in the third argument is named as such', () => {
    const issues = [{ code: 'id-wrong-argument', message: 'the event ID stands in cd[eventID], where Meta does not look for it' }];
    const row = judgeOne({ browser: [browserEvent({ eventId: null, issues })], server: [serverEvent()] });
    expect(causesOf(row)).toEqual(['id-wrong-argument']);
  });

  test('two orders of the same person stay two conversions although fbp is the same', () => {
    const userKeys = { fbp: ['fb.1.1.2'] };
    const rows = judgeCase({
      browser: [browserEvent({ eventId: 'a-1', orderId: '1', userKeys }), browserEvent({ eventId: 'a-2', orderId: '2', userKeys, at: NOON + 90_000, documentId: 'D2' })],
      server: [serverEvent({ eventId: 'a-1', orderId: '1', userKeys }), serverEvent({ eventId: 'a-2', orderId: '2', userKeys, receivedAt: NOON + 91_000 })],
    });
    expect(rows.map((row) => row.verdict.outcome)).toEqual(['deduplicates', 'deduplicates']);
  });
});

describe('LinkedIn', () => {
  const sides = { browser: { eventName: 'conversion', pixelId: 'A' }, server: { eventName: 'conversion', pixelId: '9911' } };

  test('deduplicates under different rule IDs: the account is assumed equal and shown so', () => {
    const row = judgeOne({ platform: 'linkedin', browser: [browserEvent(sides.browser)], server: [serverEvent(sides.server)] });
    expect(row).toMatchObject({ pixelId: 'A', verdict: { outcome: 'deduplicates', survivor: 'browser' } });
    expect(row.verdict.keys[0]).toMatchObject({ key: 'pixelId', result: 'not-comparable' });
  });

  test('one hit for two accounts is two rows, not a repeat', () => {
    const rows = judgeCase({ platform: 'linkedin', browser: [browserEvent(sides.browser), browserEvent({ ...sides.browser, pixelId: 'B' })], server: [serverEvent(sides.server)] });
    expect(rows.map((row) => [row.pixelId, row.verdict.outcome])).toEqual([
      ['A', 'deduplicates'],
      ['B', 'browser-only'],
    ]);
  });
});

describe('Snapchat', () => {
  test('a purchase merges by transaction ID even where the event IDs differ', () => {
    const row = judgeOne({ platform: 'snapchat', browser: [browserEvent({ eventName: 'PURCHASE', eventId: 'a-77', orderId: '1013' })], server: [serverEvent({ eventName: 'PURCHASE', eventId: 'b-88', orderId: '1013' })] });
    expect(row.verdict).toMatchObject({ outcome: 'deduplicates', counted: 1 });
  });
});

describe('Microsoft', () => {
  test('names that differ only in case count twice, inferred: the documentation only says compatible', () => {
    const row = judgeOne({ platform: 'microsoft', browser: [browserEvent({ eventName: 'purchase' })], server: [serverEvent({ eventName: 'Purchase' })] });
    expect(row.verdict).toMatchObject({ outcome: 'double-counts', basis: 'inferred' });
  });
});
