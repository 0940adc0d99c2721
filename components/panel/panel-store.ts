import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { RelayHealth } from '../../lib/model/log.ts';
import type { PlatformId } from '../../lib/model/platform-id.ts';
import type { Projection } from '../../lib/model/projection.ts';
import type { Outcome } from '../../lib/model/verdict.ts';

/** What the list leaves out. Empty or null = no restriction. */
export interface Filters {
  outcomes: readonly Outcome[];
  platform: PlatformId | null;
  /** Hides page views and other measurement events. */
  conversionsOnly: boolean;
  /** Shows other tabs than the inspected one. */
  allTabs: boolean;
  search: string;
}

export const NO_FILTERS: Filters = { outcomes: [], platform: null, conversionsOnly: false, allTabs: false, search: '' };

/** View state of one panel. The session log owns everything else. */
export interface PanelState {
  /** The tab under inspection; null = every tab belongs (an opened file). */
  tabId: number | null;
  /** null until the log has been read once. */
  projection: Projection | null;
  /** How the relay of the inspected page stands; null = not asked yet, the log's last word counts. */
  relay: RelayHealth | null;
  /** Why the background cannot be reached; null while it answers. */
  failure: string | null;
  filters: Filters;
  /** A conversion's ID; it stays although a filter hides its row. */
  selectedId: string | null;
  /** The reader went into the detail: a narrow panel shows it instead of the list. */
  detailOpen: boolean;
}

export type PanelStore = StoreApi<PanelState>;

export function createPanelStore(tabId: number | null): PanelStore {
  const filters = { ...NO_FILTERS, conversionsOnly: true };
  return createStore<PanelState>(() => ({ tabId, projection: null, relay: null, failure: null, filters, selectedId: null, detailOpen: false }));
}

/** A new state of the log; it ends a failure, since the background answered. */
export function showProjection(store: PanelStore, projection: Projection): void {
  store.setState({ projection, failure: null });
}

export function changeFilters(store: PanelStore, change: Partial<Filters>): void {
  store.setState(({ filters }) => ({ filters: { ...filters, ...change } }));
}

export function toggleOutcome(store: PanelStore, outcome: Outcome): void {
  const { outcomes } = store.getState().filters;
  const without = outcomes.filter((each) => each !== outcome);
  changeFilters(store, { outcomes: without.length < outcomes.length ? without : [...outcomes, outcome] });
}

export function select(store: PanelStore, selectedId: string | null): void {
  store.setState(selectedId === null ? { selectedId, detailOpen: false } : { selectedId });
}

export function setDetailOpen(store: PanelStore, detailOpen: boolean): void {
  store.setState({ detailOpen });
}
