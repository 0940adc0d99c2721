import { listenPlain, listenTls } from './listen.ts';
import { createRelayProcess } from './relay-process.ts';
import type { RelayProcess } from './relay-process.ts';
import { createShop } from './shop.ts';
import { createSink } from './sink.ts';
import type { SinkEntry } from './sink.ts';

/** Everything on this computer that a browser needs to go shopping. */
export interface Stage {
  /** HTTPS port that answers for every host name. */
  port: number;
  relay: RelayProcess;
  sinkLog(): Promise<readonly SinkEntry[]>;
  close(): Promise<void>;
}

const SHOP_HOSTS = new Set(['shop.test', 'blocked.shop.test']);

/** Starts relay, sink and shop on loopback. */
export async function openStage(): Promise<Stage> {
  const sink = createSink();
  const upstream = await listenPlain((request) => sink.fetch(request));
  const relay = await createRelayProcess(`http://127.0.0.1:${upstream.port}`);
  const shop = createShop({ relay, startRelay: () => relay.start(), stopRelay: () => relay.stop() });
  const everyHost = await listenTls((request) => {
    const isShop = SHOP_HOSTS.has(new URL(request.url).hostname);
    return isShop ? shop.fetch(request) : sink.fetch(request);
  });
  await relay.start();
  return {
    port: everyHost.port,
    relay,
    sinkLog: async () => (await (await sink.request('https://sink.test/log')).json()) as SinkEntry[],
    async close() {
      await relay.dispose();
      await everyHost.close();
      await upstream.close();
    },
  };
}
