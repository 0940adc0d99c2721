import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { EventSchema, QueryResponseSchema } from '../../lib/relay/contract.ts';
import { DAY, ids, importMeta, INGEST, metaLookup, metaPurchase, MINUTE, NOW, sendMeta, startRelay, tempFolder, TOKENS } from './relay-harness.ts';

describe('POST /v1/events/query', () => {
  it('finds the event by pixel and event ID, in the shape of the contract', async () => {
    const relay = await startRelay();
    await sendMeta(relay, metaPurchase({ orderId: '1' }));
    const answer = await relay.query(metaLookup());
    expect(v.is(QueryResponseSchema, answer)).toBe(true);
    const [result] = answer.results;
    expect(result).toMatchObject({ ref: 'b1', status: 'found', near: [], more: false });
    const event = v.parse(EventSchema, result?.events[0]);
    expect(event).toMatchObject({
      platform: 'meta', pixel_id: '123', event_name: 'Purchase', event_id: 'order.1', received_at: new Date(NOW).toISOString(),
      source: { name: 'shop backend', mode: 'mirror' }, params: { currency: 'EUR', value: 49.9, order_id: '1' },
      delivery: [{ attempt: 1, status: null, evidence: 'none', accepted: null }],
    });
  });

  it('hands out every receipt of an event that was sent twice', async () => {
    const relay = await startRelay();
    await sendMeta(relay, metaPurchase());
    await sendMeta(relay, metaPurchase(), { 'x-relay-sender': 'partner app' });
    const [result] = (await relay.query(metaLookup())).results;
    expect(result?.events.map((event) => event.source.name).sort()).toEqual(['partner app', 'shop backend']);
  });

  it('counts an equal ID as found under another name too', async () => {
    const relay = await startRelay();
    await sendMeta(relay, metaPurchase({ name: 'Lead' }));
    const [result] = (await relay.query(metaLookup())).results;
    expect(result).toMatchObject({ status: 'found', events: [{ event_name: 'Lead' }] });
  });

  it('finds by order where the browser has no event ID', async () => {
    const relay = await startRelay();
    await sendMeta(relay, metaPurchase({ orderId: '7' }));
    const [result] = (await relay.query(metaLookup({ event_id: null, order_id: '7' }))).results;
    expect(result).toMatchObject({ status: 'found', events: [{ event_id: 'order.1' }] });
  });

  it.each([
    ['other case', metaPurchase({ eventId: 'ORDER.1' }), '123', {}, ['id_case']],
    ['a prefix', metaPurchase({ eventId: 'srv_order.1' }), '123', {}, ['id_prefix']],
    ['another pixel', metaPurchase(), '999', {}, ['pixel_differs']],
    ['no server ID, same order', metaPurchase({ eventId: null, orderId: '7' }), '123', { order_id: '7' }, ['no_event_id_same_order']],
    ['an ID of its own, same order', metaPurchase({ eventId: 'x', orderId: '7' }), '123', { order_id: '7' }, ['same_order']],
    ['an ID of its own, same money', metaPurchase({ eventId: 'x' }), '123', { value: 49.9, currency: 'EUR' }, ['value_time']],
  ])('reports a near miss: %s', async (_what, sent, pixel, lookup, reasons) => {
    const relay = await startRelay();
    await sendMeta(relay, sent, {}, pixel);
    const [result] = (await relay.query(metaLookup(lookup))).results;
    expect(result).toMatchObject({ status: 'not_found', events: [], near: [{ reasons }] });
  });

  it('looks for the same money only within ten minutes, and only where no key ties anything', async () => {
    const relay = await startRelay();
    await importMeta(relay, metaPurchase({ eventId: 'early' }), NOW - 11 * MINUTE);
    await importMeta(relay, metaPurchase({ eventId: 'close' }), NOW - 9 * MINUTE);
    const money = { value: 49.9, currency: 'EUR' };
    const [unknown] = (await relay.query(metaLookup({ event_id: 'z', ...money }))).results;
    expect(ids(unknown?.near.map(({ event }) => event) ?? [])).toEqual(['close']);
    const [tied] = (await relay.query(metaLookup({ event_id: 'CLOSE', ...money }))).results;
    expect(tied?.near.map(({ reasons }) => reasons)).toEqual([['id_case']]);
  });

  it('hands out at most ten near misses, the nearest in time first, and says that there are more', async () => {
    const relay = await startRelay();
    for (let minute = 12; minute >= 1; minute -= 1) await importMeta(relay, metaPurchase({ eventId: 'ORDER.1' }), NOW - minute * MINUTE);
    const [result] = (await relay.query(metaLookup())).results;
    expect(result?.near).toHaveLength(10);
    expect(result?.near[0]?.event.received_at).toBe(new Date(NOW - MINUTE).toISOString());
    expect(result?.more).toBe(true);
  });

  it('compares user keys with booleans and leaves out keys that the event has not', async () => {
    const relay = await startRelay();
    await sendMeta(relay, metaPurchase({ userData: { fbp: 'fb.1.2.3', external_id: ['u1'] } }));
    const compare = { fbp: ['fb.1.2.3'], external_id: ['u2'], phantom: ['x'] };
    const [result] = (await relay.query(metaLookup({ compare }))).results;
    expect(result?.events[0]?.compare).toEqual({ fbp: true, external_id: false });
  });

  it('ties by user key where the server event has neither ID nor value', async () => {
    const relay = await startRelay();
    await sendMeta(relay, { ...metaPurchase({ eventId: null, name: 'Lead', userData: { fbp: 'fb.1.2.3' } }), custom_data: {} });
    const [result] = (await relay.query(metaLookup({ event_name: 'Lead', compare: { fbp: ['fb.1.2.3'] } }))).results;
    expect(result?.near.map(({ reasons }) => reasons)).toEqual([['same_user_key']]);
  });

  it('finds receipts that were imported into the future', async () => {
    const relay = await startRelay();
    await importMeta(relay, metaPurchase(), NOW + 49 * 60 * MINUTE);
    const [result] = (await relay.query(metaLookup())).results;
    expect(result).toMatchObject({ status: 'found', events: [{ received_at: '2026-11-24T13:00:00.000Z', source: { mode: 'import' } }] });
  });

  it('looks back seven days where the question does not say, and further where it does', async () => {
    const relay = await startRelay();
    await importMeta(relay, metaPurchase(), NOW - 8 * DAY);
    expect((await relay.query(metaLookup())).results[0]?.status).toBe('not_found');
    const answer = await relay.post('/v1/events/query', { since: new Date(NOW - 9 * DAY).toISOString(), lookups: [metaLookup()] }, { authorization: 'Bearer read-token' });
    expect(await answer.json()).toMatchObject({ results: [{ status: 'found' }] });
  });

  it('leaves out what is not asked for', async () => {
    const relay = await startRelay();
    await sendMeta(relay, metaPurchase());
    const ask = { include: [], lookups: [metaLookup(), metaLookup({ ref: 'b2', event_id: 'ORDER.1' })] };
    const answer = (await (await relay.post('/v1/events/query', ask, { authorization: 'Bearer read-token' })).json()) as Awaited<ReturnType<typeof relay.query>>;
    expect(answer.results[0]?.events[0]).toMatchObject({ params: { value: null }, delivery: [] });
    expect(answer.results[1]?.near).toEqual([]);
  });

  it('finds an ID that is an e-mail address, gives the asker its own spelling back and stores none', async () => {
    const relay = await startRelay();
    await sendMeta(relay, metaPurchase({ eventId: 'anna@example.com' }));
    const [result] = (await relay.query(metaLookup({ event_id: 'anna@example.com' }))).results;
    expect(result).toMatchObject({ status: 'found', events: [{ event_id: 'anna@example.com' }] });
    const list = await (await relay.get('/v1/events?platform=meta&pixel_id=123')).text();
    expect(list).not.toContain('anna@example.com');
  });
});

describe('what "nothing found" means', () => {
  it('covers every pixel asked about once, from the first start to now', async () => {
    const relay = await startRelay();
    relay.setNow(NOW + MINUTE);
    const at = new Date(NOW + 1_000).toISOString();
    const { coverage, results } = await relay.query(metaLookup({ at }), metaLookup({ at, ref: 'b2' }), metaLookup({ at, pixel_id: '9' }));
    expect(results.map((result) => result.status)).toEqual(['not_found', 'not_found', 'not_found']);
    const span = { from: new Date(NOW).toISOString(), to: new Date(NOW + MINUTE).toISOString(), gaps: [], sampled: false };
    expect(coverage).toMatchObject([{ pixel_id: '123', ...span }, { pixel_id: '9', ...span }]);
  });

  it('is not covered before the first start, and outside the retention', async () => {
    const relay = await startRelay();
    const before = metaLookup({ at: new Date(NOW - 1_000).toISOString() });
    const long = metaLookup({ at: new Date(NOW - 15 * DAY).toISOString() });
    expect((await relay.query(before, long)).results.map((result) => result.status)).toEqual(['not_covered', 'outside_retention']);
  });

  it('is not covered for a pixel that does not run through the relay or that the token may not read', async () => {
    const [read] = TOKENS;
    const relay = await startRelay({ config: { covers: ['meta:*'] }, tokens: [{ ...read!, pixels: ['meta:123', 'tiktok:*'] }] });
    const { results, coverage } = await relay.query(metaLookup(), metaLookup({ pixel_id: '9' }), metaLookup({ platform: 'tiktok' }));
    expect(results.map((result) => result.status)).toEqual(['not_found', 'not_covered', 'not_covered']);
    expect(coverage.map((entry) => entry.pixel_id)).toEqual(['123']);
  });

  describe('where no pixel was named', () => {
    const asked = (ms: number, fields = {}) => metaLookup({ event_id: 'lost', at: new Date(ms).toISOString(), ...fields });

    it('is not covered for a pixel that no receipt has come for', async () => {
      const relay = await startRelay({ config: { covers: null } });
      await sendMeta(relay, metaPurchase(), {}, '999');
      relay.setNow(NOW + MINUTE);
      const { results, coverage } = await relay.query(asked(NOW + 1_000), asked(NOW + 1_000, { pixel_id: '999', platform: 'tiktok' }));
      expect(results.map(({ status }) => status)).toEqual(['not_covered', 'not_covered']);
      expect(coverage).toEqual([]);
    });

    it('is not found from the first receipt on, and not covered before', async () => {
      const relay = await startRelay({ config: { covers: null } });
      relay.setNow(NOW + MINUTE);
      await sendMeta(relay, metaPurchase());
      relay.setNow(NOW + 2 * MINUTE);
      await sendMeta(relay, metaPurchase({ eventId: 'later' }));
      const { results, coverage } = await relay.query(asked(NOW + MINUTE - 1), asked(NOW + MINUTE));
      expect(results.map(({ status }) => status)).toEqual(['not_covered', 'not_found']);
      expect(coverage).toMatchObject([{ pixel_id: '123', from: new Date(NOW + MINUTE).toISOString() }]);
    });

    it('still finds events and near misses, since what is there needs no coverage', async () => {
      const relay = await startRelay({ config: { covers: null } });
      await sendMeta(relay, metaPurchase(), {}, '999');
      const { results } = await relay.query(metaLookup(), metaLookup({ pixel_id: '999' }));
      expect(results).toMatchObject([{ status: 'not_covered', near: [{ reasons: ['pixel_differs'] }] }, { status: 'found' }]);
    });

    it('remembers a pixel after its receipts are gone, and in a store of before it was remembered', async () => {
      const dbPath = join(tempFolder(), 'relay.sqlite');
      const first = await startRelay({ config: { covers: null }, dbPath });
      await sendMeta(first, metaPurchase());
      await first.stop();
      const db = new DatabaseSync(dbPath);
      db.exec('DROP TABLE pixels');
      db.close();
      const second = await startRelay({ config: { covers: null }, dbPath, now: NOW + MINUTE });
      expect((await second.query(asked(NOW + MINUTE))).results).toMatchObject([{ status: 'not_found' }]);
      await second.stop();
      const third = await startRelay({ config: { covers: null }, dbPath, now: NOW + 15 * DAY });
      expect((await third.query(asked(NOW + 15 * DAY))).results).toMatchObject([{ status: 'not_found' }]);
      expect((await third.query(metaLookup({ at: new Date(NOW + 15 * DAY).toISOString() }))).results).toMatchObject([{ events: [] }]);
    });

    it('knows a Google Ads action by its number', async () => {
      const relay = await startRelay({ config: { covers: null } });
      const body = { conversions: [{ gclid: 'g', conversionAction: 'customers/111/conversionActions/987', conversionDateTime: '2026-11-22 12:00:00+00:00', conversionValue: 1, currencyCode: 'EUR', orderId: 'u-1' }], partialFailure: true };
      await relay.post('/in/google-ads/v21/customers/111:uploadClickConversions', body, INGEST);
      const ads = { platform: 'google-ads', event_id: null, order_id: 'other' };
      const { results } = await relay.query(asked(NOW, { ...ads, pixel_id: '987' }), asked(NOW, { ...ads, pixel_id: '986' }));
      expect(results.map(({ status }) => status)).toEqual(['not_found', 'not_covered']);
    });
  });

  it('shows no near miss on a pixel that the token may not read', async () => {
    const [read, ...others] = TOKENS;
    const relay = await startRelay({ tokens: [{ ...read!, pixels: ['meta:123'] }, ...others] });
    await sendMeta(relay, metaPurchase(), {}, '999');
    expect((await relay.query(metaLookup({ value: 49.9, currency: 'EUR' }))).results[0]).toMatchObject({ status: 'not_found', near: [] });
  });

  it('names the time in which the relay was down', async () => {
    const dbPath = join(tempFolder(), 'relay.sqlite');
    const first = await startRelay({ dbPath });
    await sendMeta(first, metaPurchase());
    first.setNow(NOW + MINUTE);
    await first.stop();
    const second = await startRelay({ dbPath, now: NOW + 5 * MINUTE });
    const { coverage, results } = await second.query(metaLookup());
    expect(results[0]?.status).toBe('found');
    expect(coverage[0]).toMatchObject({
      from: new Date(NOW).toISOString(),
      gaps: [{ from: new Date(NOW + MINUTE).toISOString(), to: new Date(NOW + 5 * MINUTE).toISOString(), reason: 'relay_down' }],
    });
  });
});

describe('a question that cannot be answered', () => {
  const auth = { authorization: 'Bearer read-token' };

  it.each([
    ['no JSON', '{oops', 400, 'invalid-request'],
    ['a wrong field', { lookups: [{ ...metaLookup(), platform: 'myspace' }] }, 400, 'invalid-request'],
    ['too many look-ups', { lookups: Array.from({ length: 51 }, () => metaLookup()) }, 413, 'too-many-lookups'],
    ['a window of two years', { since: '2024-11-01T00:00:00Z', lookups: [] }, 422, 'window-too-large'],
  ])('is refused as a problem: %s', async (_what, body, status, slug) => {
    const relay = await startRelay();
    const response = await relay.post('/v1/events/query', body, auth);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(await response.json()).toMatchObject({ type: expect.stringMatching(new RegExp(`/${slug}$`)), status, request_id: expect.any(String) });
  });

  it('points at the field that is wrong without repeating its value', async () => {
    const relay = await startRelay();
    const response = await relay.post('/v1/events/query', { lookups: [metaLookup({ event_id: { email: 'anna@example.com' } })] }, auth);
    const text = await response.text();
    expect(text).toContain('/lookups/0/event_id');
    expect(text).not.toContain('anna@');
  });
});
