import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { createApp } from './app.ts';
import type { RelayConfig } from './config.ts';
import type { RelayDeps } from './context.ts';

/** How often a running relay says that it lives, ms: a killed one leaves a gap that begins at most this much too early. */
const BEAT_MS = 2_000;
const PRUNE_MS = 3_600_000;

export interface RunningRelay {
  port: number;
  /** Stops listening, notes the time and closes the store. */
  stop: () => Promise<void>;
}

/** Listens until it is stopped, and keeps the store's record of the relay's own life. */
export async function runRelay(deps: RelayDeps, address: { host: string; port: number }): Promise<RunningRelay> {
  const { store, clock, log } = deps;
  const server = createAdaptorServer({ fetch: createApp(deps).fetch });
  await listen(server, address);
  const run = await store.startRun(clock());
  const prune = async (): Promise<void> => void (await store.prune(clock() - deps.config.retentionMs));
  const warn = (error: unknown): void => log.warn({ name: error instanceof Error ? error.name : 'unknown' }, 'the store could not be kept');
  await prune();
  const timers = [setInterval(() => void store.beat(run, clock()).catch(warn), BEAT_MS), setInterval(() => void prune().catch(warn), PRUNE_MS)];

  async function stop(): Promise<void> {
    timers.forEach(clearInterval);
    const closed = new Promise((resolve) => server.close(resolve));
    if ('closeIdleConnections' in server) server.closeIdleConnections();
    await closed;
    await store.stopRun(run, clock());
    await store.close();
  }
  return { port: (server.address() as AddressInfo).port, stop };
}

/** The names under which a relay on this address may be asked; null = it is not bound to loopback. */
export function allowedHosts(host: string): RelayConfig['hosts'] {
  const isLoopback = host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
  return isLoopback ? ['127.0.0.1', 'localhost', '[::1]', host] : null;
}

type Server = ReturnType<typeof createAdaptorServer>;

async function listen(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
}
