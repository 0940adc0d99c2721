import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { createRelayClient, RelayError, type RelayClient } from '../../lib/relay/client.ts';
import type { Lookup } from '../../lib/model/relay.ts';
import { metaPurchase, NOW, readText, sendMeta, startRelay, startServer } from './relay-harness.ts';

function clientFor(endpoint: string, options: { token?: string; timeoutMs?: number } = {}): RelayClient {
  return createRelayClient({ endpoint, token: options.token ?? 'read-token', fetch, now: () => NOW, timeoutMs: options.timeoutMs ?? 10_000 });
}

function lookup(fields: Partial<Lookup> = {}): Lookup {
  return {
    ref: 'capture-1', platform: 'meta', pixelId: '123', eventName: 'Purchase', eventId: 'order.1', orderId: null, value: null, currency: null, at: NOW, userKeys: {}, ...fields,
  };
}

async function errorOf(work: Promise<unknown>): Promise<RelayError> {
  const error: unknown = await work.then(() => null, (reason: unknown) => reason);
  if (error instanceof RelayError) return error;
  throw new Error(`expected a RelayError, got ${String(error)}`);
}

const CAPABILITIES = {
  contract: 'relay/1.0', relay: { name: 'liar', version: '1', instance: 'x' }, now: new Date(NOW).toISOString(), platforms: [], features: [],
  limits: { lookups: 50, page: 1, window_s: 1, retention_s: 1 }, redaction: { policy: '', alg: '', key_id: '', never_stored: [] },
};

function answerJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

/** A server that is a relay by its capabilities and answers queries as told. */
async function startLiar(answer: (asked: { lookups: { ref: string }[] }) => unknown, capabilities: unknown = CAPABILITIES): Promise<string> {
  return await startServer((request, response) => {
    if (request.method === 'GET') return answerJson(response, capabilities);
    void readText(request).then((text) => answerJson(response, answer(JSON.parse(text) as { lookups: { ref: string }[] })));
  });
}

const found = (refs: { ref: string }[], events: unknown[]): unknown => ({ results: refs.map(({ ref }) => ({ ref, status: 'found', events })), coverage: [], now: CAPABILITIES.now });
const wireEvent = {
  id: 'e1', platform: 'meta', pixel_id: '123', event_name: 'Purchase', event_id: 'order.1', received_at: CAPABILITIES.now, source: { name: 's', mode: 'mirror' }, test: false,
  params: { currency: null, value: null, order_id: null },
};

describe('asking a relay', () => {
  it('brings back server events, near misses, coverage and the lag', async () => {
    const relay = await startRelay();
    await sendMeta(relay, metaPurchase({ orderId: '7' }));
    const answer = await clientFor(relay.url).query([lookup(), lookup({ ref: 'capture-2', eventId: 'ORDER.1' })]);
    expect(answer.results).toMatchObject([
      { ref: 'capture-1', status: 'found', events: [{ side: 'server', eventId: 'order.1', orderId: '7', value: 49.9, receivedAt: NOW, sender: 'shop backend' }], near: [] },
      { ref: 'capture-2', status: 'not_found', events: [], near: [{ reasons: ['id_case'], event: { eventId: 'order.1' } }] },
    ]);
    expect(answer).toMatchObject({ coverage: [{ platform: 'meta', pixelId: '123', from: NOW, to: NOW, gaps: [] }], now: NOW, lagMs: 0, dropped: [] });
  });

  it('asks more than fifty look-ups in batches and answers each, in order, under a shared ref too', async () => {
    const relay = await startRelay();
    await sendMeta(relay, metaPurchase({ eventId: 'e120' }));
    const lookups = Array.from({ length: 121 }, (_, index) => lookup({ ref: `capture-${index % 2}`, eventId: `e${index}` }));
    const { results } = await clientFor(relay.url).query(lookups);
    expect(results.map((result) => result.ref)).toEqual(lookups.map((one) => one.ref));
    expect(results.flatMap((result, index) => (result.status === 'found' ? [index] : []))).toEqual([120]);
  });

  it('lets one unaskable look-up cost the others nothing', async () => {
    const relay = await startRelay();
    await sendMeta(relay, metaPurchase());
    const { results, dropped } = await clientFor(relay.url).query([lookup(), lookup({ ref: 'long', eventId: 'x'.repeat(5_000) })]);
    expect(new Map(results.map((result) => [result.ref, result.status]))).toEqual(new Map([['capture-1', 'found'], ['long', 'not_covered']]));
    expect(dropped).toMatchObject([{ ref: 'long' }]);
  });

  it('takes the endpoint with and without /v1 and a slash, and below a path', async () => {
    const relay = await startRelay();
    for (const endpoint of [relay.url, `${relay.url}/`, `${relay.url}/v1`, ` ${relay.url}/v1/ `]) {
      expect((await clientFor(endpoint).capabilities()).contract).toBe('relay/1.0');
    }
    const urls: string[] = [];
    const below = await startServer((request, response) => {
      urls.push(request.url ?? '');
      answerJson(response, CAPABILITIES);
    });
    await clientFor(`${below}/tracking/v1`).capabilities();
    expect(urls).toEqual(['/tracking/v1']);
  });

  it('calls fetch by itself, as browsers demand', async () => {
    const relay = await startRelay();
    const strictFetch = function (this: unknown, ...args: Parameters<typeof fetch>): Promise<Response> {
      return this === undefined ? fetch(...args) : Promise.reject(new TypeError('Illegal invocation'));
    };
    const client = createRelayClient({ endpoint: relay.url, token: 'read-token', fetch: strictFetch, now: () => NOW });
    expect((await client.query([lookup()])).results[0]?.status).toBe('not_found');
  });

  it('asks nothing over the wire for no look-ups but whether the relay is there', async () => {
    const relay = await startRelay();
    expect(await clientFor(relay.url).query([])).toEqual({ results: [], coverage: [], now: NOW, lagMs: 0, dropped: [] });
  });
});

describe('a relay that cannot be asked', () => {
  const html = '<!doctype html><title>Shop</title>';

  it.each([
    ['answers HTML', 200, html, 'not-a-relay', /web page/],
    ['answers other JSON', 200, '{"ok":true}', 'not-a-relay', /not as a Pixelpair relay/],
    ['answers null', 200, 'null', 'not-a-relay', /not as a Pixelpair relay/],
    ['answers no JSON', 200, 'hello', 'not-a-relay', /not JSON/],
    ['answers nothing', 200, '', 'not-a-relay', /not JSON/],
    ['has no /v1', 404, html, 'not-a-relay', /HTTP 404/],
    ['does not know the token', 401, '{}', 'wrong-token', /token/],
    ['refuses', 403, '{}', 'forbidden', /refused/],
    ['is asked too much', 429, '{}', 'too-many', /too much/],
    ['fails', 500, html, 'server-error', /HTTP 500/],
    ['is overloaded', 503, '{}', 'server-error', /HTTP 503/],
    ['speaks another contract', 200, '{"contract":"relay/2.0"}', 'contract-mismatch', /relay\/2.*update/],
  ])('%s', async (_what, status, body, code, message) => {
    const url = await startServer((_request, response) => void response.writeHead(status).end(body));
    const error = await errorOf(clientFor(url).query([lookup()]));
    expect(error.code).toBe(code);
    expect(error.message).toMatch(message);
    expect(error.message).toContain(new URL(url).host);
  });

  it('redirects: the token does not follow', async () => {
    const seen: (string | undefined)[] = [];
    const elsewhere = await startServer((request, response) => {
      seen.push(request.headers.authorization);
      response.end('{}');
    });
    const url = await startServer((_request, response) => void response.writeHead(302, { location: elsewhere }).end());
    expect((await errorOf(clientFor(url).query([lookup()]))).code).toBe('not-a-relay');
    expect(seen).toEqual([]);
  });

  it('does not listen', async () => {
    const error = await errorOf(clientFor('http://127.0.0.1:1').query([lookup()]));
    expect([error.code, error.message]).toEqual(['unreachable', expect.stringContaining('127.0.0.1:1 cannot be reached')]);
  });

  it('answers too late, at the start or in the middle', async () => {
    for (const begin of [false, true]) {
      const url = await startServer((_request, response) => void (begin && response.writeHead(200).write('{')));
      const error = await errorOf(clientFor(url, { timeoutMs: 100 }).query([lookup()]));
      expect([error.code, error.message]).toEqual(['timeout', expect.stringContaining('within 0.1 s')]);
    }
  });

  it('hangs up in the middle', async () => {
    const url = await startServer((_request, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('{');
      response.socket?.destroy();
    });
    expect((await errorOf(clientFor(url).query([lookup()]))).code).toBe('unreachable');
  });

  it('sends without end', async () => {
    const url = await startServer((_request, response) => {
      const more = (): void => void (response.destroyed || response.write('x'.repeat(65_536), () => more()));
      response.writeHead(200);
      more();
    });
    const error = await errorOf(clientFor(url).query([lookup()]));
    expect([error.code, error.message]).toEqual(['not-a-relay', expect.stringContaining('more than 8 MB')]);
  });

  it('is called off by the caller', async () => {
    const url = await startServer(() => undefined);
    expect((await errorOf(clientFor(url).query([lookup()], AbortSignal.abort()))).code).toBe('aborted');
  });

  it.each(['', 'relay', 'ftp://relay.test', 'https://user:s3cret@relay.test', 'https://relay.test/?token=x', 'javascript:alert(1)'])('has the address "%s"', async (endpoint) => {
    const error = await errorOf(clientFor(endpoint).query([lookup()]));
    expect(error.code).toBe('bad-endpoint');
    expect(error.message).not.toContain('s3cret');
  });
});

describe('a relay that lies', () => {
  it.each([
    ['no results', {}],
    ['a status of its own', { results: [{ ref: '0', status: 'maybe', events: [] }], coverage: [], now: CAPABILITIES.now }],
    ['no coverage', { results: [], now: CAPABILITIES.now }],
    ['coverage without gaps', { results: [], coverage: [{ platform: 'meta', pixel_id: '1', from: CAPABILITIES.now, to: CAPABILITIES.now }], now: CAPABILITIES.now }],
    ['no time', { results: [], coverage: [], now: 'soon' }],
    ['a list', []],
  ])('is no relay: %s', async (_what, answer) => {
    const url = await startLiar(() => answer);
    expect((await errorOf(clientFor(url).query([lookup()]))).code).toBe('not-a-relay');
  });

  it('loses the events that are none and those of another platform, not the rest', async () => {
    const url = await startLiar(({ lookups }) => found(lookups, [wireEvent, { ...wireEvent, platform: 'tiktok' }, { ...wireEvent, received_at: 7 }, 'x']));
    const { results, dropped } = await clientFor(url).query([lookup()]);
    expect(results[0]?.events.map((event) => event.id)).toEqual(['e1']);
    expect(dropped.map(({ reason }) => reason)).toEqual([expect.stringContaining('tiktok'), expect.stringContaining('received_at'), expect.stringContaining('event')]);
  });

  it('settles nothing by a hit without a usable event, a miss with events, or silence', async () => {
    const bad = await startLiar(({ lookups }) => found(lookups, ['x']));
    const both = await startLiar(({ lookups }) => ({ results: lookups.map(({ ref }) => ({ ref, status: 'not_found', events: [wireEvent] })), coverage: [], now: CAPABILITIES.now }));
    const silent = await startLiar(() => ({ results: [], coverage: [], now: CAPABILITIES.now }));
    for (const url of [bad, both, silent]) expect((await clientFor(url).query([lookup()])).results[0]?.status).toBe('pending');
  });

  it('cannot make the client ask more at once than the contract allows', async () => {
    const sizes: number[] = [];
    const url = await startLiar(({ lookups }) => (sizes.push(lookups.length), found(lookups, [wireEvent])), { ...CAPABILITIES, limits: { ...CAPABILITIES.limits, lookups: 1e9 } });
    await clientFor(url).query(Array.from({ length: 60 }, () => lookup()));
    expect(sizes).toEqual([50, 10]);
  });

  it('is not believed to cover what it says it does not cover', async () => {
    const span = { platform: 'meta', from: new Date(NOW - 5).toISOString(), to: CAPABILITIES.now, gaps: [] };
    const url = await startLiar(({ lookups }) => ({
      results: lookups.map(({ ref }) => ({ ref, status: 'not_covered', events: [] })), coverage: [{ ...span, pixel_id: '123' }, { ...span, pixel_id: '9' }], now: CAPABILITIES.now,
    }));
    expect((await clientFor(url).query([lookup()])).coverage.map((entry) => entry.pixelId)).toEqual(['9']);
  });

  it('turns sampling into a gap', async () => {
    const span = { platform: 'meta', pixel_id: '123', from: new Date(NOW - 5).toISOString(), to: CAPABILITIES.now };
    const url = await startLiar(({ lookups }) => ({ ...(found(lookups, [wireEvent]) as object), coverage: [{ ...span, sampled: true, gaps: [], lag_ms: 850 }] }));
    const answer = await clientFor(url).query([lookup()]);
    expect(answer).toMatchObject({ lagMs: 850, coverage: [{ gaps: [{ from: NOW - 5, to: NOW, reason: 'sampled' }] }] });
  });
});

describe('test connection', () => {
  const META = { platform: 'meta', pixelId: '123' } as const;
  const TIKTOK = { platform: 'tiktok', pixelId: 'C1' } as const;
  const stepsOf = async (endpoint: string, token = 'read-token'): Promise<[string, boolean | null][]> =>
    (await clientFor(endpoint, { token }).test([])).map(({ step, ok }) => [step, ok]);

  it('walks all steps of a relay that works, and names it', async () => {
    const relay = await startRelay();
    const steps = await clientFor(relay.url).test([META]);
    expect(steps.map(({ step, ok }) => [step, ok])).toEqual([['endpoint', true], ['connect', true], ['auth', true], ['contract', true], ['pixels', true]]);
    expect(steps.slice(-2).map(({ message }) => message)).toEqual([
      'Relay pixelpair-relay 0.0.0 speaks relay/1.0.',
      'The relay covers every pixel recorded on these pages: meta:123.',
    ]);
  });

  it('names the pixels that the relay does not cover: some are open, all are a failure, none recorded proves nothing', async () => {
    const relay = await startRelay({ config: { covers: ['meta:123'] } });
    const last = async (pixels: Parameters<RelayClient['test']>[0]) => (await clientFor(relay.url).test(pixels)).at(-1);
    expect(await last([META, TIKTOK])).toEqual({ step: 'pixels', ok: null, message: expect.stringMatching(/^The relay covers meta:123\. The relay does not cover tiktok:C1: /) as string });
    expect(await last([TIKTOK])).toEqual({ step: 'pixels', ok: false, message: expect.stringMatching(/^The relay does not cover tiktok:C1: .*PIXELPAIR_RELAY_PIXELS/) as string });
    expect(await last([])).toMatchObject({ step: 'pixels', ok: null });
  });

  it('stops at the step that fails', async () => {
    const relay = await startRelay();
    const page = await startServer((_request, response) => void response.end('<html>'));
    expect(await stepsOf('nonsense')).toEqual([['endpoint', false]]);
    expect(await stepsOf('http://127.0.0.1:1')).toEqual([['endpoint', true], ['connect', false]]);
    expect(await stepsOf(relay.url, 'wrong')).toEqual([['endpoint', true], ['connect', true], ['auth', false]]);
    expect(await stepsOf(relay.url, 'ingest-token')).toEqual([['endpoint', true], ['connect', true], ['auth', false]]);
    expect(await stepsOf(page)).toEqual([['endpoint', true], ['connect', true], ['contract', false]]);
  });
});
