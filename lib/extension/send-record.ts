import type { DroppedMessage, PageMessage } from './page-envelope.ts';

/** The one function of the browser that runs in every frame: without the polyfill, which each would have to load. Both browsers give promises in MV3. */
interface RuntimeScope {
  browser?: { runtime?: Runtime };
  chrome?: { runtime?: Runtime };
}

interface Runtime {
  sendMessage(message: object): Promise<unknown>;
}

/** Sends a record; rejects where the extension was updated or removed under the page. */
export async function sendToBackground(message: PageMessage | DroppedMessage): Promise<unknown> {
  const { browser, chrome } = globalThis as RuntimeScope;
  return (browser ?? chrome)?.runtime?.sendMessage(message);
}
