import { chromium } from 'playwright-core';
import type { Page } from 'playwright-core';
import { until } from '../../demo/until.ts';
import { openReceiver } from '../e2e/matrix/receiver.ts';
import { needChromium, openChromium } from '../e2e/matrix/recording-browser.ts';
import type { RecordingChromium } from '../e2e/matrix/recording-browser.ts';
import { openBackgroundHeap } from './background-heap.ts';
import { medianOf } from './measure.ts';

/** Medians of one way to browse; `extraUsPerRequest`: over the extension off, round by round. */
export interface PageCost {
  way: Way;
  loadMs: number;
  burstMs: number;
  postMs: number;
  extraUsPerRequest: number;
}

/** Heap of the background in MiB after so many captures, after a full collection. */
export interface BackgroundMemory {
  captures: number;
  heapMiB: number;
}

export const WAYS = ['extension off', 'recorder', 'recorder and hook'] as const;
export type Way = (typeof WAYS)[number];

type Times = Record<'loadMs' | 'burstMs' | 'postMs', number>;

const REQUESTS = 1_000;
const POSTS = 200;
const ROUNDS = 5;
const PIXEL = 'https://www.facebook.com/tr/?id=1013&ev=PageView';

/** 1,000 pictures at once, then POSTs one after the other: milliseconds for all pictures, and of the middle POST. */
const MEASURE = `(async () => {
  const start = performance.now();
  await Promise.all(Array.from({ length: ${REQUESTS} }, (_, index) => new Promise((done) => {
    const image = new Image();
    image.onload = image.onerror = done;
    image.src = '${PIXEL}&burst=' + start + '.' + index;
  })));
  const burstMs = performance.now() - start;
  const posts = [];
  for (let index = 0; index < ${POSTS}; index += 1) {
    const begun = performance.now();
    await fetch('${PIXEL}&post=' + index, { method: 'POST', mode: 'no-cors', body: 'x'.repeat(2000) });
    posts.push(performance.now() - begun);
  }
  posts.sort((a, b) => a - b);
  const [navigation] = performance.getEntriesByType('navigation');
  return { loadMs: navigation.loadEventEnd, burstMs, postMs: posts[posts.length >> 1] };
})()`;

async function measureOnce(page: Page): Promise<Times> {
  await page.goto('https://shop.test/pixels');
  return page.evaluate<Times>(MEASURE);
}

async function openPlain(port: number): Promise<{ page: Page; close: () => Promise<void> }> {
  const browser = await chromium.launch({ executablePath: needChromium(), args: [`--host-resolver-rules=MAP * 127.0.0.1:${port}`, '--ignore-certificate-errors', '--disable-quic'] });
  return { page: await browser.newPage(), close: () => browser.close() };
}

/** Documents loaded from now on have the hook, or have it not. */
async function switchHook(browser: RecordingChromium, pageHook: boolean): Promise<void> {
  await browser.ask('settings.write', { settings: { ...(await browser.ask<object>('settings.read', {})), pageHook } });
}

/** What the extension costs a page: off, recorder alone, recorder and hook, in turns, so that a busy machine slows all alike. */
export async function benchPageCost(): Promise<PageCost[]> {
  const receiver = await openReceiver();
  const plain = await openPlain(receiver.port);
  const recorder = await openChromium(receiver.port);
  const hooked = await openChromium(receiver.port);
  await switchHook(recorder, false);
  await switchHook(hooked, true);
  const pages: Record<Way, Page> = { 'extension off': plain.page, recorder: recorder.page, 'recorder and hook': hooked.page };
  const times: Record<Way, Times[]> = { 'extension off': [], recorder: [], 'recorder and hook': [] };
  // The first round warms connections and caches.
  for (let round = 0; round <= ROUNDS; round += 1) {
    for (const way of WAYS) {
      const measured = await measureOnce(pages[way]);
      if (round > 0) times[way].push(measured);
    }
  }
  for (const each of [plain, recorder, hooked, receiver]) await each.close();
  return WAYS.map((way) => toCost(way, times[way], times['extension off']));
}

function toCost(way: Way, times: readonly Times[], off: readonly Times[]): PageCost {
  const median = (name: keyof Times): number => medianOf(times.map((each) => each[name]));
  const extraMs = medianOf(times.map(({ burstMs }, round) => burstMs - (off[round]?.burstMs ?? NaN)));
  return { way, loadMs: median('loadMs'), burstMs: median('burstMs'), postMs: median('postMs'), extraUsPerRequest: (extraMs * 1000) / REQUESTS };
}

/** Real requests, a thousand at a time, with the settings as they ship: the log keeps what its retention says. */
export async function benchBackgroundMemory(counts: readonly number[]): Promise<BackgroundMemory[]> {
  const receiver = await openReceiver();
  const browser = await openChromium(receiver.port);
  await browser.visit('https://shop.test/quiet');
  const heap = await openBackgroundHeap(browser.browser);
  const measured: BackgroundMemory[] = [];
  let sent = 0;
  for (const captures of counts) {
    for (; sent < captures; sent += REQUESTS) await sendMany(browser, sent);
    await untilLogged(browser, captures);
    measured.push({ captures, heapMiB: (await heap.read()) / 2 ** 20 });
  }
  await browser.close();
  await receiver.close();
  return measured;
}

const sendMany = (browser: RecordingChromium, from: number): Promise<void> =>
  browser.run(`await Promise.all(Array.from({ length: ${REQUESTS} }, (_, index) => fetch('${PIXEL}&n=' + (${from} + index), { mode: 'no-cors' })));`);

/** A capture and its delivery are two entries. */
async function untilLogged(browser: RecordingChromium, captures: number): Promise<void> {
  const isLogged = async (): Promise<boolean> => (await browser.ask<{ last: number }>('log.read', { after: 0, limit: 1 })).last >= 2 * captures;
  await until(`${captures} captures to be logged`, isLogged, 300_000);
}
