import type { Visit } from '../../lib/model/projection.ts';
import type { JudgedConversion } from '../../lib/model/verdict.ts';
import { compareKeys, sortKeyOf } from './columns.ts';
import type { Sort, SortKey } from './columns.ts';
import { createMapping } from './common-ends.ts';
import { startOf } from './conversion-time.ts';
import { toRow } from './grid-rows.ts';
import type { GridRow } from './grid-rows.ts';

/** Of a list's length: where more has changed, sorting anew is quicker. */
const FEW = 1 / 16;

/** A row with what it is sorted by. */
export interface SortedRow {
  row: GridRow;
  conversion: JudgedConversion;
  key: SortKey;
  /** Unix ms. */
  at: number;
}

/** Conversions in the order of a column, as a session grows: what comes is put into its place among what is sorted already. */
export function createSortedRows(): (visits: readonly Visit[], sort: Sort) => readonly SortedRow[] {
  const follow = createMapping((visit: Visit, _sort: Sort) => visit);
  let sorted: readonly SortedRow[] = [];
  return (visits, sort) => {
    const { all, removed, added } = follow(visits, sort);
    const [gone, come] = [conversionsOf(removed), conversionsOf(added)];
    const [leave, enter] = [without(gone, come), without(come, gone)];
    // With another column or way everything leaves and comes back.
    const isNew = added.length === all.length || leave.size + enter.size > sorted.length * FEW;
    sorted = !isNew ? exchange(sorted, leave, enter, sort) : sortAll(conversionsOf(all), sort);
    return sorted;
  };
}

function conversionsOf(visits: readonly Visit[]): Set<JudgedConversion> {
  return new Set(visits.flatMap(({ conversions }) => conversions));
}

function without<Item>(items: ReadonlySet<Item>, others: ReadonlySet<Item>): Set<Item> {
  return new Set([...items].filter((item) => !others.has(item)));
}

function sortAll(conversions: Iterable<JudgedConversion>, sort: Sort): SortedRow[] {
  return Array.from(conversions, (conversion) => toSorted(conversion, sort)).sort((a, b) => compare(a, b, sort));
}

function exchange(sorted: readonly SortedRow[], leave: ReadonlySet<JudgedConversion>, enter: ReadonlySet<JudgedConversion>, sort: Sort): SortedRow[] {
  const rows = leave.size === 0 ? [...sorted] : sorted.filter(({ conversion }) => !leave.has(conversion));
  for (const conversion of enter) {
    const row = toSorted(conversion, sort);
    rows.splice(placeOf(rows, row, sort), 0, row);
  }
  return rows;
}

/** Index of the first row that does not come before this one. */
function placeOf(rows: readonly SortedRow[], row: SortedRow, sort: Sort): number {
  let from = 0;
  for (let to = rows.length; from < to; ) {
    const middle = (from + to) >> 1;
    const other = rows[middle];
    if (other !== undefined && compare(other, row, sort) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}

function toSorted(conversion: JudgedConversion, { column }: Sort): SortedRow {
  return { row: toRow(conversion), conversion, key: sortKeyOf(conversion, column), at: startOf(conversion) };
}

/** Tells any two apart, so that a list that grew and a list that was sorted at once are the same. */
function compare(a: SortedRow, b: SortedRow, { descending }: Sort): number {
  return compareKeys(a.key, b.key, descending ? -1 : 1) || b.at - a.at || (a.row.key < b.row.key ? -1 : 1);
}
