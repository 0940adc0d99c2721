import { render } from '@testing-library/preact';
import { vi } from 'vitest';
import type { Analysis } from '../../components/analysis.ts';
import type { Evidence } from '../../components/detail/requests.tsx';
import { Panel } from '../../components/panel/panel.tsx';
import { createPanelStore, showProjection } from '../../components/panel/panel-store.ts';
import type { PanelState } from '../../components/panel/panel-store.ts';
import type { Projection } from '../../lib/model/projection.ts';
import { createAnalysis } from '../../entrypoints/panel/analysis.ts';
import { DEFAULT_SETTINGS } from '../../lib/model/settings.ts';
import './clean-page.ts';

/** happy-dom lays nothing out: a virtual list needs a height to put rows into. */
function giveHeight(): void {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(800);
}

const NO_EVIDENCE: Evidence = { captureOf: () => null, paramsOf: () => [] };

/** The engine itself: it is pure. */
export const ANALYSIS: Analysis = createAnalysis({ entries: () => [], settings: () => DEFAULT_SETTINGS, redactedFields: () => [] });

/** The panel on tab 7, as the entrypoint makes it. */
export function renderPanel(projection: Projection | null, state: Partial<PanelState> = {}, evidence: Evidence = NO_EVIDENCE) {
  giveHeight();
  const store = createPanelStore(7);
  if (projection !== null) showProjection(store, projection);
  store.setState(state);
  const actions = { onRecording: vi.fn(), onClear: vi.fn(), onExport: vi.fn(), onOptions: vi.fn(), onRetryRelay: vi.fn(), onSuggestion: vi.fn(), onReconnect: vi.fn(), onGrant: vi.fn(), onOpenFile: vi.fn(), onCloseFile: vi.fn(), onRevisit: vi.fn() };
  return { store, actions, ...render(<Panel store={store} actions={actions} evidence={evidence} analysis={ANALYSIS} />) };
}
