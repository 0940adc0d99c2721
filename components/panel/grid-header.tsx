import { ArrowDown, ArrowUp } from 'lucide-preact';
import { COLUMN_NAMES, LIST } from '../strings.ts';
import { NUMBER_COLUMNS, nextSort } from './columns.ts';
import type { ColumnId, Sort } from './columns.ts';

interface GridHeaderProps {
  columns: readonly ColumnId[];
  sort: Sort | null;
  onSort: (sort: Sort | null) => void;
  /** The column whose head has the grid's tab stop; null = none has it. */
  tabStop: number | null;
  onFocus: (column: number) => void;
}

/** Column heads; a press sorts, a third one goes back to page visits. */
export function GridHeader({ columns, sort, onSort, tabStop, onFocus }: GridHeaderProps) {
  return (
    <div role="rowgroup" class="head-group">
      <div role="row" class="head" aria-rowindex={1}>
        {columns.map((column, index) => (
          <ColumnHead
            key={column}
            column={column}
            index={index}
            sort={sort?.column === column ? sort : null}
            isTabStop={tabStop === index}
            onSort={onSort}
            onFocus={() => tabStop !== index && onFocus(index)}
          />
        ))}
      </div>
    </div>
  );
}

interface ColumnHeadProps {
  column: ColumnId;
  index: number;
  sort: Sort | null;
  isTabStop: boolean;
  onSort: (sort: Sort | null) => void;
  onFocus: () => void;
}

function ColumnHead({ column, index, sort, isTabStop, onSort, onFocus }: ColumnHeadProps) {
  const Icon = sort?.descending === true ? ArrowDown : ArrowUp;
  const number = NUMBER_COLUMNS.includes(column) ? 'num' : '';
  const hint = sort?.descending === true ? LIST.unsort : LIST.sortBy(COLUMN_NAMES[column]);
  const order = sort === null ? 'none' : sort.descending ? 'descending' : 'ascending';
  return (
    <span role="columnheader" class={`cell-${column} ${number}`} aria-sort={order} aria-colindex={index + 1}>
      <button type="button" class="head-button" title={hint} tabIndex={isTabStop ? 0 : -1} onFocus={onFocus} onClick={() => onSort(nextSort(sort, column))}>
        <span class="head-name">{COLUMN_NAMES[column]}</span>
        {sort !== null && <Icon size={11} aria-hidden="true" />}
      </button>
    </span>
  );
}
