import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { RefObject } from 'preact';
import type { Projection } from '../../lib/model/projection.ts';
import type { Evidence } from '../detail/requests.tsx';
import { EMPTY, PANEL } from '../strings.ts';
import { useStore } from '../use-store.ts';
import { Empty } from './empty-list.tsx';
import type { ExportKind } from './export-menu.tsx';
import { FilterBar } from './filter-bar.tsx';
import { filterConversions } from './filter-conversions.ts';
import { HealthStrip } from './health-strip.tsx';
import { ListAndDetail } from './list-and-detail.tsx';
import { changeFilters, toggleOutcome } from './panel-store.ts';
import type { PanelStore } from './panel-store.ts';
import { PanelToolbar } from './panel-toolbar.tsx';
import { RelayBanner } from './relay-banner.tsx';

/** What the panel asks of the page it lives in. */
export interface PanelActions {
  onRecording: (on: boolean) => void;
  onClear: () => void;
  onExport: (kind: ExportKind) => void;
  onOptions: () => void;
  onRetryRelay: () => void;
  /** Ask the background again after it did not answer. */
  onReconnect: () => void;
}

export interface PanelProps {
  store: PanelStore;
  actions: PanelActions;
  evidence: Evidence;
}

/** The DevTools panel: conversions with their verdicts, and the proof of the selected one. */
export function Panel(props: PanelProps) {
  const projection = useStore(props.store, (state) => state.projection);
  const failure = useStore(props.store, (state) => state.failure);
  if (failure !== null && projection === null) {
    return <Empty {...EMPTY.unreachable} text={failure} onButton={props.actions.onReconnect} />;
  }
  if (projection === null) return <p class="loading muted">{PANEL.loading}</p>;
  return <LoadedPanel {...props} projection={projection} failure={failure} />;
}

interface LoadedProps extends PanelProps {
  projection: Projection;
  failure: string | null;
}

function LoadedPanel({ store, actions, evidence, projection, failure }: LoadedProps) {
  const filters = useStore(store, (state) => state.filters);
  const tabId = useStore(store, (state) => state.tabId);
  const relay = useStore(store, (state) => state.relay) ?? projection.health.relay;
  const search = useRef<HTMLInputElement>(null);
  const filtered = useMemo(() => filterConversions(projection, filters, tabId), [projection, filters, tabId]);
  const recording = projection.health.recordingSince !== null;
  useSearchKey(search);
  return (
    <div class="panel">
      <PanelToolbar {...actions} recording={recording} hasData={projection.conversions.length > 0 || projection.health.captures > 0} />
      <FilterBar
        filters={filters}
        filtered={filtered}
        search={search}
        onChange={(change) => changeFilters(store, change)}
        onToggleOutcome={(outcome) => toggleOutcome(store, outcome)}
      />
      <div class="banners">
        {failure !== null && <FailureBanner message={failure} onReconnect={actions.onReconnect} />}
        <RelayBanner relay={relay} onOptions={actions.onOptions} onRetry={actions.onRetryRelay} />
      </div>
      <ListAndDetail store={store} evidence={evidence} projection={projection} filtered={filtered} onRecord={() => actions.onRecording(true)} />
      <HealthStrip health={{ ...projection.health, relay }} apart={projection.apart} />
      <p class="visually-hidden" role="status">
        {PANEL.shown(filtered.shown, filtered.inScope)}
      </p>
    </div>
  );
}

function FailureBanner({ message, onReconnect }: { message: string; onReconnect: () => void }) {
  return (
    <div class="banner bad" role="status">
      <span class="banner-text">
        {EMPTY.unreachable.title}: {message}
      </span>
      <button type="button" class="button" onClick={onReconnect}>
        {EMPTY.unreachable.button}
      </button>
    </div>
  );
}

/** `/` goes to the search field from anywhere but a text field. */
function useSearchKey(search: RefObject<HTMLInputElement>): void {
  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
      if (event.key !== '/' || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      search.current?.focus();
    };
    document.addEventListener('keydown', focus);
    return () => document.removeEventListener('keydown', focus);
  }, []);
}
