import { afterEach, beforeEach, expect, test } from 'vitest';
import { listenTls } from '../../demo/listen.ts';
import type { Listener } from '../../demo/listen.ts';
import { until } from '../../demo/until.ts';
import type { Capture } from '../../lib/model/capture.ts';
import { projectionWhen } from './hook-stage.ts';
import { followCaptures, tokenOf } from './matrix/recorded.ts';
import { openUnwatchedChromium } from './unwatched-chromium.ts';
import type { UnwatchedChromium } from './unwatched-chromium.ts';

let server: Listener;
let browser: UnwatchedChromium;
/** Tokens of the pixels that arrived. */
let arrived: string[];

const PAGES: Readonly<Record<string, string>> = {
  /** Has the next page prerendered, and goes there once that has sent its first pixel. */
  '/checkout': `
    <script type="speculationrules">{ "prerender": [{ "urls": ["/thank-you"], "eagerness": "immediate" }] }</script>
    <script>send('checkout'); when('prerendering').then(() => location.assign('/thank-you'));</script>`,
  '/thank-you': `
    <script>
      send(document.prerendering ? 'prerendering' : 'not-prerendered');
      document.addEventListener('prerenderingchange', () => send('activated'));
    </script>`,
  /** Sends again only where it comes back as it was left. */
  '/cart': `
    <script>
      send('cart');
      addEventListener('pageshow', ({ persisted }) => { if (persisted) send('restored'); });
      addEventListener('load', () => when('cart').then(() => location.assign('/help')));
    </script>`,
  '/help': `<script>send('help'); when('help').then(() => history.back());</script>`,
};

const HEAD = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shop</title><link rel="icon" href="data:,"><body>
  <script>
    const send = (token) => fetch('https://www.facebook.com/tr/?id=1013&ev=Purchase&cd[order_id]=' + token + '&eid=' + token, { mode: 'no-cors' });
    const when = (token) => fetch('/when?token=' + token);
  </script>`;

beforeEach(async () => {
  arrived = [];
  server = await listenTls(async ({ url: href }) => {
    const url = new URL(href);
    if (url.hostname !== 'shop.test') {
      // The browser asks some addresses of its own.
      if (url.hostname === 'www.facebook.com') arrived.push(tokenOf({ url: href }));
      return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } });
    }
    if (url.pathname === '/when') await until('a pixel', () => arrived.includes(url.searchParams.get('token') ?? ''));
    const page = PAGES[url.pathname];
    return page === undefined ? new Response(null, { status: 204 }) : new Response(HEAD + page, { headers: { 'content-type': 'text/html' } });
  });
  browser = await openUnwatchedChromium(server.port);
});

afterEach(async () => {
  await browser.close();
  await server.close();
});

/** Shows a page, and gives the captures once the last of them has ended, in the order in which they began. */
async function capturesFrom(url: string, last: string): Promise<Capture[]> {
  await browser.open(url);
  const read = followCaptures(browser);
  await until(`the pixel ${last}`, async () => (await read()).some((capture) => tokenOf(capture) === last && capture.delivery.state !== 'in-flight'));
  return (await read()).toSorted((a, b) => a.startedAt - b.startedAt);
}

/** What each pixel stands under, visit by visit, oldest first. */
async function visitsOf(pixels: number): Promise<[page: string, tokens: (string | null)[]][]> {
  const { visits } = await projectionWhen(browser, ({ conversions }) => conversions.length === pixels);
  return visits.toReversed().map(({ pageUrl, conversions }) => [new URL(pageUrl ?? '').pathname, conversions.map(({ orderId }) => orderId).toSorted()]);
}

test('a page that Chromium prerenders: what it sends before and after it is shown is its own, once', async () => {
  const captures = await capturesFrom('https://shop.test/checkout', 'activated');
  expect(arrived).toEqual(['checkout', 'prerendering', 'activated']);
  expect(captures.map((capture) => [tokenOf(capture), capture.pageUrl, capture.frame, capture.delivery.state])).toEqual([
    ['checkout', 'https://shop.test/checkout', 'top', 'delivered'],
    ['prerendering', 'https://shop.test/thank-you', 'top', 'delivered'],
    ['activated', 'https://shop.test/thank-you', 'top', 'delivered'],
  ]);
  const [checkout, before, after] = captures.map(({ documentId }) => documentId);
  expect(before).toBe(after);
  expect(before).not.toBe(checkout);
  expect(new Set(captures.map(({ tabId }) => tabId)).size).toBe(1);
  expect(await visitsOf(3)).toEqual([['/checkout', ['checkout']], ['/thank-you', ['activated', 'prerendering']]]);
});

test('a page that comes back out of the back/forward cache: what it sends then belongs to its visit, not to the page in between', async () => {
  const captures = await capturesFrom('https://shop.test/cart', 'restored');
  expect(arrived).toEqual(['cart', 'help', 'restored']);
  expect(captures.map((capture) => [tokenOf(capture), capture.pageUrl, capture.delivery.state])).toEqual([
    ['cart', 'https://shop.test/cart', 'delivered'],
    ['help', 'https://shop.test/help', 'delivered'],
    ['restored', 'https://shop.test/cart', 'delivered'],
  ]);
  const [cart, help, restored] = captures.map(({ documentId }) => documentId);
  expect(restored).toBe(cart);
  expect(help).not.toBe(cart);
  expect(await visitsOf(3)).toEqual([['/cart', ['cart', 'restored']], ['/help', ['help']]]);
});
