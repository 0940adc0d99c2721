import { TriangleAlert } from 'lucide-preact';
import { useState } from 'preact/hooks';
import type { Visit } from '../../lib/model/projection.ts';
import { REVISITS } from '../../lib/model/revisit.ts';
import type { Revisit } from '../../lib/model/revisit.ts';
import type { JudgedConversion } from '../../lib/model/verdict.ts';
import type { Analysis } from '../analysis.ts';
import { splitPageUrl } from '../format.ts';
import { PANEL, REVISIT } from '../strings.ts';
import { Empty } from './empty-list.tsx';
import type { RevisitRun } from './panel-store.ts';
import { RevisitResult } from './revisit-result.tsx';

interface RevisitViewProps {
  /** The newest page visit with conversions: the page under test; null = there is none. */
  visit: Visit | null;
  conversions: readonly JudgedConversion[];
  run: RevisitRun | null;
  /** True while a file is shown: it has no page. */
  inFile: boolean;
  analysis: Analysis;
  onRevisit: (kind: Revisit) => void;
  onConversion: (conversionId: string) => void;
}

/** Visits the thank-you page again, after asking, and says what each platform counts then. */
export function RevisitView({ visit, conversions, run, inFile, analysis, onRevisit, onConversion }: RevisitViewProps) {
  if (inFile) return <Empty {...REVISIT.notInFile} />;
  if (visit === null && run === null) return <Empty {...REVISIT.noVisit} />;
  return (
    <div class="view-page revisit">
      <h2>{REVISIT.title}</h2>
      <p class="muted">{REVISIT.intro}</p>
      {visit !== null && <p>{REVISIT.page(visit.pageUrl === null ? PANEL.unknownPage : splitPageUrl(visit.pageUrl).path)}</p>}
      <RevisitChoice running={run?.running === true} onRevisit={onRevisit} />
      {run !== null && <RevisitOutcome run={run} conversions={conversions} analysis={analysis} onConversion={onConversion} />}
    </div>
  );
}

/** First which way, then a confirmation that names what will be sent. */
function RevisitChoice({ running, onRevisit }: { running: boolean; onRevisit: (kind: Revisit) => void }) {
  const [asked, setAsked] = useState<Revisit | null>(null);
  const confirm = () => {
    if (asked !== null) onRevisit(asked);
    setAsked(null);
  };
  return (
    <>
      <div class="revisit-kinds">
        {REVISITS.map((kind) => (
          <button key={kind} type="button" class="button" aria-pressed={asked === kind} title={REVISIT.kinds[kind].does} disabled={running} onClick={() => setAsked(kind)}>
            {REVISIT.kinds[kind].name}
          </button>
        ))}
      </div>
      {asked !== null && (
        <div class="ask" role="group" aria-label={REVISIT.kinds[asked].does}>
          <TriangleAlert class="browser" size={16} aria-hidden="true" />
          <p role="alert">{REVISIT.warning}</p>
          <button type="button" class="button primary" onClick={confirm}>
            {REVISIT.confirm(REVISIT.kinds[asked].name)}
          </button>
          <button type="button" class="button" onClick={() => setAsked(null)}>
            {REVISIT.cancel}
          </button>
        </div>
      )}
    </>
  );
}

interface RevisitOutcomeProps {
  run: RevisitRun;
  conversions: readonly JudgedConversion[];
  analysis: Analysis;
  onConversion: (conversionId: string) => void;
}

function RevisitOutcome({ run, conversions, analysis, onConversion }: RevisitOutcomeProps) {
  if (run.failure !== null) {
    return (
      <p class="bad" role="alert">
        {REVISIT.failed(run.failure)}
      </p>
    );
  }
  const lines = analysis.compareRevisit(run.before, conversions, run.startedAt);
  return <RevisitResult kind={run.kind} running={run.running} lines={lines} onConversion={onConversion} />;
}
