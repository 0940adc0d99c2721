import { inflateGzip } from '../wire/gzip.ts';
import { browser } from './browser.ts';
import { inspectedTabId } from './devtools.ts';
import { onBroadcast } from './follow-log.ts';
import { findHarEntries, readHarBody, type HarEntry } from './har-backfill.ts';
import { sendRequest } from './send.ts';

/** Reading the network log may take seconds where bodies are large, so it is read rarely. */
const PAUSE_MS = 2_000;
/** Finished requests kept for captures that are told of later: navigation empties DevTools' own log. */
const KEPT = 500;

/**
 * Fills bodies that neither the browser nor the page hook handed over (a Blob sent by a worker) from DevTools' network log of the inspected
 * tab. It says nothing of whether a request was made or how it ended.
 */
export function startBackfill(): void {
  const finished: HarEntry[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  const fillSoon = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined;
      // A background that is being updated answers the next time.
      fill(finished).catch(() => undefined);
    }, PAUSE_MS);
  };
  browser.devtools.network.onRequestFinished.addListener((request) => {
    const entry = request as unknown as HarEntry;
    if (entry.request.postData === undefined) return;
    finished.push(entry);
    if (finished.length > KEPT) finished.shift();
    fillSoon();
  });
  onBroadcast(({ broadcast }) => {
    if (broadcast === 'log.appended') fillSoon();
  });
}

async function fill(finished: readonly HarEntry[]): Promise<void> {
  const { captures } = await sendRequest('bodies.open', { tabId: inspectedTabId() });
  if (captures.length === 0) return;
  const { entries } = (await browser.devtools.network.getHAR()) as unknown as { entries: HarEntry[] };
  for (const [{ captureId }, entry] of findHarEntries(captures, withoutRepeats([...finished, ...entries]))) {
    const body = await readHarBody(entry, inflateGzip);
    if (body !== null) await sendRequest('bodies.fill', { captureId, body });
  }
}

/** A finished request stands in the log too, unless the page has gone since. */
function withoutRepeats(entries: readonly HarEntry[]): HarEntry[] {
  const byKey = new Map(entries.map((entry) => [`${String(entry.startedDateTime)} ${entry.request.method} ${entry.request.url}`, entry]));
  return [...byKey.values()];
}
