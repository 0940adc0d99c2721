import { afterAll, beforeAll, expect, test } from 'vitest';
import type { PageCall } from '../../lib/model/page-record.ts';
import { openHookLab, type HookLab, type SeenRecord } from './hook-pages/hook-lab.ts';

let lab: HookLab;

beforeAll(async () => {
  lab = await openHookLab();
});

afterAll(() => lab.close());

/** All that the page saw of its own calls. */
async function observe(on: boolean, page = 'sdks'): Promise<unknown> {
  await lab.switchHook(on);
  await lab.page.goto(`https://shop.test/${page}.html`);
  await lab.page.waitForFunction('window.finished');
  return lab.page.evaluate('seen');
}

const callsOf = (records: SeenRecord[]): PageCall[] => records.filter((record) => record.record === 'call');

test('the page sees the same calls, arguments, this, results, descriptors, order and tasks with the hook and without it', async () => {
  const without = await observe(false);
  const withHook = await observe(true);
  expect(withHook).toEqual(without);
});

test('the natives look and behave the same: descriptors, texts, subclasses, exceptions, what is read of the page’s objects', async () => {
  const without = await observe(false, 'natives');
  const withHook = await observe(true, 'natives');
  expect(withHook).toEqual(without);
});

test('what a page can still see of the hook is what docs/discoveries.md says', async () => {
  const look = `({
    queue: Object.getPrototypeOf(dataLayer) === Array.prototype,
    callMethod: fbq.callMethod.toString() === Function.prototype.toString.call(fbq.callMethod),
    otherRealm: (document.body.append(document.createElement('iframe')), String(frames[0].Function.prototype.toString.call(fetch))),
  })`;
  await observe(false);
  expect(await lab.page.evaluate(look)).toEqual({ queue: true, callMethod: true, otherRealm: 'function fetch() { [native code] }' });
  await observe(true);
  expect(await lab.page.evaluate(look)).toEqual({ queue: false, callMethod: true, otherRealm: 'function () { [native code] }' });
});

test('every call of every SDK is recorded once: queued before it loaded, handed over, and made after', async () => {
  await lab.forget();
  await observe(true);
  const calls = callsOf(await lab.records((records) => callsOf(records).length >= 34));
  const told = (api: string): unknown[] => calls.filter((call) => call.api === api).map(({ method, arguments: args }) => [method, ...args]);
  expect(told('fbq')).toEqual([
    ['init', '1234567890'],
    ['track', 'PageView'],
    ['track', 'Purchase', { value: 1 }, { eventID: 'fb-2' }],
    ['throw'],
  ]);
  expect(told('ttq')).toEqual([
    ['page'],
    ['track', 'ViewContent', { value: 1 }, { event_id: 'tt-1' }],
    ['track', 'AddToCart', { value: 2 }, { event_id: 'tt-2' }],
    ['track', 'Purchase', {}, { event_id: 'tt-3' }],
    ['track', 'Lead', {}, { event_id: 'tt-4' }],
  ]);
  expect(told('gtag')).toEqual([
    ['js', '[object Date]'],
    ['config', 'G-DEMO1'],
    ['event', 'purchase', { transaction_id: 'T-1' }],
    ['event', 'late', { transaction_id: 'T-2' }],
    ['event', 'from a tag', { transaction_id: 'T-3' }],
  ]);
  expect(told('dataLayer')).toEqual([
    ['push', { event: 'cart', ecommerce: { value: 3 } }],
    ['push', { event: 'two' }],
    ['push', { event: 'three' }],
  ]);
  expect(told('oaiq')).toEqual([
    ['init', { pixelId: 'P1' }],
    ['measure', 'order_created', { type: 'contents' }, { event_id: 'oa-1' }],
    ['measure', 'lead_created', {}, { event_id: 'oa-2' }],
  ]);
  expect(told('pintrk')).toEqual([
    ['load', '26123'],
    ['track', 'checkout', { event_id: 'pin-1' }],
    ['track', 'lead', { event_id: 'pin-2' }],
  ]);
  expect(told('snaptr')).toEqual([
    ['init', 'S1', { user_email: 'x' }],
    ['track', 'PURCHASE', { client_dedup_id: 'sn-1' }],
    ['track', 'SIGN_UP', { client_dedup_id: 'sn-2' }],
  ]);
  expect(told('lintrk')).toEqual([
    ['track', { conversion_id: 1, event_id: 'li-1' }],
    ['track', { conversion_id: 2, event_id: 'li-2' }],
  ]);
  expect(told('rdt')).toEqual([
    ['init', 'a2_1'],
    ['track', 'Purchase', { conversionId: 'rd-1' }],
    ['track', 'Lead', { conversionId: 'rd-2' }],
  ]);
  expect(told('twq')).toEqual([
    ['config', 'o1'],
    ['event', 'tw-o1-a', { conversion_id: 'x-1' }],
    ['event', 'tw-o1-b', { conversion_id: 'x-2' }],
  ]);
  expect(told('uetq')).toEqual([
    ['push', 'event', 'purchase', { event_id: 'ue-1' }],
    ['push', 'event', 'signup', { event_id: 'ue-2' }],
  ]);
});

test('a call has the stack of the page’s code, also before its SDK loaded', async () => {
  await lab.forget();
  await observe(true);
  const calls = callsOf(await lab.records((records) => callsOf(records).length >= 34));
  const withoutStack = calls.filter(({ stack }) => !stack?.includes('https://shop.test/sdks.html'));
  // Google's snippet and its first calls are one script without a loader: they are read from the dataLayer right after.
  expect(withoutStack.map(({ api, method }) => `${api} ${method}`)).toEqual(['gtag js', 'gtag config']);
});
