import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { RefObject } from 'preact';
import { onEscape } from '../on-escape.ts';
import { PANEL } from '../strings.ts';
import { columnLayout } from './columns.ts';
import type { ColumnId, Sort } from './columns.ts';
import { GridHeader } from './grid-header.tsx';
import { HEAD, movePlace } from './grid-place.ts';
import type { GridPlace } from './grid-place.ts';
import type { GridRow } from './grid-rows.ts';
import { ConversionRow, VisitHead } from './grid-row.tsx';
import { useGridPlace } from './use-grid-place.ts';
import type { StandingPlace } from './use-grid-place.ts';
import { focusTabStop, tabStopOf, useKeptFocus } from './use-kept-focus.ts';
import { useVirtualRows } from './use-virtual-rows.ts';

/** ARIA counts rows from 1, and the header is the first. */
const FIRST_ROW_INDEX = 2;
const PAGE_ROWS = 10;

interface ConversionGridProps {
  rows: readonly GridRow[];
  columns: readonly ColumnId[];
  sort: Sort | null;
  onSort: (sort: Sort | null) => void;
  selectedId: string | null;
  onSelect: (conversionId: string | null) => void;
  /** The reader goes into the detail of the selected row, by Enter or by a click. */
  onOpen: (by: 'key' | 'pointer') => void;
}

/** The conversions, virtualised. One row, cell or column head of it is in the tab order and has the focus; the keys move it. */
export function ConversionGrid(props: ConversionGridProps) {
  const { rows, columns, sort, onSort, selectedId, onSelect } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const standing = useGridPlace(rows, selectedId);
  const isRead = () => selectedId === rows[standing.index]?.key || scroller.current?.contains(document.activeElement) === true;
  const { layout, indexes, reveal } = useVirtualRows(scroller, { rows, sort, keptIndex: standing.index, isRead });
  useReveal(standing, selectedId, reveal);
  useShownCell(scroller, standing, rows);
  useKeptFocus(scroller, true);
  const { template, minWidth } = columnLayout(columns);
  const sortFromTop = (next: Sort | null) => {
    scroller.current?.scrollTo({ top: 0 });
    onSort(next);
  };
  const goTo = (place: GridPlace) => {
    standing.go(place);
    if (place.row !== HEAD) onSelect(place.row);
  };
  return (
    <div
      ref={scroller}
      class="grid"
      role="grid"
      aria-label={PANEL.view}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      tabIndex={-1}
      style={{ '--columns': template, '--grid-width': minWidth }}
      onFocus={() => focusTabStop(scroller.current)}
      onKeyDown={(event) => onKey(event, scroller, standing, props, goTo)}
    >
      <GridHeader columns={columns} sort={sort} onSort={sortFromTop} tabStop={standing.place.row === HEAD ? standing.place.column : null} onFocus={(column) => standing.go({ row: HEAD, column })} />
      <div role="rowgroup" class="rows" style={{ height: `${layout.height}px` }}>
        {indexes.map((index) => (
          <RowAt key={rows[index]?.key} grid={props} index={index} top={layout.topOf(index)} standing={standing} />
        ))}
      </div>
    </div>
  );
}

interface RowAtProps {
  grid: ConversionGridProps;
  index: number;
  top: number;
  standing: StandingPlace;
}

/** Drawn again only where something of it has changed: a scroll draws the rows that come into view. */
function RowAt(props: RowAtProps) {
  const { grid, index, top, standing } = props;
  const { rows, columns, selectedId } = grid;
  const latest = useRef(props);
  latest.current = props;
  const row = rows[index];
  const isSelected = row?.key === selectedId;
  const tabStop = row?.key === standing.place.row ? (standing.place.column ?? 'row') : null;
  return useMemo(() => {
    if (row === undefined) return null;
    const place = { id: `row-${row.key}`, rowIndex: index + FIRST_ROW_INDEX, top };
    if (row.kind === 'visit') return <VisitHead visit={row.visit} place={place} span={columns.length} />;
    const open = () => openRow(latest.current, row.key);
    const focused = () => settleOn(latest.current, row.key);
    return <ConversionRow conversion={row.conversion} columns={columns} place={place} selected={isSelected} tabStop={tabStop} onSelect={open} onFocus={focused} />;
  }, [row, columns, index, top, isSelected, tabStop]);
}

function openRow({ grid: { onSelect, onOpen } }: RowAtProps, key: string): void {
  onSelect(key);
  onOpen('pointer');
}

function settleOn({ standing: { place, settle } }: RowAtProps, key: string): void {
  if (place.row !== key || place.column !== null) settle(key);
}

/** Moves, opens and closes; a key that means nothing here is left to the browser. */
function onKey(event: KeyboardEvent, scroller: RefObject<HTMLElement>, standing: StandingPlace, grid: ConversionGridProps, goTo: (place: GridPlace) => void): void {
  const { rows, selectedId, onSelect, onOpen } = grid;
  if (event.altKey || event.metaKey || event.shiftKey) return;
  onEscape(selectedId !== null, () => onSelect(null))(event);
  const { place, index } = standing;
  const heads = columnsInView(scroller.current?.querySelector('.head'));
  const columns = columnsInView(scroller.current?.querySelector('.row'));
  const target = movePlace({ rows, page: PAGE_ROWS, columns, heads }, place, index, event);
  const enters = (event.key === 'Enter' || event.key === ' ') && place.row !== HEAD && index !== -1;
  if (target === null && !enters) return;
  event.preventDefault();
  if (target !== null) return goTo(target);
  onSelect(place.row);
  if (event.key === 'Enter') onOpen('key');
}

/** The numbers of those columns of a row that its width has left room for. */
function columnsInView(row: Element | null | undefined): number[] {
  return [...(row?.children ?? [])].flatMap((cell, column) => (getComputedStyle(cell).display === 'none' ? [] : [column]));
}

/** A cell whose column is taken out, or has no room any more, leaves the tab stop to its row. */
function useShownCell(scroller: RefObject<HTMLElement>, { place, index, go }: StandingPlace, rows: readonly GridRow[]): void {
  useLayoutEffect(() => {
    if (place.column === null) return;
    const cell = tabStopOf(scroller.current)?.closest('[aria-colindex]');
    if (cell === null || cell === undefined || getComputedStyle(cell).display === 'none') go({ row: rows[index]?.key ?? '', column: null });
  });
}

/** Where somebody went, or what was just selected, scrolls into view; rows that arrive later do not scroll it back. */
function useReveal({ index, asked, place }: StandingPlace, selectedId: string | null, reveal: (index: number) => void): void {
  const isSelected = useRef(selectedId);
  useLayoutEffect(() => {
    const wasDeselected = selectedId === null && isSelected.current !== null;
    isSelected.current = selectedId;
    if (index !== -1 && place.row !== HEAD && !wasDeselected) reveal(index);
  }, [asked, selectedId]);
}
