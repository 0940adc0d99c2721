import { expect, test } from 'vitest';
import { idLines } from '../../components/event-ids.ts';
import { browserEvent, conversion, fire, idComparison, serverEvent } from './builders.ts';

const lines = (...of: Parameters<typeof conversion>) =>
  idLines(conversion(...of)).map(({ side, runs, note }) => [side, runs.map(({ text, differs }) => (differs ? `[${text}]` : text)).join(''), note]);

test('equal IDs share one line', () => {
  expect(lines()).toEqual([['both', 'order-1013', null]]);
});

test('IDs that differ stand one over the other with what differs marked', () => {
  expect(lines({ verdict: { keys: [idComparison('order-1013', '1013')] } })).toEqual([
    ['browser', '[order-]1013', null],
    ['server', '1013', null],
  ]);
});

test('the ID that the rule compares is shown, not the event ID', () => {
  const keys = [{ key: 'pixelId' as const, browser: 'G-1', server: 'G-1', result: 'equal' as const, note: null }, idComparison('T-1', 'T-1', { key: 'orderId' })];
  expect(lines({ browser: [fire({ eventId: 'other' })], verdict: { keys } })).toEqual([['both', 'T-1', null]]);
});

test('IDs that cannot be compared are shown without marks', () => {
  const keys = [idComparison('a', 'b', { result: 'not-comparable' })];
  expect(lines({ verdict: { keys } })).toEqual([
    ['browser', 'a', null],
    ['server', 'b', null],
  ]);
});

test('without a comparison the event IDs are shown', () => {
  expect(lines({ server: [], verdict: { outcome: 'browser-only', keys: [] } })).toEqual([
    ['browser', 'order-1013', null],
    ['server', '', 'not sent'],
  ]);
});

test.each([
  ['pending', 'asking the relay'],
  ['undetermined', 'not known'],
  ['browser-only', 'not sent'],
] as const)('a %s conversion without a server event says "%s"', (outcome, note) => {
  expect(lines({ server: [], verdict: { outcome, keys: [] } })[1]).toEqual(['server', '', note]);
});

test('a relay that cannot be asked is never shown as "not sent"', () => {
  const causes = [{ id: 'relay-unreachable' as const, detail: 'the relay could not be asked' }];
  expect(lines({ server: [], verdict: { outcome: 'lost', keys: [], causes } })[1]).toEqual(['server', '', 'not known']);
});

test.each([
  [{ state: 'blocked', by: 'client' } as const, 'blocked by an extension'],
  [{ state: 'failed', error: 'net::ERR' } as const, 'request failed'],
  [{ state: 'delivered', status: 403 } as const, 'refused with status 403'],
])('an ID whose request was stopped is not shown: %o', (delivery, note) => {
  expect(lines({ browser: [fire({ delivery })] })[0]).toEqual(['browser', '', note]);
});

test('a mirror that got through counts as sent', () => {
  const stopped = fire({ delivery: { state: 'blocked', by: 'client' } }, [browserEvent({ mirror: 'gateway copy' })]);
  expect(lines({ browser: [stopped] })).toEqual([['both', 'order-1013', null]]);
});

test('a browser event in flight keeps its ID', () => {
  expect(lines({ browser: [fire({ delivery: { state: 'in-flight' } })], server: [], verdict: { outcome: 'pending', keys: [] } })[0]).toEqual(['browser', 'order-1013', null]);
});

test('an unreadable body is not shown as a missing ID', () => {
  const unread = fire({ eventId: null, issues: [{ code: 'body-unreadable', message: 'The body is a Blob.' }] });
  expect(lines({ browser: [unread], server: [], verdict: { outcome: 'undetermined', keys: [] } })[0]).toEqual(['browser', '', 'body unreadable']);
});

test('two browser fires with different IDs and no server event show both IDs', () => {
  const browser = [fire({ eventId: 'a-1' }), fire({ eventId: 'b-1' }), fire({ eventId: 'c-1' })];
  expect(lines({ browser, server: [], verdict: { outcome: 'double-counts', keys: [] } })).toEqual([
    ['browser', '[a]-1', null],
    ['browser', '[b]-1', 'and 1 more'],
  ]);
});

test('a server event without a browser event says that none was fired', () => {
  expect(lines({ browser: [], server: [serverEvent({ eventId: null })], verdict: { outcome: 'server-only', keys: [] } })).toEqual([
    ['browser', '', 'not fired'],
    ['server', '', 'no ID'],
  ]);
});

test('an ID that the platform rejected is no proof: the refusal stands in its place', () => {
  const deliveries = [{ attempt: 1, status: 400, accepted: false, message: 'expired token', evidence: 'observed' as const }];
  expect(lines({ server: [serverEvent({ deliveries })], verdict: { outcome: 'browser-only' } })).toEqual([
    ['browser', 'order-1013', null],
    ['server', '', 'rejected by the platform'],
  ]);
});
