import { expect, test } from 'vitest';
import { browserEvent, causesOf, HOUR_MS, judgeOne, NOON, serverEvent } from './builders.ts';

const userKeys = { fbp: ['fb.1.17.1'] };
const order = { eventId: null, orderId: '1013', userKeys };
const loaded = browserEvent(order);
const reloaded = browserEvent({ ...order, at: NOON + 60_000, documentId: 'D2' });

test("Meta's weaker rule merges the server event with one browser event: the second one counts", () => {
  const row = judgeOne({ browser: [loaded, reloaded], server: [serverEvent({ ...order, receivedAt: NOON + 120_000 })] });
  expect(row.verdict).toMatchObject({ outcome: 'double-counts', counted: 2 });
  expect(causesOf(row)).toContain('page-revisited');
});

test('each of two server events is merged, but no third browser event with them', () => {
  const server = [serverEvent({ ...order, receivedAt: NOON + 120_000 }), serverEvent({ ...order, receivedAt: NOON + HOUR_MS })];
  expect(judgeOne({ browser: [loaded, reloaded], server }).verdict).toMatchObject({ outcome: 'double-counts', counted: 2 });
});

test('a server event that merges by its ID is not merged by the weaker rule with a browser event that has none', () => {
  const row = judgeOne({ browser: [browserEvent({ ...order, eventId: 'e-1013' }), reloaded], server: [serverEvent({ ...order, eventId: 'e-1013', receivedAt: NOON + 120_000 })] });
  expect(row.verdict).toMatchObject({ outcome: 'double-counts', basis: 'documented', counted: 2 });
});

test('that one server event settles repeats of which nobody knows is our reading; what it came before is documented', () => {
  const twice = [browserEvent(), browserEvent({ at: NOON + 60_000, documentId: 'D2' })];
  const basisOf = (receivedAt: number) => judgeOne({ browser: twice, server: [serverEvent({ receivedAt })] }).verdict;
  expect(basisOf(NOON + 120_000)).toMatchObject({ outcome: 'deduplicates', counted: 1, basis: 'inferred' });
  expect(basisOf(NOON + 30_000)).toMatchObject({ outcome: 'deduplicates', counted: 1, basis: 'inferred' });
  expect(basisOf(NOON - 1_000)).toMatchObject({ outcome: 'deduplicates', counted: 1, basis: 'documented' });
});

test('a repeat of which nobody knows whether it counts is not settled by the weaker rule', () => {
  const twice = [browserEvent({ ...order, eventId: 'e-1013' }), browserEvent({ ...order, eventId: 'e-1013', at: NOON + 60_000, documentId: 'D2' })];
  const row = judgeOne({ browser: twice, server: [serverEvent({ ...order, receivedAt: NOON + 120_000 })] });
  expect(row.verdict).toMatchObject({ outcome: 'undetermined', counted: null });
});
