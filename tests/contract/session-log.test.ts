import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { stripTypeScriptTypes } from 'node:module';
import type { AddressInfo } from 'node:net';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { LogEntry, LoggedEntry } from '../../lib/model/log.ts';
import type { LogDatabase, Retention } from '../../lib/session/log-store.ts';

/** IndexedDB is a browser's: these run the adapter in a real one. */
declare global {
  var log: LogDatabase;
  var openIndexedDb: (name: string) => LogDatabase;
}

const ROOT = new URL('../../', import.meta.url);
/** Every load of it opens the database as a background that has just started does. */
const PAGE = `<!doctype html>
<script type="importmap">{ "imports": { "idb": "/node_modules/idb/build/index.js" } }</script>
<script type="module">
  import { openIndexedDb } from '/lib/session/indexed-db.ts';
  Object.assign(globalThis, { openIndexedDb, log: openIndexedDb('test') });
</script>`;

let server: Server;
let browser: Browser;
let page: Page;

/** Serves the project's own modules, types stripped. */
async function serveModule(path: string): Promise<string> {
  const source = await readFile(new URL(`.${path}`, ROOT), 'utf8');
  return path.endsWith('.ts') ? stripTypeScriptTypes(source) : source;
}

beforeAll(async () => {
  server = createServer((request, response) => {
    const path = request.url ?? '/';
    if (path === '/') return void response.setHeader('content-type', 'text/html').end(PAGE);
    response.setHeader('content-type', 'text/javascript');
    serveModule(path).then(
      (code) => response.end(code),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const executablePath = process.env['CHROME_PATH'];
  if (executablePath === undefined) throw new Error('CHROME_PATH is not set: npm test finds a Chromium and sets it.');
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
});

afterAll(async () => {
  await browser.close();
  server.close();
});

beforeEach(async () => {
  page = await (await browser.newContext()).newPage();
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
});

const recording = (seq: number): LoggedEntry => ({ seq, entry: { kind: 'recording', at: seq, on: true } });
const capture = (seq: number): LoggedEntry => ({ seq, entry: { kind: 'capture', at: seq, capture: { id: `s:${seq}:0` } } as LogEntry });
const write = (entries: LoggedEntry[]) => page.evaluate((list) => globalThis.log.write(list), entries);
const readAfter = (after: number, limit = 1_000) => page.evaluate(([from, count]) => globalThis.log.readAfter(from, count), [after, limit] as const);
const prune = (change: Partial<Retention>, now = 0) =>
  page.evaluate(([retention, at]) => globalThis.log.prune(retention, at), [{ maxCaptures: 1_000, maxAgeMs: 1_000_000, maxBytes: 1_000_000, ...change }, now] as const);
const places = (entries: readonly LoggedEntry[]) => entries.map(({ seq }) => seq);

describe('the session log in IndexedDB', () => {
  it('gives entries back as they were written, over restarts', async () => {
    await write([recording(1), capture(2)]);
    await page.reload();
      expect(await readAfter(0)).toEqual([recording(1), capture(2)]);
    expect(await page.evaluate(() => globalThis.log.last())).toBe(2);
  });

  it('reads on from a place, as many as asked for', async () => {
    await write([1, 2, 3, 4].map(recording));
    expect(places(await readAfter(1, 2))).toEqual([2, 3]);
    expect(places(await page.evaluate(() => globalThis.log.tail(2)))).toEqual([3, 4]);
  });

  it('keeps the newest place when it is cleared', async () => {
    await write([recording(1), recording(2)]);
    await page.evaluate(() => globalThis.log.clear());
    expect(await readAfter(0)).toEqual([]);
    expect(await page.evaluate(() => globalThis.log.last())).toBe(2);
  });

  it('prunes to the newest captures and keeps when recording was switched; it names the places that are gone', async () => {
    await write([recording(1), capture(2), capture(3), { seq: 4, entry: { kind: 'fault', at: 4, code: 'x', message: 'x' } }, capture(5), capture(6)]);
    expect(await prune({ maxCaptures: 2 })).toEqual([2, 3]);
    expect(places(await readAfter(0))).toEqual([1, 4, 5, 6]);
    expect(await prune({ maxCaptures: 2 })).toEqual([]);
    expect(places(await readAfter(0))).toEqual([1, 4, 5, 6]);
  });

  it('prunes what is too old', async () => {
    await write([capture(10), capture(20), capture(30)]);
    await prune({ maxAgeMs: 15 }, 35);
    expect(places(await readAfter(0))).toEqual([20, 30]);
  });

  it('prunes to a size, of what a version without sizes wrote too', async () => {
    const long = (seq: number): LoggedEntry => ({ seq, entry: { kind: 'fault', at: seq, code: 'x', message: 'x'.repeat(1_000) } });
    await page.evaluate(async (entries) => {
      const request = indexedDB.open('older', 1);
      request.onupgradeneeded = () => {
        const store = request.result.createObjectStore('entries', { keyPath: 'seq' });
        store.createIndex('captures', 'captureSeq');
        for (const entry of entries) store.put(entry);
        request.result.createObjectStore('meta').put(2, 'last');
      };
      await new Promise((resolve) => (request.onsuccess = resolve));
      request.result.close();
      globalThis.log = globalThis.openIndexedDb('older');
    }, [long(1), long(2)]);
    expect(places(await readAfter(0))).toEqual([1, 2]);
    await write([long(3), long(4)]);
    await prune({ maxBytes: 2_500 });
    expect(places(await readAfter(0))).toEqual([3, 4]);
    await page.evaluate(() => globalThis.log.clear());
    await write([long(5)]);
    await prune({ maxBytes: 1_100 });
    expect(places(await readAfter(0))).toEqual([5]);
  });

  it('an update that waits for an older version’s page says so, and takes over once that is closed', async () => {
    const blocked = await page.evaluate(async () => {
      const request = indexedDB.open('held', 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore('entries', { keyPath: 'seq' }).createIndex('captures', 'captureSeq');
        request.result.createObjectStore('meta').put(7, 'last');
      };
      await new Promise((resolve) => (request.onsuccess = resolve));
      globalThis.log = globalThis.openIndexedDb('held');
      const code = await globalThis.log.last().then(() => null, (error: { code: string }) => error.code);
      request.result.close();
      return code;
    });
    expect(blocked).toBe('log-blocked');
    expect(await page.evaluate(() => globalThis.log.last())).toBe(7);
  });

  it('stores all entries of a write or none', async () => {
    const failure = await page.evaluate(
      async ([good]) => globalThis.log.write([good, { seq: 2, entry: () => undefined } as never]).then(() => null, (error: { code: string }) => error.code),
      [recording(1)] as const,
    );
    expect(failure).toBe('log-unusable');
    expect(await readAfter(0)).toEqual([]);
  });

  it('opens anew after the browser took the connection away', async () => {
    await write([recording(1)]);
    await page.evaluate(async () => {
      await new Promise((resolve) => (indexedDB.deleteDatabase('test').onsuccess = resolve));
      await globalThis.log.last().catch(() => null);
    });
    await write([recording(2)]);
    expect(places(await readAfter(0))).toEqual([2]);
  });

  it('names a newer database for what it is', async () => {
    await page.evaluate(async () => {
      const request = indexedDB.open('newer', 9);
      await new Promise((resolve) => (request.onsuccess = resolve));
      request.result.close();
    });
    const failure = await page.evaluate(() => globalThis.openIndexedDb('newer').last().then(() => null, (error: Error & { code: string }) => ({ code: error.code, message: error.message })));
    expect(failure).toMatchObject({ code: 'log-unusable', message: expect.stringContaining('VersionError') as string });
  });

  it('a disk that is full is told as such', async () => {
    const session = await page.context().newCDPSession(page);
    await session.send('Storage.overrideQuotaForOrigin', { origin: new URL(page.url()).origin, quotaSize: 1_000 });
    const failure = await page.evaluate(() => {
      const message = 'x'.repeat(2_000_000);
      return globalThis.log.write([{ seq: 1, entry: { kind: 'fault', at: 1, code: 'x', message } }]).then(() => null, (error: { code: string }) => error.code);
    });
    expect(failure).toBe('log-full');
  });
});
