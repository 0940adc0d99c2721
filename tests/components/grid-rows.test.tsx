import fc from 'fast-check';
import { expect, test } from 'vitest';
import { moveTarget, rowIndexOf } from '../../components/panel/grid-rows.ts';
import type { MoveKey } from '../../components/panel/grid-rows.ts';
import { COLUMN_IDS } from '../../components/panel/columns.ts';
import { createLayout } from '../../components/panel/row-layout.ts';
import { createRowList, gridRows } from '../../components/panel/row-list.ts';
import { AT, conversion, fire, serverEvent, visit } from './builders.ts';

const rows = gridRows([visit([conversion({ id: 'a' }), conversion({ id: 'b' })]), visit([conversion({ id: 'c' })], { id: 'v2' })]);

test('each visit has a head before its conversions', () => {
  expect(rows.map(({ kind, key }) => `${kind} ${key}`)).toEqual(['visit visit v1', 'conversion a', 'conversion b', 'visit visit v2', 'conversion c']);
});

test.each<[string | null, MoveKey, string]>([
  [null, 'ArrowDown', 'a'],
  [null, 'ArrowUp', 'c'],
  ['a', 'ArrowUp', 'a'],
  ['b', 'ArrowDown', 'c'],
  ['c', 'ArrowUp', 'b'],
  ['c', 'ArrowDown', 'c'],
  ['b', 'Home', 'a'],
  ['a', 'End', 'c'],
  ['a', 'PageDown', 'c'],
  ['c', 'PageUp', 'a'],
])('from %s, %s goes to %s and steps over visit heads', (from, key, to) => {
  expect(moveTarget(rows, rowIndexOf(rows, from), key, 2)).toBe(to);
});

test('rows of a visit that did not change are the same when another one comes before it', () => {
  const [older, newer] = [visit([conversion({ id: 'a' })]), visit([conversion({ id: 'b' })], { id: 'v2' })];
  const list = createRowList();
  const before = list([older], null);
  const after = list([newer, older], null);
  expect(after.map(({ key }) => key)).toEqual(['visit v2', 'b', 'visit v1', 'a']);
  expect(after[3]).toBe(before[1]);
});

test('an empty list has nowhere to go', () => {
  expect(moveTarget([], -1, 'ArrowDown', 10)).toBeNull();
});

test('rows stand one below the other, and each height leads back to its row', () => {
  const { topOf, indexAt, height } = createLayout()(rows);
  expect([0, 1, 2, 3, 4, 5].map(topOf)).toEqual([0, 26, 66, 106, 132, 172]);
  expect(height).toBe(172);
  expect([-5, 0, 25, 26, 105, 106, 171, 172, 9_999].map(indexAt)).toEqual([0, 0, 0, 1, 2, 3, 4, 4, 4]);
});

/** Visits of which a session shows some at a time; two say the same visit before and after a change. */
const pool = Array.from({ length: 9 }, (_, index) =>
  visit(
    Array.from({ length: (index % 3) + 1 }, (_, place) => conversion({ id: `${index}.${place}`, value: (index * 7 + place) % 4 || null, browser: [fire({ at: AT - (index % 4) })], server: [serverEvent({ receivedAt: AT })] })),
    { id: `v${index % 8}` },
  ),
);
const sessions = fc.array(fc.uniqueArray(fc.constantFrom(...pool)), { minLength: 2, maxLength: 8 });
const sorts = fc.option(fc.record({ column: fc.constantFrom(...COLUMN_IDS), descending: fc.boolean() }));

test('a list that follows a session has the rows, in the order and at the heights, of one look at each of its states', () => {
  fc.assert(
    fc.property(sessions, fc.array(sorts, { minLength: 1, maxLength: 3 }), (states, orders) => {
      const [list, layOut] = [createRowList(), createLayout()];
      for (const [index, visits] of states.entries()) {
        const sort = orders[Math.floor(index / 3) % orders.length] ?? null;
        const [followed, whole] = [list(visits, sort), gridRows(visits, sort)];
        expect(followed).toEqual(whole);
        const [layout, wholeLayout] = [layOut(followed), createLayout()(whole)];
        expect(whole.map((_, row) => layout.topOf(row))).toEqual(whole.map((_, row) => wholeLayout.topOf(row)));
        expect(layout.height).toBe(wholeLayout.height);
      }
    }),
  );
});
