import { describe, expect, test } from 'vitest';
import { Engine } from '../../../lib/dedup/engine.ts';
import type { BrowserEvent, ServerEvent } from '../../../lib/model/event.ts';
import { browserEvent, causesOf, contextOf, HOUR_MS, judgeCase, NOON, serverEvent } from './builders.ts';

const user = { userKeys: { fbp: ['fb.1.17.1'] } };
const bare = { ...user, eventId: null };
const blocked = { delivery: { state: 'blocked', by: 'client' } } as const;
const first = { browser: browserEvent({ ...bare, orderId: '1' }), server: serverEvent({ ...bare, orderId: '1' }) };
const second = (fields: Partial<ServerEvent> = {}) => serverEvent({ ...bare, orderId: '2', value: 59, receivedAt: NOON + HOUR_MS, eventTime: NOON + HOUR_MS, ...fields });
const outcomesOf = (browser: BrowserEvent[], server: ServerEvent[]) => judgeCase({ browser, server }).map(({ verdict }) => verdict.outcome).sort();

describe("Meta's fallback by the user", () => {
  test("drops another order's server event whose own browser event never came", () => {
    const unsent = browserEvent({ ...bare, ...blocked, orderId: '2', value: 59, at: NOON + HOUR_MS, documentId: 'D2' });
    const row = judgeCase({ browser: [first.browser, unsent], server: [first.server, second()] }).find(({ orderId }) => orderId === '2');
    expect(row?.verdict).toMatchObject({ outcome: 'swallowed', basis: 'fallback', counted: 0, expected: 1, atStake: -59 });
    expect(row?.verdict.sentence).toBe("Meta drops this Purchase: neither side sends an event ID, so Meta goes by Browser ID (fbp) alone and takes this one for a copy of the browser's event of order 1, 60 min before.");
    expect(row?.verdict.keys.map(({ key, result }) => [key, result])).toEqual([['pixelId', 'equal'], ['eventName', 'equal'], ['fbp', 'equal'], ['window', 'equal']]);
    expect(row && causesOf(row)).toEqual(['id-missing-browser', 'blocked-client']);
  });

  test('drops it where either side alone lacks the ID', () => {
    expect(outcomesOf([first.browser], [first.server, second({ eventId: 's-2' })])).toEqual(['deduplicates', 'swallowed']);
    const named = { browser: browserEvent({ ...user, orderId: '1' }), server: serverEvent({ ...user, orderId: '1' }) };
    expect(outcomesOf([named.browser], [named.server, second()])).toEqual(['deduplicates', 'swallowed']);
    expect(outcomesOf([named.browser], [named.server, second({ eventId: 's-2' })])).toEqual(['deduplicates', 'server-only']);
  });

  test('takes what one person bought at one time for one amount for one sale, whatever each side names its order', () => {
    const rows = judgeCase({ browser: [browserEvent({ ...bare, orderId: '88231' })], server: [serverEvent({ ...bare, orderId: '1013' })] });
    expect(rows.map(({ joinedBy, verdict: { outcome, basis, counted } }) => [joinedBy, outcome, basis, counted])).toEqual([['user-key', 'deduplicates', 'fallback', 1]]);
    expect(rows[0]?.verdict.notes).toContain('The browser names the order “88231”, the server “1013”: one person, one amount and one time say that it is one order. If they are two, one of them is not counted.');
  });

  test('claims no amount that one side does not carry', () => {
    const [row] = judgeCase({ browser: [browserEvent({ ...bare, orderId: '88231' })], server: [serverEvent({ ...bare, orderId: '1013', value: null, currency: null })] });
    expect(row?.verdict.notes).toContain('The browser names the order “88231”, the server “1013”: one person and one time say that it is one order. If they are two, one of them is not counted.');
  });

  test('drops what came of another order at the very time of a browser event', () => {
    const late = second({ value: 129.5, receivedAt: NOON, eventTime: NOON - 17 * HOUR_MS });
    expect(outcomesOf([first.browser], [first.server, late])).toEqual(['deduplicates', 'swallowed']);
  });

  test('knows another order by its amount at another time, too', () => {
    expect(outcomesOf([browserEvent(bare)], [serverEvent(bare), second({ orderId: null })])).toEqual(['deduplicates', 'swallowed']);
  });

  test.each<[string, Partial<ServerEvent>]>([
    ['later than its window', { receivedAt: NOON + 49 * HOUR_MS }],
    ['before the browser event', { receivedAt: NOON - HOUR_MS }],
    ['of another person', { userKeys: { fbp: ['fb.1.17.2'] } }],
    ['under another name', { eventName: 'Lead' }],
    ['under another pixel', { pixelId: '222' }],
    ['that may be a third copy of the same sale', { orderId: null, value: 129.5 }],
  ])('drops none %s', (_which, fields) => {
    expect(outcomesOf([first.browser], [first.server, second(fields)])).toEqual(['deduplicates', 'server-only']);
  });

  test('drops none for the sake of a browser event that never came', () => {
    expect(outcomesOf([{ ...first.browser, ...blocked }], [second()])).toEqual(['lost', 'server-only']);
  });

  test('drops none of an order whose own browser event came: that counts', () => {
    const own = browserEvent({ ...bare, orderId: '2', value: 59, at: NOON + HOUR_MS - 1_000, documentId: 'D2' });
    expect(outcomesOf([first.browser, own], [first.server, second()])).toEqual(['deduplicates', 'deduplicates']);
  });

  test('drops none by a user key that stands on everything', () => {
    const orders = Array.from({ length: 70 }, (_, index) => browserEvent({ ...bare, orderId: `o-${index}`, documentId: `D${index}` }));
    expect(outcomesOf(orders, [second()]).filter((outcome) => outcome !== 'browser-only')).toEqual(['server-only']);
  });
});

test('whatever comes first, and whatever goes again, the rows are those of a replay', () => {
  const engine = new Engine(contextOf('meta'));
  const rows = new Set<string>();
  const outcome = ({ conversion: { orderId, verdict } }: { conversion: { orderId: string | null; verdict: { outcome: string } } }) => `${orderId} ${verdict.outcome}`;
  const step = (browser: { removed: BrowserEvent[]; added: BrowserEvent[] }, server: ServerEvent[]) => {
    const { removed, added } = engine.update(browser, { removed: [], added: server });
    for (const row of removed) rows.delete(outcome(row));
    for (const row of added) rows.add(outcome(row));
    return [...rows].sort();
  };
  expect(step({ removed: [], added: [] }, [second()])).toEqual(['2 server-only']);
  expect(step({ removed: [], added: [first.browser] }, [first.server])).toEqual(['1 deduplicates', '2 swallowed']);
  expect(step({ removed: [first.browser], added: [] }, [])).toEqual(['1 server-only', '2 server-only']);
});
