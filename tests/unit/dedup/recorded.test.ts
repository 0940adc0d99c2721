import { expect, test } from 'vitest';
import type { ServerEvent } from '../../../lib/model/event.ts';
import type { RecordedSpan } from '../../../lib/model/recording.ts';
import { browserEvent, causesOf, judgeCase, judgeOne, NOON, REJECTED, serverEvent } from './builders.ts';

const MINUTE_MS = 60_000;
const since = (from: number): RecordedSpan[] => [{ from, to: null }];
const receivedAt = (at: number, fields: Partial<ServerEvent> = {}) => serverEvent({ receivedAt: at, eventTime: at, ...fields });
const outcomeOf = (recorded: RecordedSpan[] | null, ...server: ServerEvent[]) => judgeOne({ recorded, server }).verdict.outcome;

test('a server event from before the recording leaves open whether the browser sent one, too', () => {
  const row = judgeOne({ recorded: since(NOON), server: [receivedAt(NOON - 9 * MINUTE_MS)] });
  expect(row.verdict).toMatchObject({ outcome: 'undetermined', counted: null, atStake: null });
  expect(causesOf(row)).toEqual(['capture-late']);
  expect(row.verdict.sentence).toBe('Nobody can say yet what Meta will count: a browser event may have gone unseen, since recording began 9 min after the server event.');
});

test('so does one of the first moments, whose browser event comes a little earlier', () => {
  expect([0, 4_000, 6_000].map((ms) => outcomeOf(since(NOON), receivedAt(NOON + ms)))).toEqual(['undetermined', 'undetermined', 'server-only']);
});

test('a delayed server event is held against the time at which it happened', () => {
  const late = receivedAt(NOON + MINUTE_MS, { eventTime: NOON - MINUTE_MS });
  expect(outcomeOf(since(NOON), late)).toBe('undetermined');
  expect(outcomeOf(since(NOON - 2 * MINUTE_MS), late)).toBe('server-only');
});

test('a time that cannot be true is not believed', () => {
  const inSeconds = receivedAt(NOON + MINUTE_MS, { eventTime: NOON / 1000 });
  const ahead = receivedAt(NOON - MINUTE_MS, { eventTime: NOON + MINUTE_MS });
  expect([inSeconds, ahead].map((event) => outcomeOf(since(NOON), event))).toEqual(['server-only', 'undetermined']);
});

test('where nobody says since when it was recorded, nothing changes', () => {
  expect(outcomeOf(null, receivedAt(NOON))).toBe('server-only');
});

test('what fell into a pause of the recording is as open as what came before it', () => {
  const recorded = [{ from: NOON - 60 * MINUTE_MS, to: NOON }, { from: NOON + 10 * MINUTE_MS, to: null }];
  const at = (minutes: number) => outcomeOf(recorded, receivedAt(NOON + minutes * MINUTE_MS));
  expect([-30, 5, 15].map(at)).toEqual(['server-only', 'undetermined', 'server-only']);
});

test('a recording that never ran has seen nothing', () => {
  const row = judgeOne({ recorded: [], server: [receivedAt(NOON)] });
  expect(row.verdict.causes).toEqual([{ id: 'capture-late', detail: 'a browser event may have gone unseen, since nothing was recorded at the time of the server event' }]);
});

test('of what the platform refused nobody can say that it is lost', () => {
  expect(outcomeOf(since(NOON), receivedAt(NOON - MINUTE_MS, { deliveries: REJECTED }))).toBe('undetermined');
});

test('a browser event that was seen speaks for itself', () => {
  const server = [receivedAt(NOON - MINUTE_MS)];
  const blocked = browserEvent({ at: NOON, delivery: { state: 'blocked', by: 'client' } });
  expect(judgeOne({ recorded: since(NOON), browser: [browserEvent({ at: NOON })], server }).verdict.outcome).toBe('deduplicates');
  expect(judgeOne({ recorded: since(NOON), browser: [blocked], server }).verdict.outcome).toBe('server-only');
});

test('two server events that do not merge count twice, whatever the browser sent', () => {
  const server = [receivedAt(NOON - MINUTE_MS, { orderId: '1013' }), receivedAt(NOON - MINUTE_MS, { orderId: '1013', eventId: 'other' })];
  expect(judgeCase({ recorded: since(NOON), server }).map(({ verdict }) => verdict.outcome)).toEqual(['double-counts']);
});
