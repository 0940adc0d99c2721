import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { CaptureStatus } from '../../lib/model/capture-status.ts';
import type { RelayHealth } from '../../lib/model/log.ts';
import type { PlatformId } from '../../lib/model/platform-id.ts';
import type { Projection } from '../../lib/model/projection.ts';
import type { Revisit } from '../../lib/model/revisit.ts';
import type { JudgedConversion, Outcome } from '../../lib/model/verdict.ts';
import { COLUMN_IDS, FIRST_COLUMNS } from './columns.ts';
import type { ColumnId, Sort } from './columns.ts';

/** The panel's views, in the order of their tabs. */
export const PANEL_VIEWS = ['conversions', 'timeline', 'coverage', 'order', 'revisit'] as const;

export type PanelView = (typeof PANEL_VIEWS)[number];

/** What the list leaves out. An empty list = no restriction. */
export interface Filters {
  outcomes: readonly Outcome[];
  platforms: readonly PlatformId[];
  /** Hides page views and other measurement events. */
  conversionsOnly: boolean;
  /** Shows other tabs than the inspected one. */
  allTabs: boolean;
  search: string;
}

export const NO_FILTERS: Filters = { outcomes: [], platforms: [], conversionsOnly: false, allTabs: false, search: '' };

/** A page that was visited again: what its conversions were before, and how far the visit is. */
export interface RevisitRun {
  kind: Revisit;
  before: readonly JudgedConversion[];
  /** Unix ms. */
  startedAt: number;
  running: boolean;
  /** Why the page could not be visited; null while it could. */
  failure: string | null;
}

/** View state of one panel. The session log owns everything else. */
export interface PanelState {
  /** The tab under inspection; null = every tab belongs (an opened file). */
  tabId: number | null;
  /** null until the log has been read once. */
  projection: Projection | null;
  /** How the relay of the inspected page stands; null = not asked yet, the log's last word counts. */
  relay: RelayHealth | null;
  /** What can be seen of the inspected tab now; null = not asked yet. */
  status: CaptureStatus | null;
  /** Why the background cannot be reached; null while it answers. */
  failure: string | null;
  /** Name of the session file that is shown instead of the live session; null = live. */
  fileName: string | null;
  /** Why a file could not be opened; null = nothing is wrong. */
  fileFailure: string | null;
  view: PanelView;
  filters: Filters;
  columns: readonly ColumnId[];
  /** null = by page visit, newest first. */
  sort: Sort | null;
  /** False: what was recorded before the inspected page was last loaded is not shown. */
  keepLog: boolean;
  /** Unix ms at which the inspected page was last loaded; null = not since the panel was opened. */
  loadedAt: number | null;
  /** A conversion's ID; it stays although a filter hides its row. */
  selectedId: string | null;
  /** The reader went into the detail: a narrow panel shows it instead of the list. */
  detailOpen: boolean;
  /** The visit on the timeline; null = the selected conversion's, else the newest. */
  visitId: string | null;
  /** What is typed in the order look-up. */
  orderText: string;
  revisit: RevisitRun | null;
}

export type PanelStore = StoreApi<PanelState>;

export function createPanelStore(tabId: number | null): PanelStore {
  return createStore<PanelState>(() => ({
    tabId,
    projection: null,
    relay: null,
    status: null,
    failure: null,
    fileName: null,
    fileFailure: null,
    view: 'conversions',
    filters: { ...NO_FILTERS, conversionsOnly: true },
    columns: FIRST_COLUMNS,
    sort: null,
    keepLog: true,
    loadedAt: null,
    selectedId: null,
    detailOpen: false,
    visitId: null,
    orderText: '',
    revisit: null,
  }));
}

/** A new state of the log; it ends a failure, since the background answered. */
export function showProjection(store: PanelStore, projection: Projection): void {
  store.setState({ projection, failure: null });
}

export function changeFilters(store: PanelStore, change: Partial<Filters>): void {
  store.setState(({ filters }) => ({ filters: { ...filters, ...change } }));
}

export function toggleOutcome(store: PanelStore, outcome: Outcome): void {
  changeFilters(store, { outcomes: toggled(store.getState().filters.outcomes, outcome) });
}

export function togglePlatform(store: PanelStore, platform: PlatformId): void {
  changeFilters(store, { platforms: toggled(store.getState().filters.platforms, platform) });
}

/** Columns keep their order, however they were chosen. */
export function toggleColumn(store: PanelStore, column: ColumnId): void {
  const chosen = toggled(store.getState().columns, column);
  store.setState({ columns: COLUMN_IDS.filter((each) => chosen.includes(each)) });
}

function toggled<Item>(items: readonly Item[], item: Item): Item[] {
  const without = items.filter((each) => each !== item);
  return without.length < items.length ? without : [...items, item];
}

export function select(store: PanelStore, selectedId: string | null): void {
  store.setState(selectedId === null ? { selectedId, detailOpen: false } : { selectedId });
}

export function setDetailOpen(store: PanelStore, detailOpen: boolean): void {
  store.setState({ detailOpen });
}

/** Goes from any view to the proof of a conversion. */
export function showConversion(store: PanelStore, selectedId: string): void {
  store.setState({ view: 'conversions', selectedId, detailOpen: true });
}
