import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { RefObject } from 'preact';
import type { Projection } from '../../lib/model/projection.ts';
import type { Revisit } from '../../lib/model/revisit.ts';
import type { HostSuggestion } from '../../lib/model/suggestion.ts';
import type { JudgedConversion } from '../../lib/model/verdict.ts';
import type { Analysis } from '../analysis.ts';
import type { Evidence } from '../detail/requests.tsx';
import { EMPTY, LIST, PANEL } from '../strings.ts';
import { useStore } from '../use-store.ts';
import { FailureBanner, FileBanner, FileFailureBanner } from './banners.tsx';
import { DropZone } from './drop-zone.tsx';
import { Empty } from './empty-list.tsx';
import type { ExportKind } from './export-menu.tsx';
import { FilterBar } from './filter-bar.tsx';
import { createFilter } from './filter-conversions.ts';
import type { Filtered } from './filter-conversions.ts';
import { HealthStrip } from './health-strip.tsx';
import { changeFilters, toggleColumn, toggleOutcome, togglePlatform } from './panel-store.ts';
import type { PanelState, PanelStore } from './panel-store.ts';
import { PanelToolbar } from './panel-toolbar.tsx';
import { PanelViews } from './panel-views.tsx';
import { RelayBanner } from './relay-banner.tsx';
import { SuggestionBanner } from './suggestion-banner.tsx';
import { useSearch } from './use-search.ts';
import type { SearchScope } from './use-search.ts';
import { isInTab, isLookedAt } from './visit-shares.ts';

/** What the panel asks of the page it lives in. */
export interface PanelActions {
  onRecording: (on: boolean) => void;
  onClear: () => void;
  onExport: (kind: ExportKind) => void;
  onOptions: () => void;
  onRetryRelay: () => void;
  /** The reader takes a host for a platform's, or wants not to be asked again. */
  onSuggestion: (suggestion: HostSuggestion, accepted: boolean) => void;
  /** Ask the background again after it did not answer. */
  onReconnect: () => void;
  /** Ask the user for the access to all sites again; called within the click. */
  onGrant: () => void;
  /** Show a session file instead of the live session. */
  onOpenFile: (file: File) => void;
  /** Back to the live session. */
  onCloseFile: () => void;
  /** Visit the inspected page again, as the reader has confirmed. */
  onRevisit: (kind: Revisit) => void;
}

export interface PanelProps {
  store: PanelStore;
  actions: PanelActions;
  evidence: Evidence;
  analysis: Analysis;
}

/** The DevTools panel: conversions with their verdicts, and the proof of the selected one. */
export function Panel(props: PanelProps) {
  const state = useStore(props.store, (all) => all);
  const { projection, failure } = state;
  if (failure !== null && projection === null) {
    return <Empty {...EMPTY.unreachable} text={failure} onButton={props.actions.onReconnect} />;
  }
  if (projection === null) return <p class="loading muted">{PANEL.loading}</p>;
  return <LoadedPanel {...props} state={state} projection={projection} />;
}

export interface LoadedProps extends PanelProps {
  state: PanelState;
  projection: Projection;
}

function LoadedPanel(props: LoadedProps) {
  const { store, actions, state, projection } = props;
  const { filters, tabId, keepLog, loadedAt, view, fileName } = state;
  const relay = (fileName === null ? state.relay : null) ?? projection.health.relay;
  const since = keepLog || fileName !== null ? null : loadedAt;
  const findings = useSearch(filters.search, useSearchScope(projection, state, props.evidence));
  const filter = useMemo(createFilter, []);
  const filtered = useMemo(() => filter(projection, filters, { tabId, since }, findings), [projection, filters, tabId, since, findings]);
  const search = useRef<HTMLInputElement>(null);
  useSearchKey(search);
  return (
    <DropZone onFile={actions.onOpenFile}>
      <PanelToolbar
        {...actions}
        recording={projection.health.recordingSince !== null}
        hasData={projection.visits.length > 0 || projection.health.captures > 0}
        inFile={fileName !== null}
        keepLog={keepLog}
        view={view}
        onView={(next) => store.setState({ view: next })}
        onKeepLog={(keep) => store.setState({ keepLog: keep })}
      />
      {view === 'conversions' || view === 'coverage' ? <Filters store={store} state={state} filtered={filtered} search={search} /> : <span />}
      <div class="banners">
        <StateBanners store={store} actions={actions} state={state} />
        {fileName === null && <RelayBanner relay={relay} onOptions={actions.onOptions} onRetry={actions.onRetryRelay} />}
        {fileName === null && <SuggestionBanner suggestion={projection.suggestions[0] ?? null} onAnswer={actions.onSuggestion} />}
      </div>
      <PanelViews {...props} filtered={filtered} />
      <HealthStrip health={{ ...projection.health, relay }} apart={projection.apart} status={fileName === null ? state.status : null} onGrant={actions.onGrant} />
      <p class="visually-hidden" role="status">
        {filtered.searched < 1 ? LIST.searching : PANEL.shown(filtered.shown, filtered.inScope)}
      </p>
    </DropZone>
  );
}

function StateBanners({ store, actions, state: { failure, fileName, fileFailure } }: Pick<LoadedProps, 'store' | 'actions' | 'state'>) {
  return (
    <>
      {failure !== null && <FailureBanner message={failure} onReconnect={actions.onReconnect} />}
      {fileFailure !== null && <FileFailureBanner message={fileFailure} onDismiss={() => store.setState({ fileFailure: null })} />}
      {fileName !== null && <FileBanner name={fileName} onClose={actions.onCloseFile} />}
    </>
  );
}

interface FiltersProps extends Pick<LoadedProps, 'store' | 'state'> {
  filtered: Filtered;
  search: RefObject<HTMLInputElement>;
}

function Filters({ store, state, filtered, search }: FiltersProps) {
  return (
    <FilterBar
      filters={state.filters}
      filtered={filtered}
      search={search}
      onChange={(change) => changeFilters(store, change)}
      onToggleOutcome={(outcome) => toggleOutcome(store, outcome)}
      onTogglePlatform={(platform) => togglePlatform(store, platform)}
      columns={state.view === 'conversions' ? state.columns : null}
      onToggleColumn={(column) => toggleColumn(store, column)}
    />
  );
}

/** What is not shown whatever the search finds need not be searched. */
function useSearchScope({ visits }: Projection, { filters, tabId }: PanelState, evidence: Evidence): SearchScope {
  const { platforms, conversionsOnly, allTabs } = filters;
  const searched = useMemo(() => (allTabs || tabId === null ? visits : visits.filter((visit) => isInTab(visit, tabId))), [visits, allTabs, tabId]);
  const concerns = useMemo(() => (conversion: JudgedConversion) => isLookedAt(conversion, { platforms, conversionsOnly }), [platforms, conversionsOnly]);
  return { visits: searched, concerns, evidence };
}

/** `/` goes to the search field from anywhere but a text field. */
function useSearchKey(search: RefObject<HTMLInputElement>): void {
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey || search.current === null) return;
      event.preventDefault();
      search.current.focus();
    };
    document.addEventListener('keydown', focus);
    return () => document.removeEventListener('keydown', focus);
  }, []);
}
