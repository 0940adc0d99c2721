import { Check, Download, ListPlus, X } from 'lucide-preact';
import type { ComponentChildren } from 'preact';
import type { Projection } from '../../lib/model/projection.ts';
import type { Outcome } from '../../lib/model/verdict.ts';
import { splitPageUrl } from '../format.ts';
import { RelayFact } from '../panel/health-strip.tsx';
import { isConversion } from '../panel/visit-shares.ts';
import { EMPTY, PANEL, POPUP } from '../strings.ts';
import { useStore } from '../use-store.ts';
import { Checklists, type ChecklistFormat } from './checklists.tsx';
import { PopupConversion } from './popup-conversion.tsx';
import type { PopupStore } from './popup-store.ts';
import { answerFor } from './tab-answer.ts';

export interface PopupActions {
  onExport: () => void;
  onOptions: () => void;
  onRecord: () => void;
  /** Writes this run down as what is expected from now on. */
  onExpect: () => void;
  onSaveResult: (format: ChecklistFormat) => void;
}

interface PopupProps {
  store: PopupStore;
  actions: PopupActions;
}

/** The toolbar popup: will this tab's conversions be counted once? */
export function Popup({ store, actions }: PopupProps) {
  const projection = useStore(store, (state) => state.projection);
  const failure = useStore(store, (state) => state.failure);
  const pageUrl = useStore(store, (state) => state.pageUrl);
  return (
    <>
      <PopupHead pageUrl={pageUrl} projection={projection} />
      {failure !== null && <Message title={EMPTY.unreachable.title} hint={failure} />}
      {projection === null ? failure === null && <Message title={POPUP.loading} hint="" /> : <Answer store={store} projection={projection} actions={actions} />}
      {projection !== null && <PopupFoot store={store} projection={projection} actions={actions} />}
    </>
  );
}

function PopupHead({ pageUrl, projection }: { pageUrl: string | null; projection: Projection | null }) {
  const { host, path } = pageUrl === null ? { host: POPUP.noPage, path: '' } : splitPageUrl(pageUrl);
  const orderId = projection?.visits.find((visit) => visit.orderId !== null)?.orderId;
  return (
    <header>
      <b title={pageUrl ?? ''}>{host + path.replace(/\?.*$/, '')}</b>
      {orderId !== undefined && orderId !== null && <span class="muted">{PANEL.order(orderId)}</span>}
    </header>
  );
}

function Answer({ store, projection, actions }: PopupProps & { projection: Projection }) {
  const checklists = useStore(store, (state) => state.checklists);
  const recordable = useStore(store, (state) => state.recordable);
  const visits = projection.visits.map((visit) => ({ ...visit, conversions: visit.conversions.filter(isConversion) })).filter(({ conversions }) => conversions.length > 0);
  const conversions = visits.flatMap((visit) => visit.conversions);
  const expected = checklists.length > 0 && <Checklists checklists={checklists} onSave={actions.onSaveResult} />;
  if (conversions.length === 0) {
    return (
      <NoConversion recording={projection.health.recordingSince !== null} onRecord={actions.onRecord}>
        {expected}
      </NoConversion>
    );
  }
  const { headline, notes, tone } = answerFor(conversions);
  return (
    <main>
      <div class="answer" role="status">
        <h1 class={tone}>{headline}</h1>
        {notes.length > 0 && <p>{notes.join(' ')}</p>}
      </div>
      {visits.map(({ id, pageUrl, conversions: shown }) => (
        <section key={id}>
          {visits.length > 1 && <h2>{pageUrl === null ? PANEL.unknownPage : splitPageUrl(pageUrl).path}</h2>}
          <ul>
            {shown.map((conversion) => (
              <PopupConversion key={conversion.id} conversion={conversion} />
            ))}
          </ul>
        </section>
      ))}
      {expected || <AllDeduplicate outcomes={conversions.map(({ verdict }) => verdict.outcome)} />}
      {recordable && (
        <p class="check">
          <button type="button" class="button" onClick={actions.onExpect}>
            <ListPlus size={14} aria-hidden="true" />
            {POPUP.expect}
          </button>
        </p>
      )}
    </main>
  );
}

/** The check that ticks itself; silent while any verdict is open. */
function AllDeduplicate({ outcomes }: { outcomes: readonly Outcome[] }) {
  if (outcomes.includes('pending') || outcomes.includes('undetermined')) return null;
  const missing = outcomes.filter((outcome) => outcome !== 'deduplicates').length;
  return (
    <p class="check">
      {missing === 0 ? <Check class="ok" size={15} aria-hidden="true" /> : <X class="bad" size={15} aria-hidden="true" />}
      {missing === 0 ? POPUP.allDeduplicate : POPUP.notAllDeduplicate(missing)}
    </p>
  );
}

function NoConversion({ recording, onRecord, children }: { recording: boolean; onRecord: () => void; children: ComponentChildren }) {
  if (recording) {
    return (
      <>
        <Message title={POPUP.empty} hint={POPUP.emptyHint} />
        {children}
      </>
    );
  }
  return (
    <Message title={POPUP.notRecording} hint={POPUP.notRecordingHint}>
      <button type="button" class="button" onClick={onRecord}>
        {PANEL.startRecording}
      </button>
    </Message>
  );
}

function Message({ title, hint, children }: { title: string; hint: string; children?: ComponentChildren }) {
  return (
    <main class="answer">
      <h1>{title}</h1>
      {hint !== '' && <p>{hint}</p>}
      {children}
    </main>
  );
}

function PopupFoot({ store, projection, actions }: PopupProps & { projection: Projection }) {
  const relay = useStore(store, (state) => state.relay) ?? projection.health.relay;
  return (
    <footer>
      <RelayFact relay={relay} />
      <span class="grow" />
      {relay.state !== 'ok' && (
        <button type="button" class="button" onClick={actions.onOptions}>
          {POPUP.configure}
        </button>
      )}
      <button type="button" class="button" disabled={projection.conversions.length === 0} onClick={actions.onExport}>
        <Download size={14} aria-hidden="true" />
        {POPUP.exportReport}
      </button>
    </footer>
  );
}
