import { expect, test } from 'vitest';
import { gridRows, moveTarget, rowIndexOf } from '../../components/panel/grid-rows.ts';
import type { MoveKey } from '../../components/panel/grid-rows.ts';
import { conversion, visit } from './builders.ts';

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
  const before = gridRows([older]);
  const after = gridRows([newer, older]);
  expect(after.map(({ key }) => key)).toEqual(['visit v2', 'b', 'visit v1', 'a']);
  expect(after[3]).toBe(before[1]);
});

test('an empty list has nowhere to go', () => {
  expect(moveTarget([], -1, 'ArrowDown', 10)).toBeNull();
});
