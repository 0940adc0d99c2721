import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { SHOP_ACCOUNTS } from '../../demo/accounts.ts';
import type { CaptureStatus } from '../../lib/model/capture-status.ts';
import type { LogEntry } from '../../lib/model/log.ts';
import { openHookStage, projectionWhen, readLog, type HookStage } from './hook-stage.ts';

let stage: HookStage;

beforeAll(async () => {
  stage = await openHookStage();
});

afterAll(() => stage.close());

beforeEach(async () => {
  await stage.configure({ pageHook: true });
  await stage.show({ script: '' });
  await stage.chromium.ask('log.clear', {});
});

const TIKTOK = 'https://analytics.tiktok.com/api/v2/pixel';
const metaPixel = (eventId: string) => `https://www.facebook.com/tr/?id=${SHOP_ACCOUNTS.meta}&ev=Purchase&eid=${eventId}&cd[value]=10&cd[currency]=EUR`;
const tiktokBody = (eventId: string) => JSON.stringify({ event: 'CompletePayment', event_id: eventId, timestamp: new Date().toISOString(), context: { pixel: { code: SHOP_ACCOUNTS.tiktok } }, properties: { value: 10, currency: 'EUR' } });
const serverPurchase = (eventId: string) => ({ data: [{ event_name: 'Purchase', event_id: eventId, event_time: Math.floor(Date.now() / 1000), action_source: 'website', user_data: {}, custom_data: { value: 10, currency: 'EUR' } }] });
const entriesOf = async (kind: LogEntry['kind']) => (await readLog(stage.chromium)).filter(({ entry }) => entry.kind === kind).map(({ entry }) => entry);

test.each([
  ['with the page hook', true],
  ['with the page hook off', false],
])('a pixel that the page’s policy stops is server-only, and the verdict says why, %s', async (_name, pageHook) => {
  await stage.configure({ pageHook });
  const eventId = `csp-${pageHook}`;
  await stage.sendServerEvent('meta', `/v24.0/${SHOP_ACCOUNTS.meta}/events`, serverPurchase(eventId));
  await stage.show({ script: `new Image().src = '${metaPixel(eventId)}'`, policy: "img-src 'self'" });
  const { conversions } = await projectionWhen(stage.chromium, (projection) => projection.conversions[0]?.verdict.outcome === 'server-only');
  expect(conversions.map(({ verdict, browser }) => [verdict.outcome, verdict.causes[0]?.id, browser.map(({ event }) => event.delivery)])).toEqual([
    ['server-only', 'blocked-csp', [{ state: 'blocked', by: 'csp' }]],
  ]);
  expect(stage.received.filter((line) => line.includes(eventId))).toEqual([]);
});

test('a POST that the policy stops is lost where the server sent nothing, with the body that never left', async () => {
  await stage.show({ script: `fetch('${TIKTOK}', { method: 'POST', mode: 'no-cors', keepalive: true, body: ${JSON.stringify(tiktokBody('csp-post'))} }).catch(() => undefined)`, policy: "connect-src 'self'" });
  const { conversions } = await projectionWhen(stage.chromium, (projection) => projection.conversions[0]?.verdict.outcome === 'lost');
  expect(conversions.map(({ verdict, browser }) => [verdict.outcome, verdict.causes[0]?.id, browser[0]?.event.eventId])).toEqual([['lost', 'blocked-csp', 'csp-post']]);
});

test.each([
  ['fetch', `fetch('${TIKTOK}', { method: 'POST', mode: 'no-cors', body: blob })`],
  ['XMLHttpRequest', `const x = new XMLHttpRequest(); x.open('POST', '${TIKTOK}'); x.send(blob)`],
  ['sendBeacon', `navigator.sendBeacon('${TIKTOK}', blob)`],
  ['sendBeacon while the page goes away', `addEventListener('pagehide', () => navigator.sendBeacon('${TIKTOK}', blob)); location.href = '/next'`],
])('the Blob body of %s is read through the hook, as it arrived', async (name, send) => {
  const body = tiktokBody(`blob ${name}`);
  await stage.show({ script: `if (!location.pathname.includes('next')) { const blob = new Blob([${JSON.stringify(body)}], { type: 'text/plain' }); ${send} }` });
  const { conversions } = await projectionWhen(stage.chromium, (projection) => projection.conversions.some(({ browser }) => browser[0]?.event.eventId === `blob ${name}`));
  expect(conversions.map(({ eventName, browser }) => [eventName, browser[0]?.event.eventId, browser.length])).toEqual([['CompletePayment', `blob ${name}`, 1]]);
  expect(stage.received.filter((line) => line.includes(`blob ${name}`))).toHaveLength(1);
  const captures = await entriesOf('capture');
  expect(captures).toHaveLength(1);
  expect(await entriesOf('body')).toMatchObject([{ seenBy: 'page-hook', body: { kind: 'text', text: body } }]);
});

test('without the hook the same Blob is a row that says what is missing', async () => {
  await stage.configure({ pageHook: false });
  await stage.show({ script: `fetch('${TIKTOK}', { method: 'POST', mode: 'no-cors', body: new Blob([${JSON.stringify(tiktokBody('unseen'))}], { type: 'text/plain' }) })` });
  const { conversions, health } = await projectionWhen(stage.chromium, (projection) => projection.conversions.length > 0);
  expect(conversions.map(({ verdict }) => [verdict.outcome, verdict.causes[0]?.id])).toEqual([['undetermined', 'body-unreadable']]);
  expect(health.unreadableReasons).toEqual([{ reason: expect.stringMatching(/Blob/) as string, count: 1 }]);
});

/** The stock snippet of Meta's pixel, with a stand-in for what it loads. */
const FBQ = `!function(f){if(f.fbq)return;var n=f.fbq=function(){n.callMethod?n.callMethod.apply(n,arguments):n.queue.push(arguments)};if(!f._fbq)f._fbq=n;n.push=n;n.loaded=!0;n.version='2.0';n.queue=[];var t=document.createElement('script');t.async=!0;t.src='https://connect.facebook.net/en_US/fbevents.js';document.head.append(t)}(window);`;
/** It takes the calls out of the queue and makes an ID where the page gave none. */
const SDK = `fbq.callMethod = function (verb, name, data, options) { if (verb === 'track') new Image().src = 'https://www.facebook.com/tr/?id=${SHOP_ACCOUNTS.meta}&ev=' + name + '&eid=' + ((options || {}).eventID || 'made-by-sdk') + '&cd[value]=10&cd[currency]=EUR&cd[order_id]=1013'; };
while (fbq.queue.length > 0) fbq.callMethod.apply(fbq, fbq.queue.shift());`;

test.each([
  ['page', `{ eventID: 'own-1' }`, 'own-1'],
  ['sdk', `{}`, 'made-by-sdk'],
] as const)('the chain dataLayer → call → wire is kept, and says that the ID is the %s’s', async (origin, options, eventId) => {
  await stage.show({
    script: `window.dataLayer = []; dataLayer.push({ event: 'purchase', ecommerce: { transaction_id: '1013' } }); ${FBQ} fbq('init', '123'); fbq('track', 'Purchase', { value: 10 }, ${options});`,
    sdk: SDK,
  });
  const { conversions } = await projectionWhen(stage.chromium, (projection) => (projection.conversions[0]?.calls.length ?? 0) >= 2);
  expect(conversions.map(({ browser, calls }) => [browser[0]?.event.eventId, browser[0]?.event.eventIdOrigin, calls.map(({ method }) => method)])).toEqual([[eventId, origin, ['dataLayer.push', 'track']]]);
  expect(conversions[0]?.calls[1]?.stack).toMatch(/thank-you/);
});

test('the same image again is no second capture and no loss', async () => {
  const src = metaPixel('twice').replace('Purchase', 'PageView');
  await stage.show({ script: `const load = () => new Promise((done) => { const image = new Image(); image.onload = image.onerror = done; image.src = '${src}' }); Promise.all([load(), load()])` });
  const { health } = await projectionWhen(stage.chromium, (projection) => projection.health.attempts.length > 0);
  const arrived = stage.received.filter((line) => line.includes('twice')).length;
  expect(await entriesOf('capture')).toHaveLength(arrived);
  expect(health.attempts.map(({ why }) => why)).toEqual(arrived === 1 ? ['coalesced'] : []);
});

test('a beacon over the quota failed, for the reason that the page was told', async () => {
  await stage.show({ script: `navigator.sendBeacon('${TIKTOK}', '${'x'.repeat(70_000)}')` });
  const { health } = await projectionWhen(stage.chromium, (projection) => projection.health.captures > 0);
  expect(health.captures).toBe(1);
  expect(await entriesOf('capture')).toMatchObject([{ capture: { seenBy: ['page-hook'], delivery: { state: 'failed', error: expect.stringMatching(/refused/) as string } } }]);
});

test('the status names every frame of the tab, and the hook’s state in it', async () => {
  await stage.show({ script: '', markup: '<iframe src="https://sub.shop.test/frame"></iframe><iframe srcdoc="<p>x"></iframe>' });
  const tabId = (await entriesOfTab()) ?? -1;
  const status = await stage.chromium.ask<CaptureStatus>('capture.status', { tabId });
  expect(status).toMatchObject({ permitted: true, hookOn: true, dropped: 0 });
  expect(new Set(status.frames.map(({ state, reasons }) => `${state} ${reasons.join()}`))).toEqual(new Set(['on ']));
  expect(status.frames.map(({ url }) => url)).toEqual(expect.arrayContaining(['https://shop.test/thank-you', 'https://sub.shop.test/frame']));
});

/** The tab under test, as a request of its own tells it. */
async function entriesOfTab(): Promise<number | undefined> {
  await stage.chromium.run(`await fetch('${metaPixel('tab').replace('Purchase', 'PageView')}', { mode: 'no-cors' })`);
  await projectionWhen(stage.chromium, (projection) => projection.health.captures > 0);
  const [entry] = await entriesOf('capture');
  return entry?.kind === 'capture' ? entry.capture.tabId : undefined;
}
