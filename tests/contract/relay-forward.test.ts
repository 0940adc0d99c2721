import type { IncomingHttpHeaders } from 'node:http';
import { describe, expect, it } from 'vitest';
import type { Store } from '../../relay/store.ts';
import { INGEST, metaLookup, metaPurchase, NOW, readText, sendMeta, startRelay, startServer } from './relay-harness.ts';

interface Seen {
  url: string;
  headers: IncomingHttpHeaders;
  body: string;
}

const FORWARD = { ...INGEST, 'x-relay-mode': 'forward' };

async function startUpstream(status: number, answer: string): Promise<{ base: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const base = await startServer((request, response) => {
    void readText(request).then((body) => {
      seen.push({ url: request.url ?? '', headers: request.headers, body });
      response.writeHead(status, { 'content-type': 'application/json' }).end(answer);
    });
  });
  return { base, seen };
}

describe('forwarding', () => {
  it('sends body, query and credentials on unchanged, and nothing of its own', async () => {
    const { base, seen } = await startUpstream(200, '{"events_received":1,"fbtrace_id":"A"}');
    const relay = await startRelay({ config: { forward: { 'meta:*': base } } });
    const body = JSON.stringify({ data: [metaPurchase()] });
    const headers = { ...FORWARD, authorization: 'Bearer platform', cookie: 'a=b', 'x-relay-sender': 's' };
    const response = await relay.post('/in/meta/v24.0/123/events?access_token=T', body, headers);
    expect(await response.json()).toEqual({ events_received: 1, fbtrace_id: 'A' });
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ url: '/v24.0/123/events?access_token=T', body });
    expect(seen[0]?.headers).toMatchObject({ authorization: 'Bearer platform', 'content-type': 'application/json' });
    expect(Object.keys(seen[0]?.headers ?? {}).filter((name) => name === 'cookie' || name.startsWith('x-relay'))).toEqual([]);
  });

  it('records what the platform answered', async () => {
    const { base } = await startUpstream(200, '{"events_received":1}');
    const relay = await startRelay({ config: { forward: { 'meta:123': base } } });
    await sendMeta(relay, metaPurchase(), FORWARD);
    const [result] = (await relay.query(metaLookup())).results;
    expect(result?.events[0]).toMatchObject({ source: { mode: 'inline' }, delivery: [{ status: 200, evidence: 'observed', accepted: true, message: null }] });
  });

  it('records a rejection and hands it to the shop as it came', async () => {
    const { base } = await startUpstream(400, '{"error":{"message":"Bad address anna@example.com"}}');
    const relay = await startRelay({ config: { forward: { 'meta:*': base } } });
    const response = await sendMeta(relay, metaPurchase(), FORWARD);
    expect([response.status, await response.text()]).toEqual([400, '{"error":{"message":"Bad address anna@example.com"}}']);
    const [delivery] = (await relay.query(metaLookup())).results[0]?.events[0]?.delivery ?? [];
    expect(delivery).toMatchObject({ status: 400, evidence: 'observed', accepted: false, message: expect.stringMatching(/^Bad address \[email /) });
  });

  it('reads a rejection out of a 200 (TikTok)', async () => {
    const { base } = await startUpstream(200, '{"code":40001,"message":"Access token is invalid"}');
    const relay = await startRelay({ config: { forward: { 'tiktok:*': base } } });
    const body = { event_source: 'web', event_source_id: 'CTT', data: [{ event: 'Purchase', event_time: NOW / 1_000, event_id: 'u-1' }] };
    await relay.post('/in/tiktok/open_api/v1.3/event/track/', body, FORWARD);
    const [result] = (await relay.query(metaLookup({ platform: 'tiktok', pixel_id: 'CTT', event_id: 'u-1' }))).results;
    expect(result?.events[0]?.delivery).toMatchObject([{ status: 200, accepted: false, message: expect.stringContaining('Access token is invalid') }]);
  });

  it('records that the platform was out of reach, and says so', async () => {
    const relay = await startRelay({ config: { forward: { 'meta:*': 'http://127.0.0.1:1' } } });
    expect((await sendMeta(relay, metaPurchase(), FORWARD)).status).toBe(502);
    const [result] = (await relay.query(metaLookup())).results;
    expect(result?.events[0]?.delivery).toMatchObject([{ status: null, evidence: 'observed', accepted: false }]);
  });

  it('records a timeout as an unknown outcome and never sends again', async () => {
    let hits = 0;
    const base = await startServer(() => void (hits += 1));
    const relay = await startRelay({ config: { forward: { 'meta:*': base }, upstreamTimeoutMs: 50 } });
    expect((await sendMeta(relay, metaPurchase(), FORWARD)).status).toBe(504);
    const [result] = (await relay.query(metaLookup())).results;
    expect(result?.events[0]?.delivery).toMatchObject([{ status: null, accepted: null }]);
    expect(hits).toBe(1);
  });

  it('goes to the upstream of the pixel, before that of all pixels, and to no other', async () => {
    const [one, all] = [await startUpstream(200, '{}'), await startUpstream(200, '{}')];
    const relay = await startRelay({ config: { forward: { 'meta:*': all.base, 'meta:123': one.base } } });
    await sendMeta(relay, metaPurchase(), FORWARD);
    await sendMeta(relay, metaPurchase(), FORWARD, '9');
    expect([one.seen.length, all.seen.length]).toEqual([1, 1]);
    expect((await relay.post('/in/openai/v1/events?pid=p', { events: [{ id: 'a', type: 'page_viewed' }] }, FORWARD)).status).toBe(403);
  });

  it('does not forward a gateway copy, which carries our own token', async () => {
    const { base, seen } = await startUpstream(200, '{}');
    const relay = await startRelay({ config: { forward: { 'meta:*': base } } });
    const response = await relay.post('/capi/123/events', { accessKey: 'ingest-token', data: [metaPurchase()] }, { 'x-relay-mode': 'forward' });
    expect([response.status, seen.length]).toEqual([403, 0]);
  });
});

describe('a store that fails', () => {
  const failing = (isDown: () => boolean) => (store: Store): Store => ({
    ...store,
    append: (events) => (isDown() ? Promise.reject(new Error('disk full')) : store.append(events)),
  });

  it('never keeps an event from its platform; the gap is told at once and written down later', async () => {
    const { base, seen } = await startUpstream(200, '{"events_received":1}');
    let down = true;
    const relay = await startRelay({ config: { forward: { 'meta:*': base } }, wrapStore: failing(() => down) });
    expect((await sendMeta(relay, metaPurchase({ eventId: 'lost' }), FORWARD)).status).toBe(200);
    expect(seen).toHaveLength(1);
    relay.setNow(NOW + 1_000);
    const gap = (to: number): unknown => ({ from: new Date(NOW).toISOString(), to: new Date(to).toISOString(), reason: 'store_unavailable' });
    expect((await relay.query(metaLookup())).coverage[0]?.gaps).toEqual([gap(NOW + 1_000)]);
    down = false;
    relay.setNow(NOW + 2_000);
    await sendMeta(relay, metaPurchase(), FORWARD);
    relay.setNow(NOW + 9_000);
    expect((await relay.query(metaLookup())).coverage[0]?.gaps).toEqual([gap(NOW + 2_000)]);
  });

  it('tells a sender of copies to come again', async () => {
    const relay = await startRelay({ wrapStore: failing(() => true) });
    const response = await sendMeta(relay, metaPurchase());
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
  });
});
