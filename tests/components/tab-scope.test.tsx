import { expect, test } from 'vitest';
import { narrowTo } from '../../entrypoints/panel/tab-scope.ts';
import { conversion, doubleCount, projection, visit } from './builders.ts';

test('an export of one tab has that tab alone, and totals of its own', () => {
  const all = projection([visit([doubleCount({ id: 'a' })]), visit([conversion({ id: 'b' })], { id: 'v2', tabId: 8 })]);
  const { visits, conversions, totals } = narrowTo(all, ({ tabId }) => tabId === 7);
  expect(visits.map(({ id }) => id)).toEqual(['v1']);
  expect(conversions.map(({ id }) => id)).toEqual(['a']);
  expect(totals).toMatchObject({ counted: 2, expected: 1, byOutcome: { 'double-counts': 1 } });
});
