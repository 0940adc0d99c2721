import { Check as Tick, CircleHelp, Download, Hourglass, X } from 'lucide-preact';
import type { Check, Checklist, CheckStatus } from '../../lib/model/expectation.ts';
import { POPUP } from '../strings.ts';

export type ChecklistFormat = 'markdown' | 'junit';

const ICONS: Record<CheckStatus, { icon: typeof Tick; tone: string }> = {
  passed: { icon: Tick, tone: 'ok' },
  failed: { icon: X, tone: 'bad' },
  waiting: { icon: Hourglass, tone: 'wait' },
  undecided: { icon: CircleHelp, tone: 'wait' },
};

interface ChecklistsProps {
  checklists: readonly Checklist[];
  onSave: (format: ChecklistFormat) => void;
}

/** What QA expects of this tab's pages, ticked as the verdicts come in. */
export function Checklists({ checklists, onSave }: ChecklistsProps) {
  return (
    <section class="checklists" aria-label={POPUP.checklists}>
      {checklists.map(({ expectation, checks }) => (
        <div key={expectation.id} class="checklist">
          <h2>{POPUP.checklist(expectation.name)}</h2>
          {checks.map((check) => (
            <CheckLine key={check.text} check={check} />
          ))}
        </div>
      ))}
      <p class="check">
        {POPUP.saveResult}
        {(['markdown', 'junit'] as const).map((format) => (
          <button key={format} type="button" class="button" aria-label={POPUP.saveResultAs(POPUP.formats[format])} onClick={() => onSave(format)}>
            <Download size={14} aria-hidden="true" />
            {POPUP.formats[format]}
          </button>
        ))}
      </p>
    </section>
  );
}

function CheckLine({ check: { text, status, detail } }: { check: Check }) {
  const { icon: Icon, tone } = ICONS[status];
  return (
    <p class="check">
      <Icon class={tone} size={15} aria-hidden="true" />
      <span>
        <span class="visually-hidden">{POPUP.checkStatus[status]} </span>
        {text}
        {detail !== null && <span class="muted"> {detail}</span>}
      </span>
    </p>
  );
}
