import type { Page } from 'playwright-core';
import type { LoggedEntry } from '../../../lib/model/log.ts';

const ENTRIES_AT_ONCE = 10_000;

/** Writes entries into the extension's stored log after what is there (lib/session/indexed-db.ts), as if they had been recorded. `page`: one of the extension's own. */
export async function seedLog(page: Page, log: readonly LoggedEntry[]): Promise<void> {
  for (let start = 0; start < log.length; start += ENTRIES_AT_ONCE) {
    await page.evaluate(writeEntries, JSON.stringify(log.slice(start, start + ENTRIES_AT_ONCE).map(({ entry }) => entry)));
  }
}

/** Runs in the page. */
async function writeEntries(entriesJson: string): Promise<void> {
  const answer = <Result>(request: IDBRequest<Result>): Promise<Result> =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error ?? new Error('The log could not be written.'));
    });
  const db = await answer(indexedDB.open('pixelpair'));
  const transaction = db.transaction(['entries', 'meta'], 'readwrite');
  const [store, meta] = [transaction.objectStore('entries'), transaction.objectStore('meta')];
  let last = (await answer(meta.get('last') as IDBRequest<number | undefined>)) ?? 0;
  for (const entry of JSON.parse(entriesJson) as LoggedEntry['entry'][]) {
    last += 1;
    store.put(entry.kind === 'capture' ? { seq: last, entry, captureSeq: last } : { seq: last, entry });
  }
  meta.put(last, 'last');
  await new Promise((resolve) => (transaction.oncomplete = resolve));
  db.close();
}
