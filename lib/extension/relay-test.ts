import type { Browser } from 'webextension-polyfill';
import type { ConnectionStep } from '../model/relay.ts';
import type { RelayConnection } from '../model/settings.ts';
import { createRelayClient } from '../relay/client.ts';
import type { SessionLog } from '../session/session-log.ts';
import { createNamingFetch } from './relay-fetch.ts';
import { pixelsFor } from './relay-pixels.ts';
import type { SettingsStore } from './settings-store.ts';

/** What was recorded last: enough to know a shop's pixels. */
const LOOKED_AT = 2_000;

/** Walks "test connection" from the address to the pixels, those of the pages recorded last. */
export async function testRelay({ webRequest }: Browser, { log, settings }: { log: SessionLog; settings: SettingsStore }, connection: RelayConnection): Promise<ConnectionStep[]> {
  await settings.loaded;
  const { endpoint, token } = connection;
  const recorded = await log.tail(LOOKED_AT);
  const fetch = createNamingFetch({
    onErrorOccurred: webRequest.onErrorOccurred,
    fetch: globalThis.fetch.bind(globalThis),
    wait: (ms) => new Promise((resolve) => void setTimeout(resolve, ms, null)),
  });
  const client = createRelayClient({ endpoint, token, fetch, now: () => Date.now() });
  return client.test(pixelsFor(connection, recorded.map(({ entry }) => entry), settings.current));
}
