import { describe, expect, it } from 'vitest';
import { createNamingFetch, type FetchEdge } from '../../../lib/extension/relay-fetch.ts';
import { NetworkError } from '../../../lib/relay/network-error.ts';
import type { RequestDetails } from '../../../lib/extension/request-details.ts';

type Listener = (details: Pick<RequestDetails, 'url' | 'tabId' | 'error'>) => void;

const URL_ASKED = 'https://relay.test/v1';
const FAILED = new TypeError('Failed to fetch');

/** A browser in which every request fails, and tells its listeners `told` at that moment. */
function failing(told: Parameters<Listener>[0][]): { fetch: typeof fetch; listeners: Set<Listener> } {
  const listeners = new Set<Listener>();
  const onErrorOccurred = { addListener: (listener: Listener) => listeners.add(listener), removeListener: (listener: Listener) => listeners.delete(listener) };
  const send = () => {
    for (const details of told) for (const listener of listeners) listener(details);
    return Promise.reject(FAILED);
  };
  return { listeners, fetch: createNamingFetch({ onErrorOccurred: onErrorOccurred as unknown as FetchEdge['onErrorOccurred'], fetch: send, wait: () => new Promise((resolve) => void setTimeout(resolve, 0, null)) }) };
}

const errorOf = (work: Promise<unknown>) => work.then(() => null, (error: unknown) => error);

describe('a fetch that names its failure', () => {
  it('rejects with the browser’s name for it', async () => {
    const { fetch } = failing([{ url: URL_ASKED, tabId: -1, error: 'net::ERR_NAME_NOT_RESOLVED' }]);
    expect(await errorOf(fetch(URL_ASKED))).toEqual(new NetworkError('net::ERR_NAME_NOT_RESOLVED'));
  });

  it('takes no name from a page’s request to the same address, nor from another address', async () => {
    const { fetch } = failing([
      { url: URL_ASKED, tabId: 7, error: 'net::ERR_ABORTED' },
      { url: 'https://other.test/', tabId: -1, error: 'net::ERR_CERT_DATE_INVALID' },
    ]);
    expect(await errorOf(fetch(URL_ASKED))).toBe(FAILED);
  });

  it('listens no longer than it takes', async () => {
    const { fetch, listeners } = failing([]);
    await errorOf(fetch(URL_ASKED));
    expect(listeners.size).toBe(0);
  });
});
