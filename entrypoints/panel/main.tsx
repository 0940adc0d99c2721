import { render } from 'preact';
import type { Evidence } from '../../components/detail/requests.tsx';
import { Panel } from '../../components/panel/panel.tsx';
import type { PanelActions } from '../../components/panel/panel.tsx';
import { createPanelStore, showProjection } from '../../components/panel/panel-store.ts';
import { SESSION_FILE } from '../../components/strings.ts';
import { devtoolsTheme, inspectedTabId, onThemeChange } from '../../lib/extension/devtools.ts';
import { onPageLoaded } from '../../lib/extension/inspected-page.ts';
import { sendRequest } from '../../lib/extension/send.ts';
import type { Projection, Visit } from '../../lib/model/projection.ts';
import { openSuggestions } from '../../lib/session/suggestions.ts';
import { createAnalysis } from './analysis.ts';
import { exportSession } from './export-session.ts';
import { askForAccess, followStatus } from './follow-status.ts';
import { openSessionFile } from './open-file.ts';
import { openOptions } from './open-options.ts';
import { openSession } from './open-session.ts';
import type { ShownSession } from './open-session.ts';
import { rememberView } from './remember-view.ts';
import { runRevisit } from './run-revisit.ts';
import { narrowTo } from './tab-scope.ts';

const tabId = inspectedTabId();
const store = createPanelStore(tabId);
rememberView(store, localStorage);
/** The live session, or an opened file. */
let shown: ShownSession;

const session = openSession({
  show: (projection) => {
    if (shown !== session) return;
    showProjection(store, withSuggestions(projection, openSuggestions(projection.suggestions, session.settings())));
    void readRelayHealth();
  },
  showFailure,
});

shown = session;
const evidence: Evidence = { captureOf: (id) => shown.captureOf(id), paramsOf: (id) => shown.paramsOf(id) };
const analysis = createAnalysis({ entries: () => shown.entries(), settings: () => shown.settings(), redactedFields: () => session.settings().redactedFields });

/** A file that cannot be read leaves everything as it is. */
async function openFile(file: File): Promise<void> {
  try {
    shown = await openSessionFile(file);
    store.setState({ fileName: file.name, fileFailure: null, tabId: null, selectedId: null, detailOpen: false, visitId: null });
    showProjection(store, shown.projection());
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    store.setState({ fileFailure: SESSION_FILE.failed(file.name, message) });
  }
}

function closeFile(): void {
  shown = session;
  store.setState({ fileName: null, tabId, selectedId: null, detailOpen: false, visitId: null });
  showProjection(store, session.projection());
}

/** A projection makes its lists when they are read: taken over with all its fields, it would make those, too, that no view shows. */
function withSuggestions(projection: Projection, suggestions: Projection['suggestions']): Projection {
  return Object.create(projection, { suggestions: { value: suggestions, enumerable: true } }) as Projection;
}

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
  return shown !== session || store.getState().filters.allTabs || visit.tabId === tabId || visit.tabId === -1;
}

const readStatus = followStatus(store, tabId);

const actions: PanelActions = {
  onRecording: (on) => ask(sendRequest('recording.set', { on })),
  onClear: () => ask(sendRequest('log.clear', {})),
  onExport: (kind) => {
    const projection = narrowTo(shown.projection(), isInScope);
    exportSession(kind, { projection, entries: shown.entries(), settings: shown.settings(), redactedFields: session.settings().redactedFields, now: Date.now() });
  },
  onOptions: openOptions,
  onSuggestion: ({ host, platform }, accepted) => ask(sendRequest('suggestion.answer', { host, platform, accepted })),
  onRetryRelay: () => ask(sendRequest('relay.retry', {}).then(readRelayHealth)),
  onReconnect: session.reconnect,
  onGrant: () => askForAccess(readStatus),
  onOpenFile: (file) => void openFile(file),
  onCloseFile: closeFile,
  onRevisit: (kind) => void runRevisit(store, kind),
};

function followTheme(theme: string): void {
  document.documentElement.dataset.theme = theme;
}

followTheme(devtoolsTheme());
onThemeChange(followTheme);
onPageLoaded((loadedAt) => {
  store.setState({ loadedAt });
  readStatus();
});
const app = document.getElementById('app');
if (app !== null) render(<Panel store={store} actions={actions} evidence={evidence} analysis={analysis} />, app);
