import type { JudgedConversion } from '../../lib/model/verdict.ts';
import { idLines } from '../event-ids.ts';
import type { IdLine } from '../event-ids.ts';
import type { CellAttributes } from './grid-row.tsx';
import { MarkedText } from '../marked-text.tsx';

const SIDE_SIGNS: Record<IdLine['side'], string> = { browser: 'B', server: 'S', both: '=' };

/** Browser ID over server ID, or one line where they are equal. */
export function IdCell({ conversion, attributes }: { conversion: JudgedConversion; attributes: CellAttributes }) {
  return (
    <span {...attributes} class="ids cell-ids mono">
      {idLines(conversion).map((line, index) => (
        <IdCellLine key={index} line={line} />
      ))}
    </span>
  );
}

function IdCellLine({ line }: { line: IdLine }) {
  return (
    <>
      <i aria-hidden="true">{SIDE_SIGNS[line.side]}</i>
      <span class="id" title={line.runs.map(({ text }) => text).join('')}>
        <MarkedText runs={line.runs} />
        {line.note !== null && <span class="muted">{line.runs.length > 0 ? ` ${line.note}` : line.note}</span>}
      </span>
    </>
  );
}
