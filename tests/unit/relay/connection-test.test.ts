import { describe, expect, it } from 'vitest';
import { createRelayClient } from '../../../lib/relay/client.ts';
import { NetworkError } from '../../../lib/relay/network-error.ts';

/** The steps of a relay whose every request fails as the browser names it; null = it gives no name. */
async function stepsWhen(endpoint: string, error: string | null): Promise<[string, boolean | null][]> {
  const fetch = () => Promise.reject(error === null ? new TypeError('Failed to fetch') : new NetworkError(error));
  const steps = await createRelayClient({ endpoint, token: 't', fetch, now: () => 0 }).test([]);
  return steps.map(({ step, ok }) => [step, ok]);
}

describe('a connection test that gets no answer', () => {
  it('ends at DNS where the name leads nowhere', async () => {
    expect(await stepsWhen('https://relay.test', 'net::ERR_NAME_NOT_RESOLVED')).toEqual([['endpoint', true], ['dns', false]]);
  });

  it('ends at the connection, past DNS, where the port is closed', async () => {
    expect(await stepsWhen('https://relay.test', 'net::ERR_CONNECTION_REFUSED')).toEqual([['endpoint', true], ['dns', true], ['connect', false]]);
  });

  it('ends at TLS, past the connection, where the certificate is refused', async () => {
    expect(await stepsWhen('https://relay.test', 'SEC_ERROR_UNKNOWN_ISSUER')).toEqual([['endpoint', true], ['dns', true], ['connect', true], ['tls', false]]);
  });

  it('does not claim that the name leads anywhere where the browser names no cause', async () => {
    expect(await stepsWhen('https://relay.test', null)).toEqual([['endpoint', true], ['connect', false]]);
  });

  it('asks no DNS for a number', async () => {
    expect(await stepsWhen('http://127.0.0.1:8787', 'net::ERR_CONNECTION_REFUSED')).toEqual([['endpoint', true], ['connect', false]]);
    expect(await stepsWhen('http://[::1]:8787', 'net::ERR_CONNECTION_REFUSED')).toEqual([['endpoint', true], ['connect', false]]);
  });
});

describe('a connection test that gets an answer', () => {
  const stepsAt = async (endpoint: string, status: number) => {
    const steps = await createRelayClient({ endpoint, token: 't', fetch: () => Promise.resolve(new Response('{}', { status })), now: () => 0 }).test([]);
    return steps.map(({ step, ok }) => [step, ok]);
  };

  it('has passed DNS, connection and TLS before the token is refused', async () => {
    expect(await stepsAt('https://relay.test', 401)).toEqual([['endpoint', true], ['dns', true], ['connect', true], ['tls', true], ['auth', false]]);
  });

  it('says nothing of the token where it is no relay’s', async () => {
    expect(await stepsAt('https://relay.test', 502)).toEqual([['endpoint', true], ['dns', true], ['connect', true], ['tls', true], ['contract', false]]);
  });

  it('leaves TLS open where the token travels in the clear over a network', async () => {
    expect(await stepsAt('http://relay.test', 401)).toEqual([['endpoint', true], ['dns', true], ['connect', true], ['tls', null], ['auth', false]]);
    expect(await stepsAt('http://localhost:8787', 401)).toEqual([['endpoint', true], ['dns', true], ['connect', true], ['auth', false]]);
  });
});
