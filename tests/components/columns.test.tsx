import { expect, test } from 'vitest';
import { columnLayout, nextSort, sendersOf } from '../../components/panel/columns.ts';
import type { ColumnId, Sort } from '../../components/panel/columns.ts';
import { gridRows } from '../../components/panel/row-list.ts';
import type { JudgedConversion } from '../../lib/model/verdict.ts';
import { AT, conversion, doubleCount, fire, serverEvent, visit } from './builders.ts';

const a = doubleCount({ id: 'a', platform: 'tiktok', orderId: '9', gapMs: 900, value: 10, pixelId: 'B', eventName: 'purchase' });
const b = conversion({ id: 'b', platform: 'meta', orderId: '10', gapMs: null, value: 9, pixelId: 'a', browser: [fire({ at: AT + 5 })] });
const c = conversion({ id: 'c', platform: 'ga4', orderId: null, gapMs: -50, value: null, pixelId: '', eventName: 'Add', browser: [], server: [serverEvent({ receivedAt: AT - 5 })] });

const sortedIds = (conversions: readonly JudgedConversion[], sort: Sort) => gridRows([visit(conversions)], sort).map(({ key }) => key);

test.each<[ColumnId, string]>([
  ['verdict', 'abc'],
  ['platform', 'cba'],
  ['event', 'cba'],
  ['pixel', 'bac'],
  ['order', 'abc'],
  ['value', 'bac'],
  ['gap', 'cab'],
  ['time', 'cab'],
])('by %s: %s; rows without a value stand last', (column, wanted) => {
  expect(sortedIds([a, b, c], { column, descending: false }).join('')).toBe(wanted);
});

test('descending keeps rows without a value last', () => {
  expect(sortedIds([c, b, a], { column: 'order', descending: true })).toEqual(['b', 'a', 'c']);
});

test('of equal rows the newest stands first, whichever way the column is ordered', () => {
  const same = [conversion({ id: 'x' }), conversion({ id: 'newer', browser: [fire({ at: AT + 5 })], server: [] }), conversion({ id: 'y' })];
  for (const descending of [true, false]) expect(sortedIds(same, { column: 'platform', descending })).toEqual(['newer', 'x', 'y']);
});

test('another column begins anew', () => {
  expect(nextSort({ column: 'value', descending: true }, 'gap')).toEqual({ column: 'gap', descending: false });
});

test('every sender is named once', () => {
  expect(sendersOf(conversion({ server: [serverEvent(), serverEvent({ id: 's2' }), serverEvent({ id: 's3', sender: 'partner app' })] }))).toEqual(['browser', 'shop backend', 'partner app']);
});

test('the IDs take the room that is left', () => {
  expect(columnLayout(['verdict', 'ids'])).toEqual({ template: '142px minmax(190px, 1fr)', minWidth: '356px' });
});
