import { expect, test } from 'vitest';
import { HEAD, movePlace, nearestKept } from '../../components/panel/grid-place.ts';
import { rowIndexOf } from '../../components/panel/grid-rows.ts';
import { gridRows } from '../../components/panel/row-list.ts';
import { conversion, visit } from './builders.ts';

const rowsOf = (...visits: readonly string[][]) => gridRows(visits.map((ids, index) => visit(ids.map((id) => conversion({ id })), { id: `v${index}` })));
const rows = rowsOf(['a', 'b'], ['c']);
/** A narrow list: the third column is not shown, and of the heads the second is not either. */
const reach = { rows, page: 10, columns: [0, 1, 3], heads: [0, 3] };
const press = (row: string, column: number | null, key: string, ctrlKey = false) => movePlace(reach, { row, column }, rowIndexOf(rows, row), { key, ctrlKey });

test.each([
  ['a', 1, 'ArrowRight', { row: 'a', column: 3 }],
  ['a', 3, 'ArrowRight', { row: 'a', column: 3 }],
  ['a', 3, 'ArrowLeft', { row: 'a', column: 1 }],
  ['a', 0, 'End', { row: 'a', column: 3 }],
  ['a', 1, 'ArrowUp', { row: HEAD, column: 0 }],
  [HEAD, 0, 'ArrowRight', { row: HEAD, column: 3 }],
  [HEAD, 0, 'ArrowLeft', { row: HEAD, column: 0 }],
  [HEAD, 3, 'ArrowUp', null],
] as const)('columns that are not in view are stepped over: %s %s %s', (row, column, key, wanted) => {
  expect(press(row, column, key)).toEqual(wanted);
});

test('with Ctrl, Home and End go through the list out of a cell, and other keys mean nothing', () => {
  expect([press('b', 1, 'Home', true), press('a', null, 'End', true), press('b', null, 'ArrowUp', true)]).toEqual([{ row: 'a', column: 1 }, { row: 'c', column: null }, null]);
  expect(press(HEAD, 3, 'End', true)).toEqual({ row: 'c', column: null });
});

test.each([
  ['the next one below', 'b', rowsOf(['a'], ['c']), 'c'],
  ['else the next one above', 'c', rowsOf(['x', 'a', 'b']), 'b'],
  ['the row itself where it is still there', 'b', rowsOf(['b'], ['c']), 'b'],
  ['the first where all are new', 'b', rowsOf(['x', 'y']), 'x'],
])('a row that goes away hands over to %s', (_which, from, now, wanted) => {
  expect(now[nearestKept(rows, rowIndexOf(rows, from), now)]?.key).toBe(wanted);
});

test('an empty list has nobody to hand over to', () => {
  expect(nearestKept(rows, 1, [])).toBe(-1);
});
