import type { PanelStore } from '../../components/panel/panel-store.ts';
import { newestSale } from '../../components/panel/panel-views.tsx';
import { revisitPage } from '../../lib/extension/inspected-page.ts';
import type { Revisit } from '../../lib/model/revisit.ts';

/** Pixels wait for idle moments and for each other: after this long without a request the page has said what it has to say. */
const QUIET_MS = 3_000;
const LONGEST_MS = 20_000;
const POLL_MS = 250;

/** Visits the inspected page again and waits for its pixels; the store follows. */
export async function runRevisit(store: PanelStore, kind: Revisit): Promise<void> {
  const { projection, tabId } = store.getState();
  const before = newestSale(projection?.visits ?? [], tabId)?.conversions ?? [];
  const run = { kind, before, startedAt: Date.now(), running: true, failure: null };
  store.setState({ revisit: run });
  try {
    await revisitPage(kind);
    await untilQuiet(() => store.getState().projection?.health.captures ?? 0);
    store.setState({ revisit: { ...run, running: false } });
  } catch (error) {
    store.setState({ revisit: { ...run, running: false, failure: error instanceof Error ? error.message : String(error) } });
  }
}

async function untilQuiet(countRequests: () => number): Promise<void> {
  const end = Date.now() + LONGEST_MS;
  let seen = countRequests();
  let changedAt = Date.now();
  while (Date.now() < end && Date.now() - changedAt < QUIET_MS) {
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    if (countRequests() === seen) continue;
    seen = countRequests();
    changedAt = Date.now();
  }
}
