import { render } from 'preact';
import { Popup } from '../../components/popup/popup.tsx';
import { createPopupStore } from '../../components/popup/popup-store.ts';
import type { PopupStore } from '../../components/popup/popup-store.ts';
import { sendRequest } from '../../lib/extension/send.ts';
import { exportSession } from '../panel/export-session.ts';
import { openOptions } from '../panel/open-options.ts';
import { openSession } from '../panel/open-session.ts';
import { narrowTo } from '../panel/tab-scope.ts';
import { currentTab } from './current-tab.ts';

async function readRelayHealth(store: PopupStore, tabId: number): Promise<void> {
  try {
    store.setState({ relay: await sendRequest('relay.health', { tabId }) });
  } catch {
    // The log follower reports a background that does not answer; one message is enough.
  }
}

const tab = await currentTab(location.search);
const store = createPopupStore(tab?.url ?? null);
const session = openSession({
  show: (projection) => {
    store.setState({ projection: narrowTo(projection, (visit) => visit.tabId === tab?.id), failure: null });
    if (tab !== null) void readRelayHealth(store, tab.id);
  },
  showFailure: (failure) => store.setState({ failure }),
});

function exportReport(): void {
  const { projection } = store.getState();
  if (projection !== null) exportSession('html', { projection, entries: session.entries(), settings: session.settings(), now: Date.now() });
}

const actions = {
  onExport: exportReport,
  onOptions: openOptions,
  onRecord: () => {
    sendRequest('recording.set', { on: true }).catch((error: unknown) => store.setState({ failure: String(error) }));
  },
};
const app = document.getElementById('app');
if (app !== null) render(<Popup store={store} actions={actions} />, app);
