import { expect, test } from 'vitest';
import { browserEvent, judgeOne, NOON, serverEvent, SETTLED } from './builders.ts';

const FBP = { fbp: ['fb.1.1.2'] };
const bare = { eventId: null };

test('a pair that its ID merges needs no forecast', () => {
  expect(judgeOne({ browser: [browserEvent({ userKeys: FBP })], server: [serverEvent({ userKeys: FBP })] }).verdict.notes).toBeUndefined();
});

test('a pair without an ID is rescued by fbp where the browser came first, and is told how long that holds', () => {
  const { verdict } = judgeOne({ browser: [browserEvent({ ...bare, userKeys: FBP })], server: [serverEvent({ ...bare, userKeys: FBP })] });
  expect(verdict).toMatchObject({ outcome: 'deduplicates', basis: 'fallback', notes: [expect.stringContaining('Rescued by Browser ID (fbp) alone')] });
});

test('external_id rescues just as fbp does', () => {
  const userKeys = { external_id: ['a3f1'] };
  const { verdict } = judgeOne({ browser: [browserEvent({ ...bare, userKeys })], server: [serverEvent({ userKeys })] });
  expect(verdict.notes).toEqual([expect.stringContaining('Rescued by External ID alone')]);
});

test.each([
  ['the server came first', { ...bare, userKeys: FBP, receivedAt: NOON - 5_000 }, 'the values are equal, but it holds only where the browser event comes first'],
  ['the values differ', { ...bare, userKeys: { fbp: ['fb.1.1.9'] } }, 'the two sides carry different values'],
  ['the server sent none', bare, 'it needs the same value on both sides'],
  ['both sides carry an ID', { eventId: 'b-88', userKeys: FBP }, 'it holds only where one side carries no event ID'],
])('no rescue where %s', (_why, server, words) => {
  const browser = { ...('eventId' in server && server.eventId !== null ? { eventId: 'a-77' } : bare), orderId: '1013', userKeys: FBP };
  const { verdict } = judgeOne({ browser: [browserEvent(browser)], server: [serverEvent({ ...server, orderId: '1013' })] });
  expect(verdict.outcome).toBe('double-counts');
  expect(verdict.notes).toEqual([expect.stringContaining(words)]);
});

test('a browser event without an ID is told what could still merge the server event', () => {
  const waiting = { ...SETTLED, state: 'pending' as const };
  const { verdict } = judgeOne({ browser: [browserEvent({ ...bare, userKeys: FBP })], relay: waiting });
  expect(verdict.notes).toEqual(['The browser event carries no event ID: only a server event with the same fbp that comes after it, within 48 h, is merged.']);
});

test('a lone server event without an ID is told that the browser event of another order may have it dropped', () => {
  const lone = (fields: object) => judgeOne({ server: [serverEvent({ ...bare, userKeys: FBP, ...fields })] }).verdict;
  expect(lone({})).toMatchObject({ outcome: 'server-only', notes: ['The server event carries no event ID: Meta drops it where a browser event of this name with the same fbp came within 48 h before it, whatever its order.'] });
  expect(lone({ eventId: 'e-1' }).notes).toBeUndefined();
  expect(lone({ userKeys: {} }).notes).toBeUndefined();
});

test('other platforms document no such rule', () => {
  const { verdict } = judgeOne({ platform: 'tiktok', browser: [browserEvent({ ...bare, userKeys: FBP })], server: [serverEvent({ userKeys: FBP })] });
  expect(verdict.notes).toBeUndefined();
});

test('of a request that nobody could read nothing is foretold: it may carry an ID', () => {
  expect(judgeOne({ browser: [browserEvent({ ...bare, eventName: '', pixelId: '' })] }).verdict.notes).toBeUndefined();
});
