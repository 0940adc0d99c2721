import { ArrowDown, ArrowUp } from 'lucide-preact';
import { COLUMN_NAMES, LIST } from '../strings.ts';
import { NUMBER_COLUMNS, nextSort } from './columns.ts';
import type { ColumnId, Sort } from './columns.ts';

interface GridHeaderProps {
  columns: readonly ColumnId[];
  sort: Sort | null;
  onSort: (sort: Sort | null) => void;
}

/** Column heads; a press sorts, a third one goes back to page visits. */
export function GridHeader({ columns, sort, onSort }: GridHeaderProps) {
  return (
    <div role="rowgroup" class="head-group">
      <div role="row" class="head" aria-rowindex={1}>
        {columns.map((column) => (
          <ColumnHead key={column} column={column} sort={sort?.column === column ? sort : null} onSort={onSort} />
        ))}
      </div>
    </div>
  );
}

function ColumnHead({ column, sort, onSort }: { column: ColumnId; sort: Sort | null; onSort: (sort: Sort | null) => void }) {
  const Icon = sort?.descending === true ? ArrowDown : ArrowUp;
  const number = NUMBER_COLUMNS.includes(column) ? 'num' : '';
  const hint = sort?.descending === true ? LIST.unsort : LIST.sortBy(COLUMN_NAMES[column]);
  const order = sort === null ? 'none' : sort.descending ? 'descending' : 'ascending';
  return (
    <span role="columnheader" class={`cell-${column} ${number}`} aria-sort={order}>
      <button type="button" class="head-button" title={hint} onClick={() => onSort(nextSort(sort, column))}>
        <span class="head-name">{COLUMN_NAMES[column]}</span>
        {sort !== null && <Icon size={11} aria-hidden="true" />}
      </button>
    </span>
  );
}
