import { describe, expect, test } from 'vitest';
import type { JudgedConversion } from '../../../lib/model/verdict.ts';
import { judgeWhatIf } from '../../../lib/dedup/what-if.ts';
import { browserEvent, causesOf, contextOf, HOUR_MS, judgeCase, NOON } from './builders.ts';

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
