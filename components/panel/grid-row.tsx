import type { JudgedConversion } from '../../lib/model/verdict.ts';
import type { Visit } from '../../lib/model/projection.ts';
import { formatMoney, formatSpan, formatTime, splitPageUrl } from '../format.ts';
import { OutcomeBadge } from '../outcome.tsx';
import { PANEL, PLATFORM_NAMES } from '../strings.ts';
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
  place: RowPlace;
  selected: boolean;
  onSelect: () => void;
}

export function ConversionRow({ conversion, place, selected, onSelect }: ConversionRowProps) {
  const { verdict, platform, eventName, value, currency, gapMs } = conversion;
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
      <span role="gridcell" class="cell-verdict">
        <OutcomeBadge outcome={verdict.outcome} />
      </span>
      <span role="gridcell" class="cell-platform">
        {PLATFORM_NAMES[platform]}
      </span>
      <span role="gridcell" class="cell-event" title={eventName}>
        {eventName || <span class="muted">{PANEL.unreadableEvent}</span>}
      </span>
      <IdCell conversion={conversion} />
      <span role="gridcell" class="cell-value num">
        {formatMoney(value, currency)}
      </span>
      <span role="gridcell" class="cell-gap num">
        {formatSpan(gapMs)}
      </span>
    </div>
  );
}

/** Head of a page visit: path first, then when and what for. */
export function VisitHead({ visit, place }: { visit: Visit; place: RowPlace }) {
  const { host, path } = visit.pageUrl === null ? { host: '', path: PANEL.unknownPage } : splitPageUrl(visit.pageUrl);
  const order = visit.orderId === null ? '' : PANEL.order(visit.orderId);
  const facts = [host, formatTime(visit.at), order, PANEL.conversions(visit.conversions.length)];
  return (
    <div role="row" id={place.id} class="visit" style={{ transform: `translateY(${place.top}px)` }} aria-rowindex={place.rowIndex}>
      <span role="gridcell" aria-colspan={6}>
        <b>{path}</b> <span class="muted">{facts.filter(Boolean).join(', ')}</span>
      </span>
    </div>
  );
}
