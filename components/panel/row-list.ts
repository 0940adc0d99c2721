import type { Visit } from '../../lib/model/projection.ts';
import type { Sort } from './columns.ts';
import { commonEnds } from './common-ends.ts';
import { toRow } from './grid-rows.ts';
import type { GridRow } from './grid-rows.ts';
import { createSortedRows } from './sorted-rows.ts';

/** Visits and their conversions as one flat list, for a virtualised grid; sorted by a column there are no visits. */
export type RowList = (visits: readonly Visit[], sort: Sort | null) => readonly GridRow[];

/** A list that follows a session: what changes costs, and what does not stays the same row. */
export function createRowList(): RowList {
  const [grouped, sorted] = [createGroupedRows(), createSortedRows()];
  return (visits, sort) => (sort === null ? grouped(visits) : sorted(visits, sort).map(({ row }) => row));
}

/** One look at a list that is not followed. */
export function gridRows(visits: readonly Visit[], sort: Sort | null = null): readonly GridRow[] {
  return createRowList()(visits, sort);
}

function createGroupedRows(): (visits: readonly Visit[]) => readonly GridRow[] {
  let before: { visits: readonly Visit[]; rows: readonly GridRow[] } = { visits: [], rows: [] };
  return (visits) => {
    const { start, end } = commonEnds(before.visits, visits);
    const [first, changed] = [countRows(before.visits, 0, start), countRows(before.visits, start, before.visits.length - end)];
    const middle = visits.slice(start, visits.length - end).flatMap(rowsOf);
    before = { visits, rows: before.rows.slice(0, first).concat(middle, before.rows.slice(first + changed)) };
    return before.rows;
  };
}

function countRows(visits: readonly Visit[], from: number, to: number): number {
  return visits.slice(from, to).reduce((count, { conversions }) => count + 1 + conversions.length, 0);
}

const knownRows = new WeakMap<Visit, readonly GridRow[]>();

/** Kept per visit: where an old visit changes, all between it and the newest are put together anew. */
function rowsOf(visit: Visit): readonly GridRow[] {
  const known = knownRows.get(visit);
  if (known !== undefined) return known;
  const rows: GridRow[] = [{ kind: 'visit', key: `visit ${visit.id}`, visit }, ...visit.conversions.map(toRow)];
  knownRows.set(visit, rows);
  return rows;
}
