import { describe, expect, test } from 'vitest';
import type { JudgedConversion } from '../../../lib/model/verdict.ts';
import { judgeWhatIf } from '../../../lib/dedup/what-if.ts';
import { browserEvent, causesOf, contextOf, HOUR_MS, judgeCase, NOON, serverEvent } from './builders.ts';

const sale = (hours: number) => browserEvent({ eventName: 'order_created', eventId: 'A', value: 10 + hours, at: NOON + hours * HOUR_MS, documentId: `D${hours}` });
const rowsAt = (...hours: number[]) => judgeCase({ platform: 'openai', browser: hours.map(sale) });
const outcomesOf = (rows: readonly JudgedConversion[]) => rows.map(({ verdict }) => verdict.outcome);

describe('one ID on several orders, where no window is documented', () => {
  test('swallows the later one as long as the window is taken to run', () => {
    expect(outcomesOf(rowsAt(0, 24))).toEqual(['browser-only', 'swallowed']);
  });

  test('leaves it open after that', () => {
    const rows = rowsAt(0, 25);
    expect(rows.map(({ verdict }) => [verdict.outcome, verdict.counted, verdict.basis])).toEqual([['browser-only', 1, 'documented'], ['undetermined', null, 'inferred']]);
    expect(rows.map(causesOf)).toEqual([['id-constant'], ['rule-undocumented', 'id-constant']]);
  });

  test('takes the open one for the keeper of what follows it', () => {
    expect(outcomesOf(rowsAt(0, 25, 26, 50))).toEqual(['browser-only', 'undetermined', 'swallowed', 'undetermined']);
  });

  test('leaves it open, too, while another copy of it is on its way', () => {
    const L = { eventName: 'conversion', pixelId: '5512345', action: '111' };
    const flying = browserEvent({ ...L, eventId: 'A', orderId: '2', value: 20, delivery: { state: 'in-flight' }, at: NOON + 1 });
    const late = browserEvent({ ...L, eventId: 'B', orderId: '2', value: 20, at: NOON + 25 * HOUR_MS });
    const server = [serverEvent({ ...L, eventId: 'B', orderId: '1', value: 10 }), serverEvent({ ...L, eventId: 'B', orderId: '2', value: 20, receivedAt: NOON + 25 * HOUR_MS })];
    const rows = judgeCase({ platform: 'linkedin', browser: [browserEvent({ ...L, eventId: 'A', orderId: '1', value: 10 }), flying, late], server });
    expect(rows.find(({ orderId }) => orderId === '2')?.verdict).toMatchObject({ outcome: 'undetermined', counted: null });
  });

  test('is decided where a window is imagined', () => {
    const [, late] = rowsAt(0, 25);
    const outcomes = [24, 26].map((hours) => late && judgeWhatIf(contextOf('openai'), late, { windowMs: hours * HOUR_MS }).outcome);
    expect(outcomes).toEqual(['browser-only', 'swallowed']);
  });
});

test('where the window is documented, its end is known', () => {
  const rows = judgeCase({ platform: 'tiktok', browser: [0, 49].map((hours) => browserEvent({ ...sale(hours), eventName: 'Purchase' })) });
  expect(outcomesOf(rows)).toEqual(['browser-only', 'browser-only']);
});
