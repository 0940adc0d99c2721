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
import { NO_FILTERS, changeFilters, select, setDetailOpen } from './panel-store.ts';
import type { PanelState, PanelStore } from './panel-store.ts';
import { createRowList } from './row-list.ts';
import { focusTabStop, useKeptFocus } from './use-kept-focus.ts';

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
  const content = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const selected = useMemo(() => findConversion(projection, selectedId), [projection, selectedId]);
  useKeptFocus(content, false);
  const goNext = useFocusChange(list, heading, selected !== null && detailOpen);
  const leave = (change: () => void) => () => {
    goNext('list');
    change();
  };
  const open = (by: 'key' | 'pointer') => {
    if (by === 'key') goNext('detail');
    setDetailOpen(store, true);
  };
  return (
    <div ref={content} class={`content ${selected === null ? '' : 'with-detail'} ${detailOpen ? 'detail-open' : ''}`} tabIndex={-1}>
      <div class="list" ref={list}>
        {filtered.shown > 0 ? <List key={state.fileName} {...props} onOpen={open} /> : <EmptyListOf {...props} />}
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
  onOpen: (by: 'key' | 'pointer') => void;
}

function List({ store, state, filtered, onOpen }: ListProps) {
  const { sort, columns, selectedId } = state;
  const listRows = useMemo(createRowList, []);
  const rows = useMemo(() => listRows(filtered.visits, sort), [filtered, sort]);
  return (
    <ConversionGrid
      rows={rows}
      columns={columns}
      sort={sort}
      onSort={(next) => store.setState({ sort: next })}
      selectedId={selectedId}
      onSelect={(id) => select(store, id)}
      onOpen={onOpen}
    />
  );
}

/** Among the visits, which are there: the list of all conversions would have to be made first. */
function findConversion({ visits }: Projection, id: string | null): JudgedConversion | null {
  if (id === null) return null;
  for (const { conversions } of visits) {
    const found = conversions.find((conversion) => conversion.id === id);
    if (found !== undefined) return found;
  }
  return null;
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

/**
 * Moves the focus between list and detail once the change is drawn: in a narrow panel the one hides the other, and what is hidden takes
 * no focus. Where the detail covers the list, the focus must not stay behind it.
 */
function useFocusChange(list: RefObject<HTMLElement>, heading: RefObject<HTMLElement>, open: boolean): (to: 'list' | 'detail') => void {
  const next = useRef<'list' | 'detail' | null>(null);
  useLayoutEffect(() => {
    const to = next.current;
    next.current = null;
    if (to === 'list') focusTabStop(list.current?.parentElement ?? null);
    else if (to === 'detail') heading.current?.focus();
  });
  useLayoutEffect(() => {
    if (open && list.current !== null && getComputedStyle(list.current).visibility === 'hidden') heading.current?.focus();
  }, [open]);
  return (to) => {
    next.current = to;
  };
}
