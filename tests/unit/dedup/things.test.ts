import { describe, expect, test } from 'vitest';
import type { BrowserEvent, ServerEvent } from '../../../lib/model/event.ts';
import { browserEvent, causesOf, HOUR_MS, judgeCase, judgeOne, NOON, REJECTED, serverEvent } from './builders.ts';

const NOTHING = { value: null, currency: null };
const rowsOf = (rows: ReturnType<typeof judgeCase>) => rows.map((row) => [row.eventName, row.verdict.outcome, row.verdict.counted, ...causesOf(row)]);

describe('Snap, whose documentation does not say whether names are compared', () => {
  const fired = (eventName: string, fields: Partial<BrowserEvent> = {}) => browserEvent({ eventName, ...(eventName === 'PAGE_VIEW' ? NOTHING : {}), ...fields });
  const received = (eventName: string, fields: Partial<ServerEvent> = {}) => serverEvent({ eventName, ...(eventName === 'PAGE_VIEW' ? NOTHING : {}), ...fields });
  const judge = (browser: BrowserEvent[], server: ServerEvent[] = []) => rowsOf(judgeCase({ platform: 'snapchat', browser, server }));

  test('a purchase with the ID of a page view has a row of its own, and may be dropped', () => {
    const browser = [fired('PAGE_VIEW'), fired('PURCHASE', { at: NOON + 1_000 })];
    const server = [received('PAGE_VIEW', { receivedAt: NOON + 1_500 }), received('PURCHASE', { receivedAt: NOON + 2_000 })];
    const rows = judgeCase({ platform: 'snapchat', browser, server });
    expect(rowsOf(rows)).toEqual([
      ['PAGE_VIEW', 'deduplicates', 1, 'id-constant'],
      ['PURCHASE', 'undetermined', null, 'rule-undocumented', 'id-constant'],
    ]);
    expect(rows[1]?.verdict.sentence).toBe('Nobody can say yet what Snapchat will count: the ID “e-1013” came before on “PAGE_VIEW”, and the documentation does not say whether that makes this one a repeat.');
    expect(rows[0]?.verdict.causes[0]?.detail).toBe('the ID “e-1013” stands on several events: the platform may drop those that come after this one');
  });

  test('so has one whose page view the browser alone sent', () => {
    expect(judge([fired('PAGE_VIEW'), fired('PURCHASE', { at: NOON + 1_000 })], [received('PURCHASE', { receivedAt: NOON + 2_000 })])).toEqual([
      ['PAGE_VIEW', 'browser-only', 1, 'id-constant'],
      ['PURCHASE', 'undetermined', null, 'rule-undocumented', 'id-constant'],
    ]);
  });

  test('after the window the ID is free again', () => {
    expect(judge([fired('PAGE_VIEW', { at: NOON - 49 * HOUR_MS }), fired('PURCHASE')])).toEqual([
      ['PAGE_VIEW', 'browser-only', 1, 'id-constant'],
      ['PURCHASE', 'browser-only', 1, 'id-constant'],
    ]);
  });

  test('repeats of one name stay one event', () => {
    expect(judge([fired('PAGE_VIEW'), fired('PAGE_VIEW', { at: NOON + 4_000 })])).toEqual([['PAGE_VIEW', 'undetermined', null, 'rule-undocumented', 'fired-twice']]);
  });

  test('one event that has another name on the server counts once under each', () => {
    const { verdict, browser, server, joinedBy } = judgeOne({ platform: 'snapchat', browser: [fired('PURCHASE')], server: [received('CUSTOM_EVENT_1')] });
    expect(verdict).toMatchObject({ outcome: 'double-counts', basis: 'inferred', counted: 2 });
    expect(verdict.causes.map(({ id }) => id)).toEqual(['name-differs']);
    expect([browser.length, server.length, joinedBy]).toEqual([1, 1, 'event-id']);
  });

  test('a step before the sale is no copy of it, whichever side it is of, and may be dropped', () => {
    expect(judge([fired('PURCHASE')], [received('ADD_CART')])).toEqual([
      ['PURCHASE', 'browser-only', 1, 'id-constant'],
      ['ADD_CART', 'undetermined', null, 'rule-undocumented', 'id-constant'],
    ]);
  });

  test('nor is an event of another order', () => {
    expect(judge([fired('PURCHASE', { orderId: '1013' })], [received('CUSTOM_EVENT_1', { orderId: '2077' })]).map(([, outcome]) => outcome)).toEqual(['browser-only', 'undetermined']);
  });
});

describe('LinkedIn, whose conversion rules are each side’s own', () => {
  const fired = (action: string | null, fields: Partial<BrowserEvent> = {}) => browserEvent({ eventName: action === null ? 'page_view' : 'conversion', pixelId: '5512345', action, ...fields });
  const received = (action: string, fields: Partial<ServerEvent> = {}) => serverEvent({ eventName: 'conversion', pixelId: action, action, orderId: null, ...fields });
  const judge = (browser: BrowserEvent[], server: ServerEvent[]) => judgeCase({ platform: 'linkedin', browser, server });

  test('two rules with one ID are two events, of which the second may be a repeat', () => {
    const browser = [fired('111', NOTHING), fired('222', { at: NOON + 1_000 })];
    const rows = judge(browser, [received('333', { ...NOTHING, receivedAt: NOON + 2_000 }), received('444', { receivedAt: NOON + 2_500 })]);
    expect(rowsOf(rows)).toEqual([
      ['conversion', 'deduplicates', 1, 'id-constant'],
      ['conversion', 'undetermined', null, 'rule-undocumented', 'id-constant'],
    ]);
    expect(rows.map(({ browser, server }) => [...browser.map(({ event }) => event.action), ...server.map(({ action }) => action)])).toEqual([['111', '333'], ['222', '444']]);
  });

  test('one copy of the server belongs to the first of two rules of one order, which is kept', () => {
    const rows = judge([fired('111'), fired('222', { at: NOON + 1_000 })], [received('333', { receivedAt: NOON + 1_500 })]);
    expect(rows.map(({ server, verdict }) => [server.length, verdict.outcome])).toEqual([[1, 'deduplicates'], [0, 'undetermined']]);
  });

  test('and to the nearest of two that are hours apart', () => {
    const rows = judge([fired('111'), fired('222', { at: NOON + 2 * HOUR_MS })], [received('333', { receivedAt: NOON + 2 * HOUR_MS + 1_000 })]);
    expect(rows.map(({ server, verdict }) => [server.length, verdict.outcome])).toEqual([[0, 'browser-only'], [1, 'undetermined']]);
  });

  test('whichever side came first', () => {
    const rows = judge([fired('111', NOTHING), fired('222', { at: NOON + 1_000 })], [received('444', { receivedAt: NOON - 1_000 })]);
    expect(rowsOf(rows).map(([, outcome]) => outcome).sort()).toEqual(['deduplicates', 'undetermined']);
  });

  test('a rule of its own on each side is what LinkedIn asks for', () => {
    expect(rowsOf(judge([fired('111')], [received('333')]))).toEqual([['conversion', 'deduplicates', 1]]);
  });

  test('of the server’s two rules LinkedIn discards both for the one of the browser', () => {
    expect(rowsOf(judge([fired('111')], [received('333'), received('444', { receivedAt: NOON + 2_000 })])).map((row) => row.slice(0, 3))).toEqual([['conversion', 'deduplicates', 1]]);
  });

  test('a page view that carries the ID is no second rule', () => {
    expect(judge([fired(null, NOTHING), fired('222', { at: NOON + 1_000 })], [])).toHaveLength(1);
  });
});

describe('copies of an order are known by its ID and their name', () => {
  const membersOf = (rows: ReturnType<typeof judgeCase>) => rows.map(({ browser, server, verdict }) => [...browser.map(({ event }) => event.eventName), ...server.map(({ eventName }) => eventName), verdict.outcome]);

  test('an event of another name that was blocked does not stand between them', () => {
    const browser = [browserEvent({ orderId: '1013', eventName: 'SIGN_UP', delivery: { state: 'blocked', by: 'client' } }), browserEvent({ orderId: '1013', eventName: 'PURCHASE', eventId: 'another', at: NOON + 60_000 })];
    const server = [serverEvent({ orderId: '1013', eventName: 'PURCHASE' })];
    expect(membersOf(judgeCase({ platform: 'snapchat', browser, server }))).toEqual([['SIGN_UP', 'lost'], ['PURCHASE', 'PURCHASE', 'deduplicates']]);
  });

  test('nor does one that the platform refused', () => {
    const server = [serverEvent({ orderId: '1013', eventName: 'SIGN_UP', eventId: 'e-2', deliveries: REJECTED }), serverEvent({ orderId: '1013', eventName: 'PURCHASE', eventId: 'e-2', receivedAt: NOON + 60_000 })];
    expect(membersOf(judgeCase({ platform: 'snapchat', browser: [browserEvent({ orderId: '1013', eventName: 'PURCHASE', eventId: null })], server }))).toEqual([['PURCHASE', 'PURCHASE', 'deduplicates'], ['SIGN_UP', 'lost']]);
  });
});
