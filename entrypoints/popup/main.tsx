import { render } from 'preact';
import { v7 as uuidv7 } from 'uuid';
import { Popup } from '../../components/popup/popup.tsx';
import type { ChecklistFormat } from '../../components/popup/checklists.tsx';
import { createPopupStore } from '../../components/popup/popup-store.ts';
import type { PopupState, PopupStore } from '../../components/popup/popup-store.ts';
import { sendRequest } from '../../lib/extension/send.ts';
import type { Checklist, Expectation } from '../../lib/model/expectation.ts';
import type { Projection, Visit } from '../../lib/model/projection.ts';
import { checkPage } from '../../lib/report/checklist.ts';
import { toChecklistMarkdown, toJUnit } from '../../lib/report/checklist-files.ts';
import { holdsOnHost } from '../../lib/report/page-pattern.ts';
import { recordExpectation } from '../../lib/report/record-expectation.ts';
import { download, fileStamp } from '../panel/download.ts';
import { fieldNames, type FieldNames } from '../../lib/session/personal-keys.ts';
import { exportSession } from '../panel/export-session.ts';
import { openOptions } from '../panel/open-options.ts';
import { openSession } from '../panel/open-session.ts';
import { narrowTo } from '../panel/tab-scope.ts';
import { currentTab } from './current-tab.ts';

const RESULT_FILES: Record<ChecklistFormat, { ending: string; type: string; write: (checklists: readonly Checklist[], now: number, also: FieldNames) => string }> = {
  markdown: { ending: 'md', type: 'text/markdown', write: toChecklistMarkdown },
  junit: { ending: 'junit.xml', type: 'application/xml', write: toJUnit },
};

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
    const own = narrowTo(projection, (visit) => visit.tabId === tab?.id);
    store.setState({ projection: own, ...expectationsOf(own), failure: null });
    if (tab !== null) void readRelayHealth(store, tab.id);
  },
  showFailure: (failure) => store.setState({ failure }),
});

/** What is expected of the tab's host, and whether its newest run is not expected yet. */
function expectationsOf({ visits }: Projection): Pick<PopupState, 'checklists' | 'recordable'> {
  const url = tab?.url ?? null;
  const expected = session.settings().expectations.filter(({ page }) => url !== null && holdsOnHost(page, url));
  const recorded = newestRun(visits);
  return {
    checklists: expected.map((expectation) => checkPage(expectation, visits)),
    recordable: recorded !== null && !expected.some(({ page }) => page === recorded.page),
  };
}

function newestRun(visits: readonly Visit[]): Expectation | null {
  for (const visit of visits) {
    const recorded = recordExpectation(visit, uuidv7());
    if (recorded !== null) return recorded;
  }
  return null;
}

function expectThisRun(): void {
  const recorded = newestRun(store.getState().projection?.visits ?? []);
  const settings = session.settings();
  if (recorded === null) return;
  sendRequest('settings.write', { settings: { ...settings, expectations: [...settings.expectations, recorded] } }).catch(showFailure);
}

function saveResult(format: ChecklistFormat): void {
  const [now, { checklists }] = [Date.now(), store.getState()];
  const { ending, type, write } = RESULT_FILES[format];
  download(`pixelpair-checklist-${fileStamp(now)}.${ending}`, new Blob([write(checklists, now, fieldNames(session.settings().redactedFields))], { type: `${type};charset=utf-8` }));
}

function showFailure(error: unknown): void {
  store.setState({ failure: String(error) });
}

function exportReport(): void {
  const { projection } = store.getState();
  if (projection !== null) exportSession('html', { projection, entries: session.entries(), settings: session.settings(), redactedFields: session.settings().redactedFields, now: Date.now() });
}

const actions = {
  onExport: exportReport,
  onOptions: openOptions,
  onRecord: () => {
    sendRequest('recording.set', { on: true }).catch(showFailure);
  },
  onExpect: expectThisRun,
  onSaveResult: saveResult,
};
const app = document.getElementById('app');
if (app !== null) render(<Popup store={store} actions={actions} />, app);
