import type { JudgedConversion } from '../../lib/model/verdict.ts';
import type { Visit } from '../../lib/model/projection.ts';
import { formatMoney, formatSpan, formatTime, splitPageUrl } from '../format.ts';
import { OutcomeBadge } from '../outcome.tsx';
import { PANEL, PLATFORM_NAMES } from '../strings.ts';
import { sendersOf } from './columns.ts';
import type { ColumnId } from './columns.ts';
import { startOf } from './conversion-time.ts';
import { IdCell } from './id-cell.tsx';
import { rowLabel } from './row-label.ts';

/** Where a row stands: its DOM ID, its place among all rows (ARIA counts from 1) and its top edge in px. */
export interface RowPlace {
  id: string;
  rowIndex: number;
  top: number;
}

interface ConversionRowProps {
  conversion: JudgedConversion;
  columns: readonly ColumnId[];
  place: RowPlace;
  selected: boolean;
  /** Whether the grid's tab stop is the row or one of its cells, by its column counted from 0; null = neither. */
  tabStop: 'row' | number | null;
  onSelect: () => void;
  /** The row itself got the focus. */
  onFocus: () => void;
}

export function ConversionRow({ conversion, columns, place, selected, tabStop, onSelect, onFocus }: ConversionRowProps) {
  return (
    <div
      role="row"
      id={place.id}
      class="row"
      style={{ transform: `translateY(${place.top}px)` }}
      aria-rowindex={place.rowIndex}
      aria-selected={selected}
      aria-label={rowLabel(conversion)}
      tabIndex={tabStop === 'row' ? 0 : -1}
      onClick={onSelect}
      onFocus={onFocus}
    >
      {columns.map((column, index) => (
        <Cell key={column} column={column} conversion={conversion} attributes={cellAttributes(index, tabStop === index)} />
      ))}
    </div>
  );
}

/** What every cell of a conversion has; only the one with the tab stop can take the focus, so that a click gives it to the row. */
export type CellAttributes = ReturnType<typeof cellAttributes>;

function cellAttributes(index: number, isTabStop: boolean) {
  return { role: 'gridcell', 'aria-colindex': index + 1, ...(isTabStop ? { tabIndex: 0 } : {}) } as const;
}

function Cell({ column, conversion, attributes }: { column: ColumnId; conversion: JudgedConversion; attributes: CellAttributes }) {
  if (column === 'ids') return <IdCell conversion={conversion} attributes={attributes} />;
  const text = cellText(column, conversion);
  return (
    <span {...attributes} class={`cell-${column} ${CELL_CLASSES[column] ?? ''}`} title={column === 'verdict' ? undefined : text}>
      {column === 'verdict' ? <OutcomeBadge outcome={conversion.verdict.outcome} /> : text || <span class="muted">{column === 'event' ? PANEL.unreadableEvent : ''}</span>}
    </span>
  );
}

const CELL_CLASSES: Partial<Record<ColumnId, string>> = { value: 'num', gap: 'num', time: 'num', pixel: 'mono', order: 'mono' };

function cellText(column: ColumnId, conversion: JudgedConversion): string {
  const texts: Partial<Record<ColumnId, () => string | null>> = {
    platform: () => PLATFORM_NAMES[conversion.platform],
    event: () => conversion.eventName,
    pixel: () => conversion.pixelId,
    order: () => conversion.orderId,
    value: () => formatMoney(conversion.value, conversion.currency),
    gap: () => formatSpan(conversion.gapMs),
    senders: () => sendersOf(conversion).join(', '),
    time: () => formatTime(startOf(conversion)),
  };
  return texts[column]?.() ?? '';
}

/** Head of a page visit: path first, then when and what for. */
export function VisitHead({ visit, place, span }: { visit: Visit; place: RowPlace; span: number }) {
  const { host, path } = visit.pageUrl === null ? { host: '', path: PANEL.unknownPage } : splitPageUrl(visit.pageUrl);
  const order = visit.orderId === null ? '' : PANEL.order(visit.orderId);
  const facts = [host, formatTime(visit.at), order, PANEL.conversions(visit.conversions.length)];
  return (
    <div role="row" id={place.id} class="visit" style={{ transform: `translateY(${place.top}px)` }} aria-rowindex={place.rowIndex}>
      <span role="gridcell" aria-colindex={1} aria-colspan={span}>
        <b>{path}</b> <span class="muted">{facts.filter(Boolean).join(', ')}</span>
      </span>
    </div>
  );
}
