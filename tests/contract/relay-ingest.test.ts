import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { importMeta, INGEST, metaLookup, metaPurchase, NOW, sendMeta, startRelay, TOKENS } from './relay-harness.ts';

const seconds = NOW / 1_000;

const PAYLOADS = {
  meta: {
    path: '/in/meta/v24.0/123/events?access_token=SECRET', body: { data: [metaPurchase({ eventId: 'u-1' })] }, lookup: { platform: 'meta', pixel_id: '123' },
    status: 200, answer: { events_received: 1, messages: [], fbtrace_id: expect.any(String) },
  },
  gateway: {
    path: '/capi/123/events', body: { accessKey: 'ingest-token', data: [metaPurchase({ eventId: 'u-1' })] }, lookup: { platform: 'meta', pixel_id: '123' },
    status: 200, answer: { events_received: 1 },
  },
  tiktok: {
    path: '/in/tiktok/open_api/v1.3/event/track/',
    body: { event_source: 'web', event_source_id: 'CTT', data: [{ event: 'Purchase', event_time: seconds, event_id: 'u-1', user: {}, properties: { value: 1, currency: 'EUR' } }] },
    lookup: { platform: 'tiktok', pixel_id: 'CTT' }, status: 200, answer: { code: 0, message: 'OK' },
  },
  'tiktok 1.0': {
    path: '/in/tiktok/open_api/v1.3/pixel/track/', body: { pixel_code: 'CTT', event: 'Purchase', event_id: 'u-1', timestamp: new Date(NOW).toISOString(), context: {}, properties: {} },
    lookup: { platform: 'tiktok', pixel_id: 'CTT' }, status: 200, answer: { code: 0, message: 'OK' },
  },
  ga4: {
    path: '/in/ga4/mp/collect?measurement_id=G-1&api_secret=SECRET',
    body: { client_id: '1.2', events: [{ name: 'purchase', params: { transaction_id: 'u-1', value: 1, currency: 'EUR' } }] },
    lookup: { platform: 'ga4', pixel_id: 'G-1', event_id: null, order_id: 'u-1' }, status: 204, answer: null,
  },
  openai: {
    path: '/in/openai/v1/events?pid=px_1', body: { events: [{ id: 'u-1', type: 'order_created', timestamp_ms: NOW, action_source: 'web', data: { type: 'contents', amount: 100, currency: 'EUR' } }] },
    lookup: { platform: 'openai', pixel_id: 'px_1' }, status: 200, answer: {},
  },
  'Data Manager': {
    path: '/in/google-ads/v1/events:ingest',
    body: { destinations: [{ operatingAccount: { accountType: 'GOOGLE_ADS', accountId: '1' }, productDestinationId: '987' }], events: [{ transactionId: 'u-1', eventTimestamp: new Date(NOW).toISOString(), conversionValue: 1, currency: 'EUR' }] },
    lookup: { platform: 'google-ads', pixel_id: '987', event_id: null, order_id: 'u-1' }, status: 200, answer: { requestId: expect.any(String) },
  },
  'click conversions': {
    path: '/in/google-ads/v21/customers/111:uploadClickConversions',
    body: { conversions: [{ gclid: 'g', conversionAction: 'customers/111/conversionActions/987', conversionDateTime: '2026-11-22 12:00:00+00:00', conversionValue: 1, currencyCode: 'EUR', orderId: 'u-1' }], partialFailure: true },
    lookup: { platform: 'google-ads', pixel_id: '987', event_id: null, order_id: 'u-1' }, status: 200, answer: { results: [{}] },
  },
} as const;

describe('taking native payloads', () => {
  it.each(Object.entries(PAYLOADS))('%s: answers as the platform does, and the event is found', async (_name, { path, body, lookup, status, answer }) => {
    const relay = await startRelay();
    const response = await relay.post(path, body, path.startsWith('/capi') ? {} : INGEST);
    expect(response.status).toBe(status);
    const text = await response.text();
    expect(text === '' ? null : (JSON.parse(text) as unknown)).toEqual(answer === null ? null : expect.objectContaining(answer));
    const [result] = (await relay.query(metaLookup({ event_id: 'u-1', ...lookup }))).results;
    expect(result).toMatchObject({ status: 'found', events: [{ platform: lookup.platform, event_name: expect.any(String) }] });
  });

  it('says of an event whose format is not verified that it is not, and of another nothing', async () => {
    const relay = await startRelay();
    await relay.post(PAYLOADS['tiktok 1.0'].path, PAYLOADS['tiktok 1.0'].body, INGEST);
    await relay.post(PAYLOADS.meta.path, PAYLOADS.meta.body, INGEST);
    const { results } = await relay.query(metaLookup({ event_id: 'u-1', ...PAYLOADS['tiktok 1.0'].lookup }), metaLookup({ event_id: 'u-1' }));
    expect(results.map(({ events }) => events[0]?.unverified)).toEqual([expect.stringMatching(/^Events API 1\.0\b/), undefined]);
  });

  it('takes the token in the path, for SDKs that only let the base URL be changed', async () => {
    const relay = await startRelay();
    expect((await relay.post('/k/ingest-token/in/meta/v24.0/123/events', { data: [metaPurchase()] })).status).toBe(200);
    expect((await relay.query(metaLookup())).results[0]?.status).toBe('found');
  });

  it("takes Meta's form body, whose data are JSON strings", async () => {
    const relay = await startRelay();
    const form = new URLSearchParams({ access_token: 'SECRET', data: JSON.stringify([metaPurchase()]) }).toString();
    await relay.post('/in/meta/v24.0/123/events', form, { ...INGEST, 'content-type': 'application/x-www-form-urlencoded' });
    expect((await relay.query(metaLookup())).results[0]?.status).toBe('found');
  });

  it('keeps every event of a batch, under the name that the sender gives itself', async () => {
    const relay = await startRelay();
    await relay.post('/in/meta/v24.0/123/events', { data: [metaPurchase({ eventId: 'a' }), metaPurchase({ eventId: 'b' })] }, { ...INGEST, 'x-relay-sender': 'plugin' });
    const { results } = await relay.query(metaLookup({ event_id: 'a' }), metaLookup({ event_id: 'b' }));
    expect(results.map((result) => [result.status, result.events[0]?.source.name])).toEqual([['found', 'plugin'], ['found', 'plugin']]);
  });

  it('marks what the platform will not count', async () => {
    const relay = await startRelay();
    await relay.post('/in/openai/v1/events?pid=px_1', { ...PAYLOADS.openai.body, validate_only: true }, INGEST);
    const [result] = (await relay.query(metaLookup({ ...PAYLOADS.openai.lookup, event_id: 'u-1' }))).results;
    expect(result?.events[0]).toMatchObject({ test: true, test_effect: 'not-counted' });
  });
});

describe('refusing payloads', () => {
  it.each([
    ['without a token', {}, 401, 'unauthenticated'],
    ['with a wrong token', { 'x-relay-token': 'nope' }, 401, 'unauthenticated'],
    ['with the reading token', { 'x-relay-token': 'read-token' }, 403, 'scope-missing'],
    ['as an import without the admin token', { ...INGEST, 'x-relay-mode': 'import', 'x-relay-received-at': '2026-11-22T00:00:00Z' }, 403, 'scope-missing'],
    ['as an import without a time', { 'x-relay-token': 'admin-token', 'x-relay-mode': 'import' }, 400, 'invalid-request'],
    ['in an unknown mode', { ...INGEST, 'x-relay-mode': 'maybe' }, 400, 'invalid-request'],
    ['forwarded where no upstream is allowed', { ...INGEST, 'x-relay-mode': 'forward' }, 403, 'forward-not-allowed'],
    ['as XML', { ...INGEST, 'content-type': 'application/xml' }, 415, 'unsupported-media-type'],
    ['compressed', { ...INGEST, 'content-encoding': 'gzip' }, 415, 'unsupported-media-type'],
  ])('%s', async (_what, headers, status, slug) => {
    const relay = await startRelay();
    const response = await relay.post('/in/meta/v24.0/123/events', { data: [metaPurchase()] }, headers);
    expect([response.status, await response.text()]).toEqual([status, expect.stringContaining(`/${slug}"`)]);
    expect((await relay.query(metaLookup())).results[0]?.status).toBe('not_found');
  });

  it('of a pixel that the token does not send for, as a whole', async () => {
    const [read, ingest] = TOKENS;
    const relay = await startRelay({ tokens: [read!, { ...ingest!, pixels: ['meta:9'] }] });
    expect((await sendMeta(relay, metaPurchase())).status).toBe(403);
    expect((await relay.query(metaLookup())).results[0]?.status).toBe('not_found');
  });

  it.each([
    ['{oops', 422],
    [{ events: [] }, 422],
    [{ data: Array.from({ length: 1_001 }, () => ({ event_name: 'A' })) }, 413],
    [{ data: 'x'.repeat(1_000_001) }, 413],
  ])('that cannot be read or are too large (%#)', async (body, status) => {
    const relay = await startRelay();
    expect((await relay.post('/in/meta/v24.0/123/events', body, INGEST)).status).toBe(status);
  });

  it.each([
    ['as a whole', '{oops', 422],
    ['in one event of a batch', { data: [metaPurchase(), 'oops'] }, 200],
  ])('leaves a gap where the platform got what the relay could not read: %s', async (_what, body, status) => {
    const relay = await startRelay();
    expect((await relay.post('/in/meta/v24.0/123/events', body, INGEST)).status).toBe(status);
    const { coverage } = await relay.query(metaLookup({ event_id: 'other' }));
    expect(coverage[0]?.gaps).toMatchObject([{ from: new Date(NOW).toISOString(), reason: 'payload_unreadable' }]);
  });

  it('leaves no gap for an empty batch', async () => {
    const relay = await startRelay();
    expect((await relay.post('/in/meta/v24.0/123/events', { data: [] }, INGEST)).status).toBe(422);
    expect((await relay.query(metaLookup())).coverage[0]?.gaps).toEqual([]);
  });

  it('at paths that no conversions API has', async () => {
    const relay = await startRelay();
    for (const path of ['/in/meta/v24.0/123/feed', '/in/nobody/v1/events', '/in/ga4/g/collect']) {
      expect((await relay.post(path, {}, INGEST)).status).toBe(404);
    }
  });
});

describe('personal data', () => {
  const userData = {
    em: ['anna.private@example.com', createHash('sha256').update('otto@example.com').digest('hex')], ph: '+49 171 5550199', fn: 'Annabella', client_ip_address: '203.0.113.77',
    client_user_agent: 'SecretAgent/1.0', fbp: 'fb.1.1762902353.998877', external_id: 'customer-4711',
  };
  const SECRETS = [
    'anna.private', '5550199', 'Annabella', '203.0.113.77', 'SecretAgent', 'fb.1.1762902353.998877', 'customer-4711', 'SECRET-TOKEN', 'utm_content=zed',
    createHash('sha256').update('otto@example.com').digest('hex'), 'ingest-token', 'read-token', 'admin-token',
  ];

  it('is in no byte of the store, no log line and no answer', async () => {
    const relay = await startRelay();
    const event = { ...metaPurchase({ orderId: 'for anna.private@example.com', userData }), event_source_url: 'https://shop.test/thanks?utm_content=zed' };
    await relay.post('/in/meta/v24.0/123/events?access_token=SECRET-TOKEN', { data: [event], access_token: 'SECRET-TOKEN' }, { ...INGEST, 'x-relay-sender': 'anna.private@example.com' });
    await relay.post('/k/ingest-token/in/meta/v24.0/123/events', { data: 'anna.private@example.com' });
    await importMeta(relay, metaPurchase({ userData }), NOW);
    const answer = JSON.stringify(await relay.query(metaLookup({ compare: { fbp: ['fb.1.1762902353.998877'] } })));
    expect(answer).toContain('"fbp":true');
    // The write-ahead log is looked at while the relay runs, the file itself after it has stopped.
    const live = [relay.dbPath, `${relay.dbPath}-wal`].filter(existsSync).map((path) => readFileSync(path, 'latin1')).join('');
    await relay.stop();
    const kept = live + readFileSync(relay.dbPath, 'latin1') + relay.logged() + answer;
    expect(kept).toContain('order.1');
    expect(SECRETS.filter((secret) => kept.includes(secret))).toEqual([]);
  });

  it('is told of by kind and number, with a fingerprint', async () => {
    const relay = await startRelay();
    await sendMeta(relay, metaPurchase({ userData: { fbp: 'fb.1.2.3' } }));
    const [result] = (await relay.query(metaLookup())).results;
    expect(result?.events[0]?.user_keys).toMatchObject({ fbp: { n: 1, form: 'plain', fp: expect.stringMatching(/^[0-9a-f]{8}$/) } });
  });

  it('sent in plain text is a warning on the event', async () => {
    const relay = await startRelay();
    await sendMeta(relay, metaPurchase({ userData: { em: 'anna.private@example.com' } }));
    const [result] = (await relay.query(metaLookup())).results;
    expect(result?.events[0]?.warnings).toEqual([expect.stringMatching(/^raw-pii: /)]);
  });
});
