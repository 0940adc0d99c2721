import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import { PANEL } from '../strings.ts';
import { columnLayout } from './columns.ts';
import type { ColumnId, Sort } from './columns.ts';
import { GridHeader } from './grid-header.tsx';
import type { GridRow } from './grid-rows.ts';
import { isMoveKey, moveTarget, rowIndexOf } from './grid-rows.ts';
import { ConversionRow, VisitHead } from './grid-row.tsx';
import { HEADER_HEIGHT, useVirtualRows } from './use-virtual-rows.ts';
import type { VirtualRows } from './use-virtual-rows.ts';

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

/** The conversions, virtualised. One tab stop: the grid keeps the focus and names the active row. */
export function ConversionGrid({ rows, columns, sort, onSort, selectedId, onSelect, onOpen }: ConversionGridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  // Every frame of a scroll comes by here: the search through all rows does not belong in it.
  const active = useMemo(() => rowIndexOf(rows, selectedId), [rows, selectedId]);
  const virtualRows = useVirtualRows(rows, scroller, active);
  useScrollToSelection(virtualRows, active, selectedId);
  const { template, minWidth } = columnLayout(columns);
  const sortFromTop = (next: Sort | null) => {
    scroller.current?.scrollTo({ top: 0 });
    onSort(next);
  };
  return (
    <div
      ref={scroller}
      class="grid"
      role="grid"
      aria-label={PANEL.view}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length}
      tabIndex={0}
      style={{ '--columns': template, '--grid-width': minWidth }}
      {...(active === -1 ? {} : { 'aria-activedescendant': rowId(active, rows) })}
      onKeyDown={(event) => {
        if (event.target === scroller.current && moveBy(event, rows, active, { onSelect, onOpen })) event.preventDefault();
      }}
    >
      <GridHeader columns={columns} sort={sort} onSort={sortFromTop} />
      <div role="rowgroup" class="rows" style={{ height: `${virtualRows.getTotalSize()}px` }}>
        {virtualRows.getVirtualItems().map(({ index, start }) => (
          <RowAt key={rows[index]?.key} rows={rows} columns={columns} index={index} start={start} selected={index === active} onSelect={onSelect} onOpen={onOpen} />
        ))}
      </div>
    </div>
  );
}

interface RowAtProps extends Pick<ConversionGridProps, 'rows' | 'columns' | 'onSelect' | 'onOpen'> {
  index: number;
  start: number;
  selected: boolean;
}

function RowAt({ rows, columns, index, start, selected, onSelect, onOpen }: RowAtProps) {
  const row = rows[index];
  if (row === undefined) return null;
  // The header stands before the rows in the same scroller; starts are counted from the scroller's top.
  const place = { id: rowId(index, rows), rowIndex: index + FIRST_ROW_INDEX, top: start - HEADER_HEIGHT };
  if (row.kind === 'visit') return <VisitHead visit={row.visit} place={place} span={columns.length} />;
  const open = () => {
    onSelect(row.key);
    onOpen('pointer');
  };
  return <ConversionRow conversion={row.conversion} columns={columns} place={place} selected={selected} onSelect={open} />;
}

function rowId(index: number, rows: readonly GridRow[]): string {
  return `row-${rows[index]?.key ?? index}`;
}

/** True where the key meant something here. */
function moveBy(
  event: KeyboardEvent,
  rows: readonly GridRow[],
  active: number,
  { onSelect, onOpen }: Pick<ConversionGridProps, 'onSelect' | 'onOpen'>,
): boolean {
  if (event.altKey || event.ctrlKey || event.metaKey) return false;
  if (isMoveKey(event.key)) {
    const target = moveTarget(rows, active, event.key, PAGE_ROWS);
    if (target !== null) onSelect(target);
    return target !== null;
  }
  if (event.key === 'Enter' && active !== -1) onOpen('key');
  else if (event.key === 'Escape') onSelect(null);
  else return false;
  return true;
}

/** A selection that was just made scrolls into view; rows that arrive later do not scroll it back. */
function useScrollToSelection(virtualRows: VirtualRows, active: number, selectedId: string | null): void {
  useLayoutEffect(() => {
    if (active !== -1) virtualRows.scrollToIndex(active, { align: 'auto' });
  }, [selectedId]);
}
