import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Capture } from '../../../lib/model/capture.ts';
import type { PlatformId } from '../../../lib/model/platform-id.ts';
import { decodeCapture } from '../../../lib/platforms/decode.ts';
import { resemblanceOf } from '../../../lib/platforms/suggest.ts';
import { buildCapture, captureOf, textBody } from './build-capture.ts';
import { readFixtures, type FixtureRequest } from './read-fixtures.ts';

const get = (url: string): Capture => buildCapture(url);
const post = (url: string, body: unknown, contentType = 'text/plain'): Capture =>
  buildCapture(url, { method: 'POST', contentType, body: textBody(typeof body === 'string' ? body : JSON.stringify(body)) });

const UUID = '0a1b2c3d-1111-4222-8333-444455556666';
const TIKTOK = { event: 'Purchase', event_id: 'order-1013', message_id: 'messageId-1-2-CPIX01', context: { pixel: { code: 'CPIX01' }, page: { url: 'https://shop.test/' } }, properties: {} };

/** What each platform's payload looks like at a host of a shop that no detector knows. */
const PROXIED: readonly (readonly [PlatformId, string, Capture])[] = [
  ['ga4', 'v=2, tid=G-DEMO1, en=purchase', post('https://metrics.shop.test/collect', 'v=2&tid=G-DEMO1&cid=1.2&en=purchase&ep.transaction_id=1013', 'application/x-www-form-urlencoded')],
  ['ga4', 'v=2, tid=G-DEMO1, en=page_view', post('https://metrics.shop.test/hits', 'v=2&tid=G-DEMO1&en=page_view\r\nv=2&tid=G-DEMO1&en=purchase')],
  ['meta', 'id=1234567890, ev=Purchase', get('https://metrics.shop.test/tr/?id=1234567890&ev=Purchase&cd[value]=129.5&eid=order-1013')],
  ['meta', 'id=1234567890, ev=PageView', get('https://shop.test/x?id=1234567890&ev=PageView&dl=https%3A%2F%2Fshop.test%2F&ts=1795000000123&v=2.9.248')],
  ['tiktok', 'event=Purchase, context.pixel.code=CPIX01', post('https://tt.shop.test/events', TIKTOK)],
  ['tiktok', 'event=Purchase, context.pixel.code=CPIX01', get(`https://tt.shop.test/e?analytics_message=${btoa(JSON.stringify(TIKTOK))}`)],
  ['snapchat', `pid=${UUID}, ev=PURCHASE`, get(`https://sc.shop.test/p?pid=${UUID}&ev=PURCHASE&e_tid=1013&cdid=order-1013`)],
  ['snapchat', `pid=${UUID}, ev=PURCHASE`, post('https://sc.shop.test/gateway/p', { ctx: {}, req: [{ i: {} }, { t: { pid: UUID, ev: 'PURCHASE' } }] })],
  ['pinterest', 'tid=2612345678901, event=checkout', get('https://pin.shop.test/v3/?event=checkout&ed=%7B%22value%22%3A1%7D&tid=2612345678901&ad=%7B%22loc%22%3A%22x%22%7D')],
  ['pinterest', 'tid=2612345678901, event=pagevisit', get('https://pin.shop.test/v3/?event=pagevisit&tid=2612345678901&ad=%7B%22loc%22%3A%22https%3A%2F%2Fshop.test%2F%22%7D&cb=1795000000123')],
  ['linkedin', 'pid=123, fmt=js', get('https://li.shop.test/collect?v=2&fmt=js&pid=123&time=1795000000123&conversionId=456&eventId=e-1')],
  ['reddit', 'id=a2_1, event=Purchase', get('https://rd.shop.test/rp.gif?ts=1795000000123&id=a2_1&event=Purchase&m.conversionId=x')],
  ['x', 'txn_id=tw-o1abc-p2def', get('https://tw.shop.test/1/i/adsct?txn_id=tw-o1abc-p2def&event=%7B%7D&tw_document_href=x')],
  ['microsoft', 'ti=187000001, evt=custom', get('https://ms.shop.test/uet?ti=187000001&Ver=2&mid=efaaf29c-0000-4000-8000-000000000001&evt=custom&ea=purchase')],
  ['openai', 'pid=px-1, st=oaiq-web', post('https://oa.shop.test/v1/sdk/events?pid=px-1&st=oaiq-web', { events: [{ type: 'order_created', id: 'order-1013', timestamp_ms: 1_795_000_000_000, data: {} }] })],
];

describe.each(PROXIED)('%s at a host of the shop (%s)', (platform, signs, capture) => {
  const host = new URL(capture.url).hostname;

  test('is suggested, and gives no event', () => {
    expect(resemblanceOf(capture)).toEqual({ host, platform, signs });
    expect(decodeCapture(capture, [])).toMatchObject({ platform: null, events: [], resembles: { host, platform, signs } });
  });

  test('is decoded once the user named the host', () => {
    const { events, resembles } = decodeCapture(capture, [{ host, platform }]);
    expect(events.length).toBeGreaterThan(0);
    expect(events[0]).toMatchObject({ platform, host });
    expect(events[0]?.pixelId).not.toBe('');
    expect(events[0]?.eventName).not.toBe('');
    expect(resembles).toBeNull();
  });

  test('is not decoded as another platform than the user named', () => {
    const other = platform === 'meta' ? 'x' : 'meta';
    expect(decodeCapture(capture, [{ host, platform: other }]).platform).toBeNull();
  });
});

const LOOK_ALIKES: readonly (readonly [string, Capture])[] = [
  ['Universal Analytics', get('https://metrics.shop.test/collect?v=1&tid=UA-1-1&t=pageview&cid=1.2')],
  ['a Measurement Protocol call made in the page', post('https://metrics.shop.test/mp/collect?measurement_id=G-DEMO1', { client_id: '1.2', events: [{ name: 'purchase' }] })],
  ['the loader of a tag', get('https://metrics.shop.test/gtag/js?id=G-DEMO1')],
  ['GA4 parameters without an event', post('https://metrics.shop.test/collect', 'v=2&tid=G-DEMO1&cid=1.2')],
  ['a GA4 tag of another protocol version', post('https://metrics.shop.test/collect', 'v=1&tid=G-DEMO1&en=purchase')],
  ['Matomo', get('https://stats.shop.test/matomo.php?idsite=1&rec=1&e_c=shop&e_a=purchase&_id=abc&url=https%3A%2F%2Fshop.test')],
  ['Plausible', post('https://stats.shop.test/api/event', { n: 'pageview', u: 'https://shop.test/', d: 'shop.test', r: null })],
  ['Segment', post('https://events.shop.test/v1/t', { event: 'Order Completed', type: 'track', messageId: 'ajs-1', context: { page: { url: 'https://shop.test/' }, library: { name: 'analytics.js' } }, properties: { value: 1 } })],
  ['PostHog', post('https://ph.shop.test/e/', { event: '$pageview', properties: { token: 'phc_1' }, timestamp: '2026-11-21T14:00:00.000Z' })],
  ['Snowplow', post('https://sp.shop.test/com.snowplowanalytics.snowplow/tp2', { schema: 'iglu:x', data: [{ e: 'pv', tv: 'js-3', p: 'web' }] })],
  ['Nextdoor', get(`https://flask.shop.test/pixel?pid=${UUID}&ev=PAGE_VIEW`)],
  ['Quora', get('https://q.shop.test/_/ad/123/pixel?tag=Purchase&i=gtm&u=x')],
  ['Spotify', post('https://pixels.shop.test/v1/ingest', { batch: [{ pid: UUID, events: [{ action: 'purchase', body: { url: 'x' } }] }] })],
  ['a product page', get('https://shop.test/product?id=1234567890&ev=1')],
  ['a video player', get('https://shop.test/track?id=987654321&ev=play&pos=3')],
  ['a shop search', get('https://shop.test/search?event=summer&tid=2612345678901')],
  ['a newsletter', get('https://shop.test/collect?v=2&pid=123')],
  ['a forum', get('https://shop.test/rp?id=t2_abc&event=view')],
  ['a shop\'s own JSON events', post('https://api.shop.test/v1/events?pid=7', { events: [{ type: 'add_to_cart', id: '1', timestamp_ms: 1_795_000_000_000 }] })],
  ['a payment', post('https://pay.shop.test/p', { req: [{ t: 'card' }], pid: UUID })],
  ['bytes that are no text', buildCapture('https://shop.test/collect', { method: 'POST', body: { kind: 'bytes', base64: 'gP/+' } })],
  ['a body that could not be read', buildCapture('https://shop.test/collect', { method: 'POST', body: { kind: 'unreadable', reason: 'a stream' } })],
  ['a URL that is none', get('shop.test/collect')],
  ['an upload that has a hit in it', post('https://metrics.shop.test/collect', `v=2&tid=G-DEMO1&en=purchase&x=${'y'.repeat(400_000)}`)],
  ['a vendor\'s own host', get('https://www.facebook.com/other?id=1234567890&ev=Purchase&cd[value]=1')],
];

test.each(LOOK_ALIKES)('%s is not suggested', (_, capture) => {
  expect(resemblanceOf(capture)).toBeNull();
});

test('a host that the user named may serve anything else', () => {
  const rules = [{ host: 'shop.test', platform: 'meta' as const }];
  expect(decodeCapture(get('https://shop.test/product?id=1234567890&ev=1'), rules)).toMatchObject({ platform: null, resembles: null });
});

const requests = readFixtures().flatMap(({ platform, name, request }) => (request ? [[`${platform}/${name}`, platform, request] as const] : []));

test.each(requests)('%s: what a platform claims is never suggested as something else', (_, platform, request: FixtureRequest) => {
  expect(decodeCapture(captureOf(request), []).resembles).toBeNull();
  // At a shop's host the same payload is that platform's or nobody's.
  const moved = resemblanceOf(captureOf({ ...request, url: request.url.replace(/^https:\/\/[^/]+/, 'https://proxy.shop.test') }));
  expect([null, platform]).toContain(moved?.platform ?? null);
});

/** Values that shapes look at, whole, cut and broken. */
const pieces = fc.constantFrom('v=2', 'tid=G-DEMO1', 'en=', 'id=1234567890', 'ev=%ZZ', 'cd[=1', 'ed={"a":', 'ed={}', 'ad=[]', 'pid=1', '__proto__=1', 'st=oaiq', '\ud800', 'analytics_message=eyJ', 'events=1', '=', '&&');
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.array(pieces).map((parts) => parts.join('&')), fc.json(), fc.json().map((json) => json.slice(1)), fc.constant('['.repeat(50_000)));

test('whatever a page sends to whatever host, looking at it never throws and quotes nothing long', () => {
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true }), text, text, fc.constantFrom('GET', 'POST'), (url, query, body, method) => {
      const found = resemblanceOf(buildCapture(`${url.split('?')[0]}?${query}`, { method, body: textBody(body) }));
      expect(found?.signs.length ?? 0).toBeLessThan(200);
    }),
  );
});
