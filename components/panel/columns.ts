import { startOf } from './conversion-time.ts';
import { OUTCOMES } from '../../lib/model/verdict.ts';
import type { JudgedConversion } from '../../lib/model/verdict.ts';
import { idValues } from '../event-ids.ts';
import { LIST, PLATFORM_NAMES } from '../strings.ts';

/** Columns of the list in their order. */
export const COLUMN_IDS = ['verdict', 'platform', 'event', 'ids', 'pixel', 'order', 'value', 'gap', 'senders', 'time'] as const;

export type ColumnId = (typeof COLUMN_IDS)[number];

/** Always shown: without them a row says nothing. */
export const FIXED_COLUMNS: readonly ColumnId[] = ['verdict', 'platform', 'event', 'ids'];

/** Shown until the reader chooses. */
export const FIRST_COLUMNS: readonly ColumnId[] = [...FIXED_COLUMNS, 'value', 'gap'];

/** Columns of figures stand to the right. */
export const NUMBER_COLUMNS: readonly ColumnId[] = ['value', 'gap', 'time'];

/** Least width of each column in px; the IDs take what is left. */
const WIDTHS: Record<ColumnId, number> = { verdict: 142, platform: 92, event: 116, ids: 190, pixel: 124, order: 88, value: 92, gap: 62, senders: 140, time: 66 };

/** The grid's columns as CSS, and the width below which they do not fit. */
export function columnLayout(columns: readonly ColumnId[]): { template: string; minWidth: string } {
  const template = columns.map((column) => (column === 'ids' ? `minmax(${WIDTHS.ids}px, 1fr)` : `${WIDTHS[column]}px`)).join(' ');
  const gaps = 8 * (columns.length + 1);
  return { template, minWidth: `${columns.reduce((sum, column) => sum + WIDTHS[column], gaps)}px` };
}

/** How the rows are ordered; null = by page visit, newest first. */
export interface Sort {
  column: ColumnId;
  descending: boolean;
}

/** A press on a column's head: first one way, then the other, then back to page visits. */
export function nextSort(sort: Sort | null, column: ColumnId): Sort | null {
  if (sort?.column !== column) return { column, descending: false };
  return sort.descending ? null : { column, descending: true };
}

/** What a row is sorted by; null = it has no value there. */
export type SortKey = string | number | null;

export function sortKeyOf(conversion: JudgedConversion, column: ColumnId): SortKey {
  return SORT_KEYS[column](conversion);
}

const SORT_KEYS: Record<ColumnId, (conversion: JudgedConversion) => SortKey> = {
  verdict: ({ verdict }) => OUTCOMES.indexOf(verdict.outcome),
  platform: ({ platform }) => PLATFORM_NAMES[platform],
  event: ({ eventName }) => eventName.toLowerCase() || null,
  ids: (conversion) => idValues(conversion).browser ?? idValues(conversion).server,
  pixel: ({ pixelId }) => pixelId || null,
  order: ({ orderId }) => orderId,
  value: ({ value }) => value,
  gap: ({ gapMs }) => gapMs,
  senders: (conversion) => sendersOf(conversion).join(', ') || null,
  time: startOf,
};

const TEXT_ORDER = new Intl.Collator('en', { numeric: true });

/** Rows without a value stand last, whichever way (`sign`) the others are ordered. */
export function compareKeys(a: SortKey, b: SortKey, sign: number): number {
  if (a === null || b === null) return (a === null ? 1 : 0) - (b === null ? 1 : 0);
  return sign * (typeof a === 'number' && typeof b === 'number' ? a - b : TEXT_ORDER.compare(String(a), String(b)));
}

/** Who sent a conversion, each once: the browser, then the server's senders. */
export function sendersOf({ browser, server }: JudgedConversion): string[] {
  return [...(browser.length > 0 ? [LIST.browserSender] : []), ...new Set(server.map(({ sender }) => sender))];
}
