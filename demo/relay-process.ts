import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { SHOP_ACCOUNTS } from './accounts.ts';
import type { RelayAccess } from './backend.ts';
import { freePort } from './listen.ts';

/** The reference relay as a process of its own, which can be stopped and started on the same port and database. */
export interface RelayProcess extends RelayAccess {
  readToken: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Stops it and removes its database. */
  dispose(): Promise<void>;
}

const MAIN = fileURLToPath(new URL('../relay/main.ts', import.meta.url));
const START_LIMIT_MS = 15_000;

const TOKENS = {
  readToken: 'demo-read-token-0123456789abcdef',
  ingestToken: 'demo-ingest-token-0123456789abcdef',
  adminToken: 'demo-admin-token-0123456789abcdef',
};

const { meta, tiktok, ga4, googleAds, openai } = SHOP_ACCOUNTS;

/** The shop sends every server event of these through the relay, so of each the relay's silence is proof from its first start. */
const OWN_PIXELS = [`meta:${meta}`, `tiktok:${tiktok}`, `ga4:${ga4}`, `google-ads:${googleAds}`, `openai:${openai}`];

async function answers(url: string): Promise<boolean> {
  return fetch(`${url}/healthz`).then(
    (response) => response.ok,
    () => false,
  );
}

async function untilReady(child: ChildProcess, url: string, output: () => string): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (!(await answers(url))) {
    if (child.exitCode !== null) throw new Error(`The relay stopped at once (exit code ${child.exitCode}):\n${output()}`);
    if (Date.now() > deadline) throw new Error(`The relay did not answer on ${url} within 15 s:\n${output()}`);
    await delay(50);
  }
}

function spawnRelay(env: Record<string, string>): { child: ChildProcess; output: () => string } {
  const child = spawn(process.execPath, [MAIN], { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (output = (output + String(chunk)).slice(-4000)));
  return { child, output: () => output };
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** `forwardTo`: base URL that stands in for every platform's API. */
export async function createRelayProcess(forwardTo: string): Promise<RelayProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const folder = await mkdtemp(join(tmpdir(), 'pixelpair-relay-'));
  const env = {
    PIXELPAIR_RELAY_PORT: String(port),
    PIXELPAIR_RELAY_DB: join(folder, 'relay.sqlite'),
    PIXELPAIR_RELAY_TOKEN: TOKENS.readToken,
    PIXELPAIR_RELAY_INGEST_TOKEN: TOKENS.ingestToken,
    PIXELPAIR_RELAY_ADMIN_TOKEN: TOKENS.adminToken,
    PIXELPAIR_RELAY_FORWARD: JSON.stringify({ '*:*': forwardTo }),
    PIXELPAIR_RELAY_PIXELS: OWN_PIXELS.join(','),
  };
  let running: ChildProcess | null = null;
  const stop = async (): Promise<void> => {
    if (running !== null) await stopChild(running);
    running = null;
  };
  return {
    ...TOKENS,
    url,
    stop,
    async start() {
      if (running !== null) return;
      const { child, output } = spawnRelay(env);
      running = child;
      await untilReady(child, url, output);
    },
    async dispose() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
