import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { Checklist } from '../../lib/model/expectation.ts';
import type { RelayHealth } from '../../lib/model/log.ts';
import type { Projection } from '../../lib/model/projection.ts';

/** View state of the popup: one tab's part of the log. */
export interface PopupState {
  pageUrl: string | null;
  /** Conversions of this tab only; null until the log has been read once. */
  projection: Projection | null;
  /** How the relay of this page stands; null = not asked yet. */
  relay: RelayHealth | null;
  /** What is expected of this tab's pages, held against what they did. */
  checklists: readonly Checklist[];
  /** Whether the tab shows a run that can be written down as an expectation. */
  recordable: boolean;
  /** Why the background cannot be reached; null while it answers. */
  failure: string | null;
}

export type PopupStore = StoreApi<PopupState>;

export function createPopupStore(pageUrl: string | null): PopupStore {
  return createStore<PopupState>(() => ({ pageUrl, projection: null, relay: null, checklists: [], recordable: false, failure: null }));
}
