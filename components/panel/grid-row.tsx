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
  onSelect: () => void;
}

export function ConversionRow({ conversion, columns, place, selected, onSelect }: ConversionRowProps) {
  return (
    <div
      role="row"
      id={place.id}
      class="row"
      style={{ transform: `translateY(${place.top}px)` }}
      aria-rowindex={place.rowIndex}
      aria-selected={selected}
      aria-label={rowLabel(conversion)}
      onClick={onSelect}
    >
      {columns.map((column) => (
        <Cell key={column} column={column} conversion={conversion} />
      ))}
    </div>
  );
}

function Cell({ column, conversion }: { column: ColumnId; conversion: JudgedConversion }) {
  if (column === 'ids') return <IdCell conversion={conversion} />;
  const text = cellText(column, conversion);
  return (
    <span role="gridcell" class={`cell-${column} ${CELL_CLASSES[column] ?? ''}`} title={column === 'verdict' ? undefined : text}>
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
      <span role="gridcell" aria-colspan={span}>
        <b>{path}</b> <span class="muted">{facts.filter(Boolean).join(', ')}</span>
      </span>
    </div>
  );
}
