import { afterAll, beforeAll, expect, test } from 'vitest';
import { findScenario } from '../../demo/scenarios.ts';
import { goToCheckout, placeOrder } from '../../demo/shopper.ts';
import type { SinkEntry } from '../../demo/sink.ts';
import type { Theatre } from '../../demo/theatre.ts';
import { until } from '../../demo/until.ts';
import { openTestTheatre } from './theatre.ts';

let theatre: Theatre;
let log: readonly SinkEntry[];

const sent = (host: string, path: string): readonly SinkEntry[] => log.filter((entry) => entry.host === host && entry.path.startsWith(path));
const query = (entry: SinkEntry | undefined): URLSearchParams => new URLSearchParams(entry?.query);

beforeAll(async () => {
  theatre = await openTestTheatre();
  await goToCheckout(theatre.page, findScenario('both-equal'));
  await placeOrder(theatre.page);
  await until('the thank-you page’s last batch', async () => {
    log = await theatre.stage.sinkLog();
    return sent('bzr.openai.com', '/v1/sdk/events').some(({ body }) => body.includes('order_created'));
  });
});

afterAll(() => theatre.close());

test('the page says that no ad platform receives anything', async () => {
  expect(await theatre.page.getByText('No ad platform receives anything.').isVisible()).toBe(true);
});

test('Meta gets images, a form POST for the long ViewContent, and privacy sandbox copies', () => {
  const events = sent('www.facebook.com', '/tr/');
  const long = events.find(({ body }) => body.includes('ev=ViewContent'));
  expect(long).toMatchObject({ method: 'POST', contentType: 'application/x-www-form-urlencoded' });
  const purchase = events.find(({ query: text }) => text.includes('ev=Purchase'));
  expect(purchase?.method).toBe('GET');
  const copy = sent('www.facebook.com', '/privacy_sandbox/').find(({ query: text }) => text.includes('ev=Purchase'));
  expect(query(copy).get('eid')).toBe(query(purchase).get('eid'));
});

test('TikTok gets one event per text/plain beacon', () => {
  const beacons = sent('analytics.tiktok.com', '/api/v2/pixel');
  const names = beacons.map(({ body }) => (JSON.parse(body) as { event: string }).event);
  expect(names).toEqual(expect.arrayContaining(['Pageview', 'ViewContent', 'AddToCart', 'InitiateCheckout', 'Purchase']));
  expect(new Set(beacons.map(({ contentType }) => contentType))).toEqual(new Set(['text/plain;charset=UTF-8']));
});

test('GA4 gets a newline batch on the product page and a purchase with an empty body', () => {
  const hits = sent('www.google-analytics.com', '/g/collect');
  const batch = hits.find(({ body }) => body.includes('en=view_item'));
  expect(batch?.body.split('\r\n')).toHaveLength(2);
  expect(query(batch).get('en')).toBeNull();
  const purchase = hits.find((hit) => query(hit).get('en') === 'purchase');
  expect(purchase).toMatchObject({ method: 'POST', body: '' });
});

test('Google Ads gets a conversion with its transaction ID and three copies', () => {
  const primary = query(sent('www.googleadservices.com', '/pagead/conversion/')[0]);
  const viewThrough = query(sent('googleads.g.doubleclick.net', '/pagead/viewthroughconversion/')[0]);
  const firstParty = query(sent('www.google.com', '/pagead/1p-conversion/')[0]);
  const collect = query(sent('www.google.com', '/ccm/collect')[0]);
  expect(primary.get('oid')).toMatch(/^PX-\d+$/);
  expect(viewThrough.get('random')).toBe(primary.get('random'));
  expect([viewThrough.has('oid'), firstParty.has('oid')]).toEqual([false, false]);
  expect(collect.get('ep.transaction_id')).toBe(primary.get('oid'));
});

test('OpenAI gets batches of text/plain JSON with amounts in minor units', () => {
  const batch = sent('bzr.openai.com', '/v1/sdk/events').find(({ body }) => body.includes('order_created'));
  const { events } = JSON.parse(batch?.body ?? '') as { events: { type: string; data: { amount?: number } }[] };
  expect(batch?.contentType).toBe('text/plain;charset=UTF-8');
  expect(events.find(({ type }) => type === 'order_created')?.data.amount).toBe(14_990);
});

test('the click IDs of the landing page travel on both sides', () => {
  const server = (path: RegExp): string => log.find((entry) => entry.host === '127.0.0.1' && path.test(entry.path))?.body ?? '';
  const browser = log.filter(({ host }) => host !== '127.0.0.1').map(({ query: text, body }) => decodeURIComponent(`${text} ${body}`));
  for (const clickId of ['IwAR1demoFbclid', 'EAIaIQdemoGclid', 'E.C.P.demoTtclid', 'demoOppref']) {
    expect(browser.some((text) => text.includes(clickId)), `browser: ${clickId}`).toBe(true);
  }
  expect(server(/^\/v24\.0\/\d+\/events$/)).toMatch(/"fbc":"fb\.1\.\d+\.IwAR1demoFbclid"/);
  expect(server(/^\/open_api\//)).toContain('"ttclid":"E.C.P.demoTtclid"');
  expect(server(/events:ingest$/)).toContain('"gclid":"EAIaIQdemoGclid"');
  expect(server(/^\/v1\/events$/)).toContain('"oppref":"demoOppref"');
});
