import type { WebRequest } from 'webextension-polyfill';
import { NetworkError } from '../relay/network-error.ts';
import type { RequestDetails } from './request-details.ts';

/** How long the browser's name for a fault may come after the fault itself, ms. */
const LATE_MS = 1_000;

/** What the browser tells of requests, and the time. */
export interface FetchEdge {
  onErrorOccurred: WebRequest.Static['onErrorOccurred'];
  fetch: typeof fetch;
  wait: (ms: number) => Promise<null>;
}

/**
 * A `fetch` that rejects with a `NetworkError`, where the browser has a name for the fault: DNS, TLS and connection are one and the same
 * "Failed to fetch" to a page, and told apart to an extension that listens for its own request.
 */
export function createNamingFetch({ onErrorOccurred, fetch: send, wait }: FetchEdge): typeof fetch {
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const failure = listenForFailure(onErrorOccurred, url);
    try {
      return await send(input, init);
    } catch (error) {
      if (init?.signal?.aborted === true) throw error;
      const name = await Promise.race([failure.name, wait(LATE_MS)]);
      throw name === null ? error : new NetworkError(name, { cause: error });
    } finally {
      failure.stop();
    }
  };
}

/** Only the extension's own requests belong to no tab. */
function listenForFailure(onErrorOccurred: FetchEdge['onErrorOccurred'], url: string): { name: Promise<string>; stop: () => void } {
  const { promise, resolve } = Promise.withResolvers<string>();
  const failed = ({ tabId, url: failing, error }: RequestDetails): void => {
    if (tabId < 0 && failing === url && error !== undefined) resolve(error);
  };
  onErrorOccurred.addListener(failed, { urls: ['<all_urls>'] });
  return { name: promise, stop: () => onErrorOccurred.removeListener(failed) };
}
