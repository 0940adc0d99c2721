import { render } from 'preact';
import { Panel } from '../../components/panel/panel.tsx';
import type { PanelActions } from '../../components/panel/panel.tsx';
import { createPanelStore, showProjection } from '../../components/panel/panel-store.ts';
import { devtoolsTheme, inspectedTabId, onThemeChange } from '../../lib/extension/devtools.ts';
import { sendRequest } from '../../lib/extension/send.ts';
import type { Visit } from '../../lib/model/projection.ts';
import { exportSession } from './export-session.ts';
import { openOptions } from './open-options.ts';
import { openSession } from './open-session.ts';
import { narrowTo } from './tab-scope.ts';

const tabId = inspectedTabId();
const store = createPanelStore(tabId);

const session = openSession({
  show: (projection) => {
    showProjection(store, projection);
    void readRelayHealth();
  },
  showFailure,
});

async function readRelayHealth(): Promise<void> {
  try {
    store.setState({ relay: await sendRequest('relay.health', { tabId }) });
  } catch {
    // The log follower reports a background that does not answer; one message is enough.
  }
}

function showFailure(failure: string | null): void {
  store.setState({ failure });
}

function ask(request: Promise<unknown>): void {
  request.catch((error: unknown) => showFailure(error instanceof Error ? error.message : String(error)));
}

function isInScope(visit: Visit): boolean {
  return store.getState().filters.allTabs || visit.tabId === tabId || visit.tabId === -1;
}

const actions: PanelActions = {
  onRecording: (on) => ask(sendRequest('recording.set', { on })),
  onClear: () => ask(sendRequest('log.clear', {})),
  onExport: (kind) => {
    const projection = narrowTo(session.projection(), isInScope);
    exportSession(kind, { projection, entries: session.entries(), settings: session.settings(), now: Date.now() });
  },
  onOptions: openOptions,
  onRetryRelay: () => ask(sendRequest('relay.retry', {}).then(readRelayHealth)),
  onReconnect: session.reconnect,
};

function followTheme(theme: string): void {
  document.documentElement.dataset.theme = theme;
}

followTheme(devtoolsTheme());
onThemeChange(followTheme);
const app = document.getElementById('app');
if (app !== null) render(<Panel store={store} actions={actions} evidence={session} />, app);
