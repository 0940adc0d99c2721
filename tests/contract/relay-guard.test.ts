import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { allowedHosts } from '../../relay/server.ts';
import { startRelay } from './relay-harness.ts';

/** fetch sets Host itself; a rebinding page's request is made by hand. */
async function statusFor(url: string, headers: Record<string, string>): Promise<number> {
  return await new Promise((resolve, reject) => {
    request(url, { headers }, (response) => resolve(response.resume().statusCode ?? 0)).on('error', reject).end();
  });
}

const auth = { authorization: 'Bearer read-token' };

describe('who may ask', () => {
  it.each([
    ['127.0.0.1:8787', 200],
    ['LOCALHOST', 200],
    ['evil.test', 403],
    ['127.0.0.1.evil.test:8787', 403],
  ])('a relay on loopback addressed as %s answers %i', async (host, status) => {
    const relay = await startRelay();
    expect(await statusFor(`${relay.url}/v1`, { ...auth, host })).toBe(status);
  });

  it.each([
    ['https://shop.test', 403],
    ['http://127.0.0.1:3000', 403],
    ['null', 403],
    ['chrome-extension://abcdefghijklmnop', 200],
    ['moz-extension://8f14e45f', 200],
  ])('a request from the origin %s is answered with %i', async (origin, status) => {
    const relay = await startRelay();
    const response = await relay.get('/v1', { ...auth, origin });
    expect(response.status).toBe(status);
    expect(response.headers.get('access-control-allow-origin')).toBe(status === 200 ? origin : null);
  });

  it('lets an extension without a host permission ask first, and a page not', async () => {
    const relay = await startRelay();
    const preflight = (origin: string): Promise<Response> => fetch(`${relay.url}/v1/events/query`, { method: 'OPTIONS', headers: { origin } });
    const allowed = await preflight('chrome-extension://abc');
    expect([allowed.status, allowed.headers.get('access-control-allow-headers')]).toEqual([204, 'authorization, content-type']);
    expect((await preflight('https://shop.test')).status).toBe(403);
  });

  it.each([
    [{}, 401],
    [{ authorization: 'Bearer nope' }, 401],
    [{ authorization: 'Basic cmVhZC10b2tlbjo=' }, 401],
    [{ authorization: 'Bearer ingest-token' }, 403],
    [{ authorization: 'Bearer admin-token' }, 200],
  ])('%j is answered with %i', async (headers, status) => {
    const relay = await startRelay();
    const response = await relay.get('/v1', headers);
    expect(response.status).toBe(status);
    expect(response.headers.get('www-authenticate')).toBe(status === 401 ? 'Bearer realm="pixelpair relay"' : null);
    expect(response.headers.get('cache-control')).toBe('no-store, private');
  });

  it('tells anyone only that it lives', async () => {
    const relay = await startRelay();
    const response = await relay.get('/healthz', {});
    expect([response.status, await response.text()]).toEqual([200, '{"ok":true}']);
    expect((await relay.get('/', {})).status).toBe(404);
  });

  it('knows which addresses are loopback', () => {
    expect(allowedHosts('127.0.0.1')).toContain('localhost');
    expect(allowedHosts('::1')).toContain('[::1]');
    expect(allowedHosts('0.0.0.0')).toBeNull();
    expect(allowedHosts('192.168.1.5')).toBeNull();
  });
});
