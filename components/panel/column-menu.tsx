import { COLUMN_NAMES, LIST } from '../strings.ts';
import { ChoiceMenu } from './choice-menu.tsx';
import { COLUMN_IDS, FIXED_COLUMNS } from './columns.ts';
import type { ColumnId } from './columns.ts';

/** Which columns the list shows. */
export function ColumnMenu({ columns, onToggle }: { columns: readonly ColumnId[]; onToggle: (column: ColumnId) => void }) {
  const optional = COLUMN_IDS.filter((id) => !FIXED_COLUMNS.includes(id));
  const choices = optional.map((id) => ({ id, name: COLUMN_NAMES[id], chosen: columns.includes(id) }));
  return (
    <ChoiceMenu label={LIST.columns} kind="columns" choices={choices} onToggle={onToggle}>
      {LIST.columns}
    </ChoiceMenu>
  );
}
