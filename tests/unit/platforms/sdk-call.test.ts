import { describe, expect, it, test } from 'vitest';
import { readPageCall, readSdkCall } from '../../../lib/platforms/sdk-call.ts';
import { PLATFORM_IDS } from '../../../lib/model/platform-id.ts';
import { platformById } from '../../../lib/platforms/registry.ts';
import type { HookedApi, PageCall } from '../../../lib/model/page-record.ts';
import { sha256Hex } from '../../../lib/wire/sha256.ts';

function read(api: HookedApi, method: string, ...args: unknown[]) {
  const call: PageCall = { record: 'call', api, method, arguments: args, stack: 'at a.js:1', at: 5 };
  return readPageCall(call, 'D1').map(({ platform, eventName, eventId, pixelIds }) => [platform, eventName, eventId, ...pixelIds]);
}

describe('every SDK: platform, name, ID and pixel stand where that SDK reads them', () => {
  it.each<[string, ReturnType<typeof read>, unknown[][]]>([
    ['fbq', read('fbq', 'track', 'track', 'Purchase', { value: 1 }, { eventID: 'e1' }), [['meta', 'Purchase', 'e1']]],
    ['fbq with the ID in the third argument', read('fbq', 'track', 'track', 'Purchase', { eventID: 'e1' }), [['meta', 'Purchase', null]]],
    ['fbq for one pixel', read('fbq', 'trackSingle', 'trackSingle', '123', 'Lead', {}, { eventID: 'e1' }), [['meta', 'Lead', 'e1', '123']]],
    ['ttq', read('ttq', 'track', 'CompletePayment', {}, { event_id: 'e1' }), [['tiktok', 'CompletePayment', 'e1']]],
    ['ttq.page', read('ttq', 'page'), [['tiktok', 'Pageview', null]]],
    ['gtag to all its tags', read('gtag', 'event', 'event', 'purchase', { transaction_id: 'T1' }), [['ga4', 'purchase', 'T1'], ['google-ads', 'purchase', 'T1']]],
    ['gtag to Ads', read('gtag', 'event', 'event', 'conversion', { send_to: 'AW-1/abc', transaction_id: 'T1' }), [['google-ads', 'conversion', 'T1', 'AW-1']]],
    ['gtag to two tags', read('gtag', 'event', 'event', 'purchase', { send_to: ['G-1', 'AW-2'], transaction_id: 7 }), [['ga4', 'purchase', '7', 'G-1'], ['google-ads', 'purchase', '7', 'AW-2']]],
    ['gtag to Floodlight', read('gtag', 'event', 'event', 'purchase', { send_to: 'DC-99/sale/thx+transactions', transaction_id: 'T1' }), [['floodlight', 'sale/thx', 'T1', '99']]],
    ['oaiq', read('oaiq', 'measure', 'measure', 'order_created', {}, { event_id: 'e1' }), [['openai', 'order_created', 'e1']]],
    ['oaiq custom', read('oaiq', 'measureSingle', 'measureSingle', 'px', 'custom', {}, { custom_event_name: 'quote', event_id: 'e1' }), [['openai', 'quote', 'e1', 'px']]],
    ['pintrk', read('pintrk', 'track', 'track', 'Checkout', { event_id: 'e1' }), [['pinterest', 'checkout', 'e1']]],
    ['snaptr', read('snaptr', 'track', 'track', 'PURCHASE', { client_dedup_id: 'e1' }), [['snapchat', 'PURCHASE', 'e1']]],
    ['snaptr for one pixel', read('snaptr', 'track', 'track', 'px', 'PURCHASE', { event_id: 'e1' }), [['snapchat', 'PURCHASE', 'e1', 'px']]],
    ['lintrk', read('lintrk', 'track', 'track', { conversion_id: 12, event_id: 'e1' }), [['linkedin', 'conversion', 'e1']]],
    ['rdt hashes the ID', read('rdt', 'track', 'track', 'Purchase', { conversionId: 'e1' }), [['reddit', 'Purchase', sha256Hex('e1')]]],
    ['twq', read('twq', 'event', 'event', 'tw-a-b', { conversion_id: 'e1' }), [['x', 'tw-a-b', 'e1']]],
    ['uetq', read('uetq', 'push', 'event', 'purchase', { event_id: 'e1' }), [['microsoft', 'purchase', 'e1']]],
    ['uetq, older form', read('uetq', 'push', { ea: 'purchase', event_id: 'e1' }), [['microsoft', 'purchase', 'e1']]],
  ])('%s', (_name, calls, expected) => expect(calls).toEqual(expected));

  it.each<[HookedApi, string, unknown[]]>([
    ['fbq', 'init', ['init', '123']],
    ['gtag', 'config', ['config', 'G-1']],
    ['gtag', 'js', ['js', 'a date']],
    ['ttq', 'identify', [{ email: 'x' }]],
    ['twq', 'config', ['config', 'a']],
  ])('%s %s sends no event', (api, method, args) => expect(read(api, method, ...args)).toEqual([]));
});

describe('pushes to the dataLayer', () => {
  it('belong to no platform and keep their name', () => {
    expect(read('dataLayer', 'push', { event: 'purchase', ecommerce: { transaction_id: 'T1' } })).toEqual([[null, 'purchase', null]]);
  });
  it('without an event are kept for the IDs that they set', () => expect(read('dataLayer', 'push', { orderId: '1013' })).toEqual([[null, null, null]]));
  it("of Tag Manager itself, or with nothing in them, are left out", () => {
    expect([read('dataLayer', 'push', { event: 'gtm.dom' }), read('dataLayer', 'push', {}), read('dataLayer', 'push', 'text')]).toEqual([[], [], []]);
  });
});

test('foreign arguments of any shape never throw', () => {
  const foreign = [null, undefined, 0, '', [], {}, [[]], { event: {} }, { send_to: {} }, Number.NaN];
  for (const api of ['fbq', 'ttq', 'gtag', 'dataLayer', 'oaiq', 'pintrk', 'snaptr', 'lintrk', 'rdt', 'twq', 'uetq'] as const) {
    for (const a of foreign) for (const b of foreign) expect(() => [read(api, 'track', a, b), read(api, 'event', 'event', a, b)]).not.toThrow();
  }
});

test('what a file says without the verb, or with the function as method, reads the same', () => {
  expect(readSdkCall('openai', 'measure', ['order_created', {}, { event_id: 'e1' }])).toEqual({ eventId: 'e1', eventName: 'order_created', pixelIds: [] });
  expect(readSdkCall('meta', 'fbq', ['track', 'Purchase', {}, { eventID: 'e1' }])).toEqual({ eventId: 'e1', eventName: 'Purchase', pixelIds: [] });
});

test('the call that a fix recommends names the ID where this reader finds it', () => {
  for (const id of PLATFORM_IDS) {
    const eventName = id === 'floodlight' ? 'sales0/order0' : id === 'x' ? 'tw-a-b' : 'Purchase';
    const snippet = platformById(id)?.sdk.snippet({ eventName, value: 1, currency: 'EUR', eventId: "'e1'" }) ?? '';
    const calls: unknown[][] = [];
    const note = (api: HookedApi) => (...args: unknown[]) => calls.push(...read(api, api === 'ttq' ? 'track' : api === 'uetq' ? 'push' : String(args[0]), ...args));
    const names = ['fbq', 'gtag', 'oaiq', 'pintrk', 'snaptr', 'lintrk', 'rdt', 'twq'] as const;
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- our own snippet, run to see what it passes
    const run = new Function(...names, 'ttq', 'window', `var uetq = window.uetq;${snippet}`) as (...globals: unknown[]) => void;
    run(...names.map(note), { track: note('ttq') }, { uetq: { push: note('uetq') } });
    const found = calls.find(([platform]) => platform === id);
    expect([id, found?.[2]]).toEqual([id, id === 'reddit' ? sha256Hex('e1') : 'e1']);
  }
});
