import { readFile } from 'node:fs/promises';
import type { Page, Worker } from 'playwright-core';
import { firstPage, launchBrowser } from '../../../demo/browser.ts';
import { listenTls } from '../../../demo/listen.ts';
import { until } from '../../../demo/until.ts';
import type { PageRecord } from '../../../lib/model/page-record.ts';
import { writeHookExtension } from './hook-extension.ts';

/** A request as the loopback server got it. */
export interface Hit {
  method: string;
  url: string;
  contentType: string | null;
  body: Uint8Array<ArrayBuffer>;
}

export type SeenRecord = PageRecord & { frame: string; documentId: string };

/** A real Chromium with the hook, before a server that is every host and keeps what it gets. */
export interface HookLab {
  page: Page;
  hits: Hit[];
  switchHook(on: boolean): Promise<void>;
  /** Records so far, once `enough` holds. */
  records(enough: (records: SeenRecord[]) => boolean): Promise<SeenRecord[]>;
  forget(): Promise<void>;
  close(): Promise<void>;
}

const pageFile = (path: string): URL => new URL(`.${path}`, import.meta.url);

const HEADERS = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*', 'cache-control': 'no-store' };

/** `/sdk.js?NAME` waits until the page asks for `/go?NAME`, so that the order of its tasks is the page's, not the network's. */
const gates = new Map<string, PromiseWithResolvers<void>>();
function gateOf(name: string): PromiseWithResolvers<void> {
  const gate = gates.get(name) ?? Promise.withResolvers<void>();
  gates.set(name, gate);
  return gate;
}

async function answer(hits: Hit[], request: Request): Promise<Response> {
  const { method, url, headers } = request;
  const { pathname, search, searchParams } = new URL(url);
  if (pathname === '/go') gateOf(search).resolve();
  if (pathname === '/sdk.js') {
    await gateOf(search).promise;
    gates.delete(search);
  }
  if (/\.(html|js)$/.test(pathname)) {
    const csp = searchParams.get('csp');
    const type = pathname.endsWith('.js') ? 'text/javascript' : 'text/html';
    return new Response(await readFile(pageFile(pathname)), { headers: { ...HEADERS, 'content-type': type, ...(csp === null ? {} : { 'content-security-policy': csp }) } });
  }
  if (method !== 'OPTIONS') hits.push({ method, url, contentType: headers.get('content-type'), body: new Uint8Array(await request.arrayBuffer()) });
  return new Response(pathname === '/' ? '<!doctype html><title>blank</title>' : '', { headers: { ...HEADERS, 'content-type': 'text/html' } });
}

export async function openHookLab(): Promise<HookLab> {
  const executablePath = process.env['CHROME_PATH'];
  if (executablePath === undefined) throw new Error('CHROME_PATH is not set: npm test finds a Chromium and sets it.');
  const hits: Hit[] = [];
  const listener = await listenTls((request) => answer(hits, request));
  const extension = await writeHookExtension();
  const browser = await launchBrowser({ executablePath, headless: true, extensions: [extension.folder], port: listener.port });
  const worker = browser.context.serviceWorkers()[0] as Worker;
  const evaluate = <T>(code: string): Promise<T> => worker.evaluate<T>(code);
  const lab: HookLab = {
    page: firstPage(browser),
    hits,
    switchHook: (on) => evaluate(`switchHook(${on})`),
    records: (enough) =>
      until('the records of the hook', async () => {
        const records = await evaluate<SeenRecord[]>('records');
        return enough(records) ? records : null;
      }),
    async forget() {
      hits.length = 0;
      await evaluate('records.length = 0');
    },
    async close() {
      await browser.close();
      await listener.close();
      await extension.remove();
    },
  };
  await lab.switchHook(true);
  return lab;
}
