import { describe, expect, test } from 'vitest';
import { ABSENT, browserEvent, causesOf, HOUR_MS, judgeCase, judgeOne, NOON, REJECTED, serverEvent, SETTLED } from './builders.ts';

describe('one event from each side', () => {
  test('deduplicates where pixel, name and ID are equal inside the window', () => {
    const { verdict, joinedBy, gapMs } = judgeOne({ browser: [browserEvent()], server: [serverEvent()] });
    expect(verdict).toMatchObject({ outcome: 'deduplicates', basis: 'documented', counted: 1, expected: 1, atStake: 0, survivor: 'browser', causes: [], fix: null });
    expect(verdict.keys.map(({ key, result }) => [key, result])).toEqual([
      ['pixelId', 'equal'],
      ['eventName', 'equal'],
      ['eventId', 'equal'],
      ['window', 'equal'],
    ]);
    expect(joinedBy).toBe('rule');
    expect(gapMs).toBe(1_000);
  });

  test('double counts where the IDs differ but the order is the same, and says what it costs', () => {
    const row = judgeOne({ browser: [browserEvent({ eventId: 'a1b2c3', orderId: '1013' })], server: [serverEvent({ eventId: 'ffee99', orderId: '1013' })] });
    expect(row.verdict).toMatchObject({ outcome: 'double-counts', basis: 'documented', counted: 2, expected: 1, atStake: 129.5 });
    expect(row.joinedBy).toBe('order-id');
    expect(causesOf(row)).toEqual(['id-differs']);
    expect(row.verdict.fix?.snippet).toContain('order.eventId');
  });

  test('a prefix joins the two and is named in the sentence', () => {
    const row = judgeOne({ browser: [browserEvent({ eventId: 'order-e-1013' })], server: [serverEvent()] });
    expect(row.verdict.outcome).toBe('double-counts');
    expect(row.verdict.sentence).toBe("Meta will count this Purchase twice: the browser's event ID has the prefix “order-”, the server's has not.");
    expect(row.joinedBy).toBe('event-id-near');
  });

  test('a difference in case double counts: inferred where the documentation is silent', () => {
    const row = judgeOne({ browser: [browserEvent({ eventId: 'E-1013' })], server: [serverEvent()] });
    expect(row.verdict).toMatchObject({ outcome: 'double-counts', basis: 'inferred' });
    expect(causesOf(row)).toEqual(['id-case']);
  });

  test('an ID that only the server sends double counts, joined by likeness', () => {
    const row = judgeOne({ browser: [browserEvent({ eventId: null })], server: [serverEvent()] });
    expect(row).toMatchObject({ joinedBy: 'similarity', verdict: { outcome: 'double-counts', counted: 2 } });
    expect(causesOf(row)).toEqual(['id-missing-browser']);
  });

  test('events that are not alike stay apart', () => {
    const rows = judgeCase({ browser: [browserEvent({ eventId: null })], server: [serverEvent({ value: 84 })] });
    expect(rows.map((row) => row.verdict.outcome).sort()).toEqual(['browser-only', 'server-only']);
  });

  test('outside 48 hours the second copy counts again', () => {
    const row = judgeOne({ browser: [browserEvent()], server: [serverEvent({ receivedAt: NOON + 49 * HOUR_MS })] });
    expect(row.verdict).toMatchObject({ outcome: 'double-counts', basis: 'documented', counted: 2 });
    expect(causesOf(row)).toEqual(['outside-window']);
  });

  test('another name with the same ID counts once under each name', () => {
    const row = judgeOne({ browser: [browserEvent()], server: [serverEvent({ eventName: 'OrderPlaced' })] });
    expect(row).toMatchObject({ eventName: 'Purchase', joinedBy: 'event-id', verdict: { outcome: 'double-counts', counted: 2 } });
    expect(causesOf(row)).toEqual(['name-differs']);
  });

  test('another pixel with the same ID is one row under the browser pixel', () => {
    const row = judgeOne({ browser: [browserEvent()], server: [serverEvent({ pixelId: '999' })] });
    expect(row).toMatchObject({ pixelId: '1234567890123456', verdict: { outcome: 'double-counts' } });
    expect(causesOf(row)).toEqual(['pixel-differs']);
  });

  test('a missing ID is rescued by fbp only where the browser comes first', () => {
    const userKeys = { fbp: ['fb.1.1.2'] };
    const browser = [browserEvent({ eventId: null, userKeys })];
    expect(judgeOne({ browser, server: [serverEvent({ userKeys })] }).verdict).toMatchObject({ outcome: 'deduplicates', basis: 'fallback' });
    const late = judgeOne({ browser, server: [serverEvent({ userKeys, receivedAt: NOON - 1_000 })] });
    expect(late.verdict.outcome).toBe('double-counts');
    expect(causesOf(late)).toEqual(['id-missing-browser', 'wrong-order']);
  });

  test('the copies disagree in the amount: still one count, but the drift is shown', () => {
    const row = judgeOne({ browser: [browserEvent()], server: [serverEvent({ value: 12950 })] });
    expect(row.verdict).toMatchObject({ outcome: 'deduplicates', drift: [{ field: 'value', browser: '129.5', server: '12950' }] });
    expect(causesOf(row)).toEqual(['value-drift']);
    expect(row.verdict.causes[0]?.detail).toContain('minor and major units');
  });
});

describe('one side only', () => {
  test('browser only where the settled relay has nothing', () => {
    expect(judgeOne({ browser: [browserEvent()] }).verdict).toMatchObject({ outcome: 'browser-only', counted: 1 });
  });

  test.each([
    ['absent', 'undetermined', 'relay-absent'],
    ['unreachable', 'undetermined', 'relay-unreachable'],
    ['pending', 'pending', 'relay-pending'],
  ] as const)('never browser only while the relay is %s', (state, outcome, cause) => {
    const row = judgeOne({ browser: [browserEvent()], relay: { ...SETTLED, state } });
    expect(row.verdict).toMatchObject({ outcome, counted: null });
    expect(causesOf(row)).toEqual([cause]);
  });

  test('a gap in the relay proves nothing', () => {
    const gaps = [{ from: NOON - 60_000, to: NOON + 60_000, reason: 'relay_down' }];
    const coverage = [{ platform: 'meta' as const, pixelId: '1234567890123456', from: 0, to: NOON + HOUR_MS, gaps }];
    const row = judgeOne({ browser: [browserEvent()], relay: { ...SETTLED, coverage } });
    expect(row.verdict.outcome).toBe('undetermined');
    expect(causesOf(row)).toEqual(['relay-gap']);
  });

  test('without a relay a pair is still proof of what was sent', () => {
    expect(judgeOne({ browser: [browserEvent()], server: [serverEvent()], relay: ABSENT }).verdict.outcome).toBe('deduplicates');
    expect(judgeOne({ server: [serverEvent()], relay: ABSENT }).verdict.outcome).toBe('undetermined');
  });

  test('a blocked browser event leaves the server event to count', () => {
    const row = judgeOne({ browser: [browserEvent({ delivery: { state: 'blocked', by: 'client' } })], server: [serverEvent()] });
    expect(row.verdict).toMatchObject({ outcome: 'server-only', counted: 1 });
    expect(causesOf(row)).toEqual(['blocked-client']);
  });

  test('a rejected server event leaves the browser event to count', () => {
    const row = judgeOne({ browser: [browserEvent()], server: [serverEvent({ deliveries: REJECTED })] });
    expect(row.verdict).toMatchObject({ outcome: 'browser-only', counted: 1 });
    expect(causesOf(row)).toEqual(['rejected-upstream']);
    expect(row.verdict.sentence).toContain('Invalid OAuth access token');
  });

  test('blocked and rejected is lost', () => {
    const row = judgeOne({ browser: [browserEvent({ delivery: { state: 'blocked', by: 'csp' } })], server: [serverEvent({ deliveries: REJECTED })] });
    expect(row.verdict).toMatchObject({ outcome: 'lost', counted: 0, atStake: -129.5 });
    expect(causesOf(row)).toEqual(['blocked-csp', 'rejected-upstream']);
  });

  test('a request in flight is pending, an unanswered one counts as sent but never as documented', () => {
    expect(judgeOne({ browser: [browserEvent({ delivery: { state: 'in-flight' } })], server: [serverEvent()] }).verdict.outcome).toBe('pending');
    const gone = judgeOne({ browser: [browserEvent({ delivery: { state: 'sent-unconfirmed', error: 'net::ERR_ABORTED' } })], server: [serverEvent()] });
    expect(gone.verdict).toMatchObject({ outcome: 'deduplicates', basis: 'inferred' });
  });

  test('a body that cannot be read is undetermined, whatever the relay says', () => {
    const issues = [{ code: 'body-unreadable', message: 'the body is a Blob' }];
    const row = judgeOne({ browser: [browserEvent({ eventName: '', eventId: null, issues })] });
    expect(row.verdict).toMatchObject({ outcome: 'undetermined', counted: null });
    expect(row.verdict.causes[0]).toEqual({ id: 'body-unreadable', detail: 'the body is a Blob' });
  });

  test('validation mode counts nothing, a test code counts and warns', () => {
    const validated = judgeOne({ browser: [browserEvent()], server: [serverEvent({ test: 'not-counted' })] });
    expect(validated.verdict.outcome).toBe('browser-only');
    expect(causesOf(validated)).toEqual(['test-event']);
    const coded = judgeOne({ browser: [browserEvent()], server: [serverEvent({ test: 'counts' })] });
    expect(coded.verdict.outcome).toBe('deduplicates');
    expect(causesOf(coded)).toEqual(['test-event']);
  });
});

describe('repeats within one channel', () => {
  const reload = { at: NOON + 60_000, documentId: 'D2' };

  test('a reloaded thank-you page merges through the server event', () => {
    const row = judgeOne({ browser: [browserEvent(), browserEvent(reload)], server: [serverEvent()] });
    expect(row.verdict).toMatchObject({ outcome: 'deduplicates', counted: 1 });
    expect(causesOf(row)).toEqual(['page-revisited']);
  });

  test('without a server event Meta is silent on repeats', () => {
    const row = judgeOne({ browser: [browserEvent(), browserEvent(reload)] });
    expect(row.verdict).toMatchObject({ outcome: 'undetermined', counted: null });
    expect(causesOf(row)).toContain('rule-undocumented');
  });

  test('without a server event TikTok merges repeats', () => {
    const row = judgeOne({ platform: 'tiktok', browser: [browserEvent(), browserEvent(reload)] });
    expect(row.verdict).toMatchObject({ outcome: 'browser-only', counted: 1 });
    expect(causesOf(row)).toEqual(['page-revisited']);
  });

  test('plugin and tag manager with different IDs count twice beside one server event', () => {
    const row = judgeOne({ browser: [browserEvent(), browserEvent({ eventId: 'plugin-77', at: NOON + 300 })], server: [serverEvent()] });
    expect(row.verdict).toMatchObject({ outcome: 'double-counts', counted: 2 });
    expect(causesOf(row)).toEqual(['fired-twice', 'id-differs']);
  });

  test('a repeat that the platform merges is not why two IDs count twice', () => {
    const other = serverEvent({ eventId: 'other-77', orderId: '1013' });
    const fires = [browserEvent({ orderId: '1013' }), browserEvent({ ...reload, orderId: '1013' })];
    const reloaded = judgeOne({ platform: 'tiktok', browser: fires, server: [other] });
    expect(causesOf(reloaded)).toEqual(['id-differs', 'page-revisited']);
    expect(reloaded.verdict.sentence).toContain('twice: the event IDs differ');
    const retried = judgeOne({ platform: 'tiktok', browser: fires.slice(0, 1), server: [other, { ...other, id: 's-retry', receivedAt: NOON + 5_000 }] });
    expect(causesOf(retried)).toEqual(['id-differs', 'fired-twice']);
  });

  test('nor why a copy counts again that came too late', () => {
    const row = judgeOne({ platform: 'tiktok', browser: [browserEvent(), browserEvent(reload)], server: [serverEvent({ receivedAt: NOON + 49 * HOUR_MS })] });
    expect(causesOf(row)).toEqual(['outside-window', 'page-revisited']);
  });

  test('a reloaded order page with a new ID each time is one sale, counted twice', () => {
    const pageUrl = 'https://shop.test/thank-you/PX-1013';
    const row = judgeOne({ browser: [browserEvent({ pageUrl, eventId: 'a-77' }), browserEvent({ ...reload, pageUrl, eventId: 'b-88' })] });
    expect(row).toMatchObject({ joinedBy: 'similarity', verdict: { outcome: 'double-counts', basis: 'inferred', counted: 2 } });
  });

  test('a page that names no order does not join two sales of one price', () => {
    const pageUrl = 'https://shop.test/shop2024/thanks';
    const rows = judgeCase({ browser: [browserEvent({ pageUrl, eventId: 'a-77' }), browserEvent({ ...reload, pageUrl, eventId: 'b-88' })] });
    expect(rows.map((row) => row.verdict.outcome)).toEqual(['browser-only', 'browser-only']);
  });

  test('an order ID that was never filled in joins nothing', () => {
    const orderId = 'undefined';
    const rows = judgeCase({ browser: [browserEvent({ orderId, eventId: 'a-77' }), browserEvent({ ...reload, orderId, eventId: 'b-88', value: 84 })] });
    expect(rows).toHaveLength(2);
  });

  test('a thousand repeats are one open question, which one server event settles', () => {
    const fires = Array.from({ length: 1_000 }, (_, index) => browserEvent({ at: NOON + index, documentId: `D${index}` }));
    expect(judgeOne({ browser: fires }).verdict).toMatchObject({ outcome: 'undetermined', counted: null });
    expect(judgeOne({ browser: fires, server: [serverEvent()] }).verdict).toMatchObject({ outcome: 'deduplicates', counted: 1 });
  });

  test('a server event outside the window of the first does not chain through a later one', () => {
    const server = [serverEvent({ receivedAt: NOON + 40 * HOUR_MS }), serverEvent({ receivedAt: NOON + 80 * HOUR_MS })];
    expect(judgeOne({ platform: 'tiktok', browser: [browserEvent()], server }).verdict).toMatchObject({ outcome: 'double-counts', counted: 2 });
  });
});

test('a copy that is late by less than the window is rounded to shows by how much', () => {
  const late = (ms: number) => judgeOne({ browser: [browserEvent()], server: [serverEvent({ receivedAt: NOON + 48 * HOUR_MS + ms })] }).verdict.causes[0]?.detail;
  expect(late(1)).toBe('the copies are 48 h and 1 ms apart, 48 h allowed');
  expect(late(20_500)).toBe('the copies are 48 h and 20 s apart, 48 h allowed');
  expect(late(10 * 60_000)).toBe('the copies are 48 h and 10 min apart, 48 h allowed');
  expect(late(HOUR_MS)).toBe('the copies are 49 h apart, 48 h allowed');
});

test('white space beside another difference is named, too', () => {
  const row = judgeOne({ browser: [browserEvent({ eventId: ' E-1013', orderId: '1' })], server: [serverEvent({ orderId: '1' })] });
  expect(causesOf(row)).toEqual(['id-case', 'id-whitespace']);
  expect(row.verdict.sentence).toContain('twice: the event IDs differ in white space and in upper and lower case: the browser sent “E-1013”');
  expect(row.verdict.fix?.text).toContain('upper- or lower-casing');
});

describe('an ID that nobody filled in, equal on both sides', () => {
  test('merges them, and stands as a warning in the sentence', () => {
    const row = judgeOne({ browser: [browserEvent({ eventId: 'order_undefined' })], server: [serverEvent({ eventId: 'order_undefined' })] });
    expect(row.verdict.outcome).toBe('deduplicates');
    expect(row.verdict.sentence).toContain('; note: each side sent the unresolved value “order_undefined” as event ID: the next order will carry it, too.');
    expect(row.verdict.fix?.text).toContain('tag manager');
  });

  test('from the browser alone, too', () => {
    const { verdict } = judgeOne({ browser: [browserEvent({ eventId: '{{DLV - id}}' })] });
    expect(verdict).toMatchObject({ outcome: 'browser-only', sentence: 'Meta counts this Purchase once, from the browser alone: the relay has no server event for it; note: the browser sent the unresolved value “{{DLV - id}}” as event ID: the next order will carry it, too.' });
  });
});

describe('one ID on several orders', () => {
  test.each([
    // No documentation says that its tag merges repeats.
    ['pinterest', 'inferred'],
    ['tiktok', 'documented'],
  ] as const)('from the browser alone, %s drops the later order, %s', (platform, basis) => {
    const rows = judgeCase({ platform, browser: [browserEvent({ orderId: '1' }), browserEvent({ orderId: '2', value: 84, at: NOON + 600_000, documentId: 'D2' })] });
    expect(rows.find(({ orderId }) => orderId === '2')?.verdict).toMatchObject({ outcome: 'swallowed', basis });
  });

  const first = { eventId: 'purchase', orderId: '1009' };
  const second = { eventId: 'purchase', orderId: '1010', value: 84, documentId: 'D2' };
  const later = NOON + 600_000;

  test('the first order is kept, the second is swallowed', () => {
    const rows = judgeCase({
      browser: [browserEvent(first), browserEvent({ ...second, at: later })],
      server: [serverEvent(first), serverEvent({ eventId: 'purchase', orderId: '1010', value: 84, receivedAt: later + 1_000 })],
    }).sort((a, b) => (a.orderId ?? '').localeCompare(b.orderId ?? ''));
    expect(rows.map((row) => [row.orderId, row.verdict.outcome, row.verdict.counted, causesOf(row)[0]])).toEqual([
      ['1009', 'deduplicates', 1, 'id-constant'],
      ['1010', 'swallowed', 0, 'id-constant'],
    ]);
    expect(rows[1]?.verdict.atStake).toBe(-84);
  });

  test('without order IDs, another amount in another document is another order', () => {
    const rows = judgeCase({
      platform: 'openai',
      browser: [browserEvent({ eventId: 'purchase' }), browserEvent({ eventId: 'purchase', value: 84, documentId: 'D2', at: later })],
      server: [serverEvent({ eventId: 'purchase' }), serverEvent({ eventId: 'purchase', value: 84, receivedAt: later + 1_000, eventTime: later })],
    });
    expect(rows.map((row) => row.verdict.outcome).sort()).toEqual(['deduplicates', 'swallowed']);
  });

  test('without order IDs, the server copy of as much is the browser event\'s own, not an earlier one of another amount', () => {
    const rows = judgeCase({
      platform: 'openai',
      browser: [browserEvent({ eventId: 'purchase', value: 84, at: later })],
      server: [serverEvent({ eventId: 'purchase' }), serverEvent({ eventId: 'purchase', value: 84, receivedAt: later + 1_000, eventTime: later })],
    });
    expect(rows.map(({ verdict, browser, server }) => [verdict.outcome, browser.length, server.map(({ value }) => value)])).toEqual([
      ['server-only', 0, [129.5]],
      ['swallowed', 1, [84]],
    ]);
  });

  test('while the request of the earlier order is on its way, the later one waits', () => {
    const order = { eventId: 'purchase', orderId: '1010', value: 84, documentId: 'D2' };
    const server = [serverEvent({ eventId: 'purchase', orderId: '1010', value: 84, receivedAt: later + 1_000 })];
    const rows = judgeCase({ browser: [browserEvent({ ...first, delivery: { state: 'in-flight' } }), browserEvent({ ...order, at: later })], server });
    expect(rows.map((row) => [row.orderId, row.verdict.outcome])).toEqual([['1009', 'pending'], ['1010', 'pending']]);
    expect(rows[1]?.verdict.sentence).toBe('A request with the same ID as this Purchase is still on its way.');
    const failed = judgeCase({ browser: [browserEvent({ ...first, delivery: { state: 'blocked', by: 'client' } }), browserEvent({ ...order, at: later })], server });
    expect(failed.find((row) => row.orderId === '1010')?.verdict.outcome).toBe('deduplicates');
  });

  test('an order that never arrived was lost by what stopped it, and is neither kept nor dropped', () => {
    const rows = judgeCase({ browser: [browserEvent({ ...first, delivery: { state: 'blocked', by: 'client' } }), browserEvent({ ...second, at: later })] });
    const lost = rows.find(({ orderId }) => orderId === '1009')?.verdict;
    expect(lost?.causes.map(({ id }) => id)).toEqual(['blocked-client', 'id-constant']);
    expect(lost?.sentence).toBe('Meta gets nothing of this Purchase: an extension or the browser blocked the pixel request.');
    expect(lost?.causes[1]?.detail).toBe('the ID “purchase” stands on several orders');
  });

  test('does not explain what only the relay leaves open', () => {
    const rows = judgeCase({ relay: { ...SETTLED, state: 'unreachable' }, browser: [browserEvent(first), browserEvent({ ...second, at: later })], server: [serverEvent(first)] });
    expect(rows.find(({ orderId }) => orderId === '1010')?.verdict).toMatchObject({
      outcome: 'undetermined',
      causes: [{ id: 'relay-unreachable' }, { id: 'id-constant' }],
      sentence: 'Nobody can say yet what Meta will count: the relay could not be asked, so the server side is unknown.',
    });
  });

  test('is not named as the order that is kept where it is the transaction ID itself', () => {
    const sale = { eventName: 'purchase', eventId: null, orderId: '1013' };
    const rows = judgeCase({ platform: 'ga4', browser: [browserEvent(sale), browserEvent({ ...sale, value: 84, documentId: 'D2', at: later })] });
    expect(rows.find(({ value }) => value === 84)?.verdict.sentence).toBe('GA4 drops this purchase: the ID “1013” stands on several orders: the platform keeps the earlier order and takes this one for a repeat.');
  });

  test('an event of another name is no copy with the shared ID, so it keeps no order in the place of one', () => {
    const rows = judgeCase({
      platform: 'reddit',
      browser: [browserEvent({ eventName: 'Purchase', pixelId: '222' }), browserEvent({ eventName: 'SignUp', at: NOON + 1 })],
      server: [serverEvent({ eventName: 'SIGN_UP' }), serverEvent({ eventName: 'SIGN_UP', value: 84, receivedAt: NOON + HOUR_MS, eventTime: NOON + HOUR_MS, deliveries: REJECTED })],
    });
    expect(rows.find((row) => row.eventName === 'SignUp')?.verdict.outcome).toBe('deduplicates');
  });

  test('a retry of the server event is the same order', () => {
    const row = judgeOne({ browser: [browserEvent()], server: [serverEvent(), serverEvent({ receivedAt: NOON + HOUR_MS, value: 130 })] });
    expect(row.verdict.outcome).toBe('deduplicates');
  });
});

test.each(['pending', 'unreachable'] as const)('two fires on one page with two IDs count twice whatever the server sends, also while the relay is %s', (state) => {
  const { verdict } = judgeOne({ relay: { ...SETTLED, state }, browser: [browserEvent({ eventId: 'a-77' }), browserEvent({ eventId: 'b-88', at: NOON + 2_000 })] });
  expect(verdict).toMatchObject({ outcome: 'double-counts', basis: 'inferred', counted: 2 });
});

describe('what only looks alike', () => {
  const alike = { browser: [browserEvent({ eventId: 'a-77' })], server: [serverEvent({ eventId: 'b-88' })] };

  test.each(['pending', 'unreachable'] as const)('is not shown as the server copy while the relay is %s: the true one may still be unseen', (state) => {
    const rows = judgeCase({ ...alike, relay: { ...SETTLED, state } });
    expect(rows.map((row) => [row.browser.length, row.server.length])).toEqual([[1, 0], [0, 1]]);
  });

  test('waits for the very request that the relay was not asked about yet', () => {
    const [fire] = alike.browser;
    expect(judgeCase({ ...alike, relay: { ...SETTLED, byCapture: { [fire?.captureId ?? '']: 'pending' } } })).toHaveLength(2);
  });

  test('is joined where the relay has settled, and where payloads of a file are all the evidence there is', () => {
    expect(judgeOne(alike)).toMatchObject({ joinedBy: 'similarity', verdict: { outcome: 'double-counts' } });
    expect(judgeOne({ ...alike, relay: ABSENT })).toMatchObject({ joinedBy: 'similarity', verdict: { outcome: 'double-counts' } });
  });
});

test('likeness to a server event that the platform refused joins nothing', () => {
  const rows = judgeCase({ browser: [browserEvent()], server: [serverEvent({ eventId: 'other-77', deliveries: REJECTED })] });
  expect(rows.map((row) => row.verdict.outcome).sort()).toEqual(['browser-only', 'lost']);
});
