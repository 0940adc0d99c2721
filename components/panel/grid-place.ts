import type { GridRow } from './grid-rows.ts';
import { isMoveKey, moveTarget } from './grid-rows.ts';

/** The row of the column heads, as a place's row. */
export const HEAD = 'head';

/** Where the keys stand. `row`: a row's key, or HEAD. `column`: one of its cells, counted from 0; null = the row as a whole. */
export interface GridPlace {
  row: string;
  column: number | null;
}

/** What can be gone to. */
export interface Reach {
  rows: readonly GridRow[];
  /** Rows that a page has. */
  page: number;
  /** Columns with a cell in view in a conversion's row, and with a head in view: a narrow list leaves some out. */
  columns: readonly number[];
  heads: readonly number[];
}

/** The keys of a grid whose rows and cells take the focus (ARIA patterns "grid" and "treegrid"). null = the key has no meaning there. */
export function movePlace(reach: Reach, at: GridPlace, index: number, { key, ctrlKey }: Pick<KeyboardEvent, 'key' | 'ctrlKey'>): GridPlace | null {
  if (ctrlKey && key !== 'Home' && key !== 'End') return null;
  if (key === 'ArrowLeft' || key === 'ArrowRight') return moveAcross(reach, at, key === 'ArrowLeft' ? -1 : 1);
  if (!isMoveKey(key)) return null;
  if (!ctrlKey && at.column !== null && (key === 'Home' || key === 'End')) return { ...at, column: endOf(columnsOf(reach, at), key) };
  if (at.row === HEAD) return moveOffHead(reach, key);
  const row = moveTarget(reach.rows, index, key, reach.page);
  if (row === null) return null;
  if (key === 'ArrowUp' && row === at.row) return { row: HEAD, column: nearest(reach.heads, at.column ?? 0) };
  return { row, column: at.column };
}

function moveAcross(reach: Reach, at: GridPlace, step: 1 | -1): GridPlace | null {
  const columns = columnsOf(reach, at);
  if (at.column === null) return step === 1 ? { ...at, column: columns[0] ?? null } : null;
  const column = columns[columns.indexOf(at.column) + step];
  if (column !== undefined) return { ...at, column };
  return step === -1 && at.row !== HEAD ? { ...at, column: null } : at;
}

/** Down from the heads is the first row; what goes to an end of the list goes there. */
function moveOffHead({ rows, page }: Reach, key: string): GridPlace | null {
  const row = key === 'End' || key === 'Home' || key === 'ArrowDown' ? moveTarget(rows, -1, key, page) : null;
  return row === null ? null : { row, column: null };
}

function columnsOf({ columns, heads }: Reach, { row }: GridPlace): readonly number[] {
  return row === HEAD ? heads : columns;
}

function endOf(columns: readonly number[], key: 'Home' | 'End'): number | null {
  return columns.at(key === 'Home' ? 0 : -1) ?? null;
}

/** The column itself, or the last one before it that is in view. */
function nearest(columns: readonly number[], column: number): number {
  return columns.findLast((each) => each <= column) ?? columns[0] ?? 0;
}

/**
 * Index of the row that takes over where the row at `index` of an older list is gone: that row if it is still there, else the next one
 * below that is, else above. -1 = the list has no conversion.
 */
export function nearestKept(before: readonly GridRow[], index: number, rows: readonly GridRow[]): number {
  const kept = new Set(rows.map(({ key }) => key));
  const isKept = ({ kind, key }: GridRow): boolean => kind === 'conversion' && kept.has(key);
  const row = before.slice(index).find(isKept) ?? before.slice(0, index).findLast(isKept);
  return rows.findIndex(row === undefined ? ({ kind }) => kind === 'conversion' : ({ key }) => key === row.key);
}
