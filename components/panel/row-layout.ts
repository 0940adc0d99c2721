import { commonEnds } from './common-ends.ts';
import type { GridRow } from './grid-rows.ts';

/** Heights in CSS px; panel.css has the same numbers. */
export const HEADER_HEIGHT = 24;
export const ROW_HEIGHT: Readonly<Record<GridRow['kind'], number>> = { visit: 26, conversion: 40 };

/** Where rows of known height stand; px are counted from the first row's top. */
export interface RowLayout {
  height: number;
  topOf: (index: number) => number;
  /** The row at a height, the nearest one outside of all. */
  indexAt: (top: number) => number;
}

interface LaidOut {
  rows: readonly GridRow[];
  tops: Uint32Array;
}

/** Lays out a list that is nearly the same each time. */
export function createLayout(): (rows: readonly GridRow[]) => RowLayout {
  let before: LaidOut = { rows: [], tops: new Uint32Array(1) };
  return (rows) => {
    const tops = topsOf(rows, before);
    before = { rows, tops };
    const height = tops[rows.length] ?? 0;
    return { height, topOf: (index) => tops[index] ?? height, indexAt: (top) => Math.min(rowAt(tops, top), Math.max(rows.length - 1, 0)) };
  };
}

/** The top of each row, and the last one's bottom. */
function topsOf(rows: readonly GridRow[], before: LaidOut): Uint32Array {
  const { start, end } = commonEnds(before.rows, rows);
  const tops = new Uint32Array(rows.length + 1);
  tops.set(before.tops.subarray(0, start + 1));
  const next = rows.length - end;
  for (let index = start; index < next; index += 1) tops[index + 1] = (tops[index] ?? 0) + ROW_HEIGHT[rows[index]?.kind ?? 'conversion'];
  const shift = (tops[next] ?? 0) - (before.tops[before.rows.length - end] ?? 0);
  const moved = before.rows.length - rows.length;
  for (let index = next + 1; index <= rows.length; index += 1) tops[index] = (before.tops[index + moved] ?? 0) + shift;
  return tops;
}

/** Index of the last top that is not below. */
function rowAt(tops: Uint32Array, top: number): number {
  let from = 0;
  for (let to = tops.length - 1; from < to; ) {
    const middle = (from + to + 1) >> 1;
    if ((tops[middle] ?? 0) <= top) from = middle;
    else to = middle - 1;
  }
  return from;
}
