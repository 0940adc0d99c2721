import { expect, test } from 'vitest';
import type { Cluster } from '../../../lib/dedup/cluster.ts';
import { MEETING_WINDOW_MS, Meetings } from '../../../lib/dedup/meetings.ts';
import { browserEvent, NOON, serverEvent } from './builders.ts';

const pair = (at: number, value: number | null = 10): Cluster => ({ browser: [{ event: browserEvent({ at, value }), mirrors: [], sent: true }], server: [serverEvent({ receivedAt: at, value })], joinedBy: 'rule', shared: [] });
const lone = (at: number, value: number | null = 10): Cluster => ({ browser: [], server: [serverEvent({ receivedAt: at, value })], joinedBy: null, shared: [] });

test('pairs for as much money within the window meet a sale of one side alone, whoever comes first', () => {
  const meetings = new Meetings();
  const [near, edge, far, dearer] = [pair(NOON), pair(NOON + MEETING_WINDOW_MS), pair(NOON + 3 * MEETING_WINDOW_MS), pair(NOON, 11)];
  expect([near, edge, far, dearer].map((cluster) => meetings.enter(cluster))).toEqual([null, null, null, null]);
  expect(new Set(meetings.enter(lone(NOON)))).toEqual(new Set([near, edge]));
  expect(meetings.enter(pair(NOON + 1))).toEqual([]);
});

test('who is kept can leave, and is met no more', () => {
  const meetings = new Meetings();
  const [kept, gone] = [pair(NOON), pair(NOON)];
  for (const cluster of [kept, gone]) meetings.enter(cluster);
  expect(meetings.leave(gone)).toBe(true);
  expect([...(meetings.enter(lone(NOON)) ?? [])]).toEqual([kept]);
  expect(meetings.leave(kept)).toBe(false);
});

test('without an amount nobody meets anybody', () => {
  const meetings = new Meetings();
  expect([meetings.enter(lone(NOON, null)), meetings.enter(pair(NOON, null)), meetings.leave(pair(NOON, null))]).toEqual([null, null, true]);
});
