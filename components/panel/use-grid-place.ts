import { useLayoutEffect, useMemo, useReducer, useRef } from 'preact/hooks';
import { HEAD, nearestKept } from './grid-place.ts';
import type { GridPlace } from './grid-place.ts';
import type { GridRow } from './grid-rows.ts';
import { rowIndexOf } from './grid-rows.ts';

/** The grid's one tab stop. */
export interface StandingPlace {
  place: GridPlace;
  /** Index of its row; on the column heads, of the row that the keys came from. -1 = the list has no conversion. */
  index: number;
  /** Another object each time that somebody went somewhere. */
  asked: object;
  go: (place: GridPlace) => void;
  /** The row was given the focus where it stands. Nobody asked to see it: a list that scrolled now would take it from under the pointer that presses it. */
  settle: (row: string) => void;
}

/** Where the keys stand: where the reader went last, or the row that was selected since. A row that goes away hands over to its neighbour until it is back. */
export function useGridPlace(rows: readonly GridRow[], selectedId: string | null): StandingPlace {
  const [, render] = useReducer((count: number) => count + 1, 0);
  const wanted = useRef<GridPlace>({ row: selectedId ?? '', column: null });
  const told = useRef(selectedId);
  if (told.current !== selectedId && selectedId !== null && selectedId !== wanted.current.row) wanted.current = { row: selectedId, column: null };
  told.current = selectedId;
  const before = useRef({ rows, index: -1 });
  const { row, column } = wanted.current;
  const index = useMemo(() => indexOfRow(rows, row, before.current), [rows, row]);
  useLayoutEffect(() => {
    before.current = { rows, index };
  });
  const asked = useRef(wanted.current);
  const settle = (to: string): void => {
    wanted.current = { row: to, column: null };
    render(undefined);
  };
  const go = (place: GridPlace): void => {
    asked.current = wanted.current = { ...place };
    render(undefined);
  };
  return { place: { row: row === HEAD ? HEAD : (rows[index]?.key ?? ''), column }, index, asked: asked.current, go, settle };
}

function indexOfRow(rows: readonly GridRow[], key: string, before: { rows: readonly GridRow[]; index: number }): number {
  // What comes in comes in above, mostly.
  const guess = before.index + rows.length - before.rows.length;
  const index = key !== '' && rows[guess]?.key === key ? guess : rowIndexOf(rows, key);
  if (index !== -1) return index;
  // Nobody has been in the list yet: its first row.
  if (before.index === -1 || key === '') return rows.findIndex(({ kind }) => kind === 'conversion');
  return rows[guess] !== undefined && rows[guess] === before.rows[before.index] ? guess : nearestKept(before.rows, before.index, rows);
}
