import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { RefObject } from 'preact';
import type { Projection } from '../../lib/model/projection.ts';
import type { JudgedConversion } from '../../lib/model/verdict.ts';
import type { Analysis } from '../analysis.ts';
import { ConversionDetail } from '../detail/conversion-detail.tsx';
import type { Evidence } from '../detail/requests.tsx';
import { ConversionGrid } from './conversion-grid.tsx';
import { EmptyList } from './empty-list.tsx';
import type { Filtered } from './filter-conversions.ts';
import { gridRows } from './grid-rows.ts';
import { NO_FILTERS, changeFilters, select, setDetailOpen } from './panel-store.ts';
import type { PanelState, PanelStore } from './panel-store.ts';

interface ListAndDetailProps {
  store: PanelStore;
  state: PanelState;
  evidence: Evidence;
  analysis: Analysis;
  projection: Projection;
  filtered: Filtered;
  onRecord: () => void;
}

/** The list with the detail beside it; a narrow panel shows one of the two. */
export function ListAndDetail(props: ListAndDetailProps) {
  const { store, state, evidence, analysis, projection, filtered } = props;
  const { selectedId, detailOpen } = state;
  const heading = useRef<HTMLHeadingElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const selected = useMemo(() => findConversion(projection, selectedId), [projection, selectedId]);
  useFocusKept(list, heading, selected !== null && detailOpen);
  const leave = (change: () => void) => () => {
    change();
    list.current?.querySelector<HTMLElement>('[role=grid]')?.focus();
  };
  return (
    <div class={`content ${selected === null ? '' : 'with-detail'} ${detailOpen ? 'detail-open' : ''}`}>
      <div class="list" ref={list}>
        {filtered.shown > 0 ? <List {...props} heading={heading} /> : <EmptyListOf {...props} />}
      </div>
      {selected !== null && (
        <ConversionDetail
          conversion={selected}
          evidence={evidence}
          analysis={analysis}
          heading={heading}
          onBack={leave(() => setDetailOpen(store, false))}
          onClose={leave(() => select(store, null))}
        />
      )}
    </div>
  );
}

interface ListProps extends ListAndDetailProps {
  heading: RefObject<HTMLHeadingElement>;
}

function List({ store, state, filtered, heading }: ListProps) {
  const { sort, columns, selectedId } = state;
  const rows = useMemo(() => gridRows(filtered.visits, sort), [filtered, sort]);
  const open = (by: 'key' | 'pointer') => {
    setDetailOpen(store, true);
    if (by === 'key') heading.current?.focus();
  };
  return (
    <ConversionGrid
      rows={rows}
      columns={columns}
      sort={sort}
      onSort={(next) => store.setState({ sort: next })}
      selectedId={selectedId}
      onSelect={(id) => select(store, id)}
      onOpen={open}
    />
  );
}

function findConversion({ conversions }: Projection, id: string | null): JudgedConversion | null {
  return id === null ? null : (conversions.find((conversion) => conversion.id === id) ?? null);
}

/** Why there is nothing to show, with the way out. */
export function EmptyListOf({ store, projection, filtered, onRecord }: Omit<ListAndDetailProps, 'evidence' | 'analysis' | 'state'>) {
  return (
    <EmptyList
      recording={projection.health.recordingSince !== null}
      filtered={filtered}
      onRecord={onRecord}
      onClearFilters={() => changeFilters(store, { ...NO_FILTERS, allTabs: store.getState().filters.allTabs })}
      onAllTabs={() => changeFilters(store, { allTabs: true })}
      onKeepLog={() => store.setState({ keepLog: true })}
    />
  );
}

/** Where the detail covers the list (narrow panel), the focus must not stay behind it. */
function useFocusKept(list: RefObject<HTMLElement>, heading: RefObject<HTMLElement>, open: boolean): void {
  useLayoutEffect(() => {
    if (open && list.current !== null && getComputedStyle(list.current).visibility === 'hidden') heading.current?.focus();
  }, [open]);
}
