import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Capture } from '../../../lib/model/capture.ts';
import type { LogEntry, LoggedEntry } from '../../../lib/model/log.ts';
import { DEFAULT_SETTINGS } from '../../../lib/model/settings.ts';
import { createProjector } from '../../../lib/session/projector.ts';
import { serverEvent, NOON } from '../dedup/builders.ts';

const PIXEL = '1234567890123456';

function capture(fields: Partial<Capture> & { id: string }, query = 'ev=Purchase&eid=e-1013'): Capture {
  return {
    seenBy: ['web-request'],
    tabId: 7,
    documentId: 'D1',
    frame: 'top',
    pageUrl: 'https://shop.test/thank-you',
    initiator: 'https://shop.test',
    startedAt: NOON,
    method: 'GET',
    url: `https://www.facebook.com/tr/?id=${PIXEL}&${query}&cd[value]=129.5&cd[currency]=EUR`,
    contentType: null,
    body: { kind: 'none' },
    delivery: { state: 'in-flight' },
    ...fields,
  };
}

const delivered = (captureId: string): LogEntry => ({ kind: 'delivery', at: NOON, captureId, delivery: { state: 'delivered', status: 200 } });
const settled = (captureId: string): LogEntry => ({ kind: 'relay-answer', at: NOON, states: { [captureId]: 'settled' }, coverage: [{ platform: 'meta', pixelId: PIXEL, from: 0, to: NOON * 2, gaps: [] }] });

function numbered(entries: readonly LogEntry[]): LoggedEntry[] {
  return entries.map((entry, index) => ({ seq: index + 1, entry }));
}

function replay(entries: readonly LogEntry[]) {
  const projector = createProjector(DEFAULT_SETTINGS);
  projector.apply(numbered(entries));
  return projector.project();
}

describe('a projection of the log', () => {
  test('a conversion ripens from pending to its verdict as the log grows', () => {
    const projector = createProjector(DEFAULT_SETTINGS);
    const steps: [LogEntry, string][] = [
      [{ kind: 'capture', at: NOON, capture: capture({ id: 'c1' }) }, 'pending'],
      [delivered('c1'), 'undetermined'],
      [{ kind: 'relay-answer', at: NOON, states: { c1: 'pending' }, coverage: [] }, 'pending'],
      [settled('c1'), 'browser-only'],
      [{ kind: 'server-event', at: NOON, event: serverEvent({ pixelId: PIXEL }) }, 'deduplicates'],
    ];
    for (const [index, [entry, outcome]] of steps.entries()) {
      projector.apply([{ seq: index + 1, entry }]);
      expect(projector.project().conversions.map((row) => row.verdict.outcome)).toEqual([outcome]);
    }
  });

  test('a row keeps its ID while copies join it, whatever their IDs are', () => {
    const first: LogEntry = { kind: 'capture', at: NOON, capture: capture({ id: 'c5', delivery: { state: 'delivered', status: 200 } }) };
    const [alone] = replay([first]).conversions;
    const [joined] = replay([first, { kind: 'server-event', at: NOON, event: serverEvent({ id: '0-earlier', pixelId: PIXEL, receivedAt: NOON - 500 }) }]).conversions;
    expect(joined?.verdict.outcome).toBe('deduplicates');
    expect(joined?.id).toBe(alone?.id);
  });

  test('a body that arrives later turns an unreadable row into an event', () => {
    const pending = capture({ id: 'c1', method: 'POST', url: 'https://www.facebook.com/tr/', body: { kind: 'pending', reason: 'Blob' }, delivery: { state: 'delivered', status: 200 } });
    const first: LogEntry = { kind: 'capture', at: NOON, capture: pending };
    expect(replay([first]).conversions[0]?.verdict.causes[0]?.id).toBe('body-unreadable');
    expect(replay([first]).health.unreadableBodies).toBe(1);
    const body: LogEntry = { kind: 'body', at: NOON, captureId: 'c1', seenBy: 'page-hook', body: { kind: 'text', text: `id=${PIXEL}&ev=Purchase&eid=e-1` } };
    const [row] = replay([first, body]).conversions;
    expect(row).toMatchObject({ eventName: 'Purchase', pixelId: PIXEL });
  });

  test('a relay that answers without covering the pixel proves nothing', () => {
    const answer: LogEntry = { kind: 'relay-answer', at: NOON, states: { c1: 'settled' }, coverage: [] };
    const [row] = replay([{ kind: 'capture', at: NOON, capture: capture({ id: 'c1' }) }, delivered('c1'), answer]).conversions;
    expect(row?.verdict.outcome).toBe('undetermined');
    expect(row?.verdict.causes[0]?.id).toBe('relay-gap');
  });

  test('updates without their capture are ignored', () => {
    expect(replay([delivered('gone'), settled('gone')]).conversions).toEqual([]);
  });

  test('a reload is a visit of its own, an iframe belongs to the page that holds it', () => {
    const projection = replay([
      { kind: 'capture', at: NOON, capture: capture({ id: 'c1' }) },
      { kind: 'capture', at: NOON, capture: capture({ id: 'c2', documentId: 'F1', frame: 'sub', startedAt: NOON + 10 }, 'ev=Lead&eid=l-1') },
      { kind: 'capture', at: NOON, capture: capture({ id: 'c3', documentId: 'D2', startedAt: NOON + 9_000 }, 'ev=Contact&eid=k-1') },
    ]);
    expect(projection.visits.map((visit) => visit.conversions.map((row) => row.eventName))).toEqual([['Contact'], ['Lead', 'Purchase']]);
  });

  test('a stranger that a look-up brought back makes no row, but another order under the same ID still swallows', () => {
    const own = capture({ id: 'c1', delivery: { state: 'delivered', status: 200 } }, 'ev=Purchase&eid=purchase&cd[order_id]=1010');
    const stranger = serverEvent({ eventId: 'purchase', orderId: '1009', pixelId: PIXEL, receivedAt: NOON - 60_000 });
    const twin = serverEvent({ eventId: 'purchase', orderId: '1010', pixelId: PIXEL });
    const { conversions } = replay([
      { kind: 'capture', at: NOON, capture: own },
      settled('c1'),
      { kind: 'server-event', at: NOON, event: stranger, lookedUp: true },
      { kind: 'server-event', at: NOON, event: twin, lookedUp: true },
    ]);
    expect(conversions.map((row) => [row.orderId, row.verdict.outcome])).toEqual([['1010', 'swallowed']]);
  });

  test('a user rule for a first-party host decodes what was recorded before', () => {
    const own: LogEntry = { kind: 'capture', at: NOON, capture: capture({ id: 'c1', url: 'https://metrics.shop.test/collect/x?v=2&tid=G-1&en=purchase&ep.transaction_id=9' }) };
    const projector = createProjector(DEFAULT_SETTINGS);
    projector.apply(numbered([own]));
    projector.configure({ ...DEFAULT_SETTINGS, firstParty: [{ host: 'metrics.shop.test', platform: 'ga4' }] });
    expect(projector.project().conversions.map((row) => row.platform)).toEqual(['ga4']);
  });

  test('following the log entry by entry equals replaying it', () => {
    const captureIds = ['c1', 'c2', 'c3'];
    const entry: fc.Arbitrary<LogEntry> = fc.oneof(
      fc.record({ id: fc.constantFrom(...captureIds), eid: fc.constantFrom('e-1', 'e-2', ''), at: fc.nat(9_000) }).map(({ id, eid, at }): LogEntry => ({ kind: 'capture', at: NOON, capture: capture({ id, startedAt: NOON + at }, `ev=Purchase&eid=${eid}`) })),
      fc.constantFrom(...captureIds).map(delivered),
      fc.constantFrom(...captureIds).map(settled),
      fc.record({ id: fc.constantFrom('s1', 's2'), eventId: fc.constantFrom('e-1', 'e-2', null) }).map(({ id, eventId }): LogEntry => ({ kind: 'server-event', at: NOON, event: serverEvent({ id, eventId, pixelId: PIXEL }) })),
    );
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 25 }), (entries) => {
        const follower = createProjector(DEFAULT_SETTINGS);
        for (const one of numbered(entries)) {
          follower.apply([one]);
          follower.project();
        }
        expect(follower.project()).toEqual(replay(entries));
      }),
    );
  });
});
