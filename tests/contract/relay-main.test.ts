import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { QueryResponse } from '../../lib/relay/contract.ts';
import { tempFolder } from './relay-harness.ts';

interface Started {
  child: ChildProcess;
  url: string;
  output: string;
}

function spawnRelay(env: Record<string, string>): ChildProcess {
  const child = spawn(process.execPath, ['relay/main.ts'], { env: { PATH: process.env['PATH'] ?? '', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child;
}

/** Resolves when the relay has printed its URL. */
async function start(env: Record<string, string>): Promise<Started> {
  const child = spawnRelay({ PIXELPAIR_RELAY_PORT: '0', ...env });
  let output = '';
  for await (const chunk of child.stdout ?? []) {
    output += String(chunk);
    const url = /listens on (http:\S+)\n/.exec(output)?.[1];
    if (url !== undefined) return { child, url, output };
  }
  throw new Error(`the relay ended: ${output}`);
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const exited = once(child, 'exit');
  child.kill(signal);
  return ((await exited) as [number | null])[0];
}

async function askCoverage(url: string, token: string): Promise<QueryResponse> {
  const lookups = [{ ref: 'a', platform: 'meta', pixel_id: '1', event_id: 'x', at: new Date().toISOString() }];
  const response = await fetch(`${url}/v1/events/query`, {
    method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify({ lookups }),
  });
  return (await response.json()) as QueryResponse;
}

describe('npm run relay', () => {
  it('runs on tokens of the environment, and remembers over a clean restart when it was down', async () => {
    const env = { PIXELPAIR_RELAY_DB: join(tempFolder(), 'relay.sqlite'), PIXELPAIR_RELAY_TOKEN: 'r', PIXELPAIR_RELAY_INGEST_TOKEN: 'i', PIXELPAIR_RELAY_PIXELS: 'meta:1' };
    const first = await start(env);
    expect(first.output).not.toContain('token');
    expect((await askCoverage(first.url, 'r')).coverage[0]?.gaps).toEqual([]);
    expect(await stop(first.child, 'SIGTERM')).toBe(0);
    const second = await start(env);
    const { coverage } = await askCoverage(second.url, 'r');
    expect(coverage[0]?.gaps).toMatchObject([{ reason: 'relay_down' }]);
    expect(await stop(second.child, 'SIGINT')).toBe(0);
  });

  it('counts a kill as down from its last sign of life', async () => {
    const env = { PIXELPAIR_RELAY_DB: join(tempFolder(), 'relay.sqlite'), PIXELPAIR_RELAY_TOKEN: 'r', PIXELPAIR_RELAY_PIXELS: 'meta:1' };
    const first = await start(env);
    await stop(first.child, 'SIGKILL');
    const second = await start(env);
    expect((await askCoverage(second.url, 'r')).coverage[0]?.gaps).toMatchObject([{ reason: 'relay_down' }]);
  });

  it('makes tokens at the first start, shows them once and keeps only their hashes', async () => {
    const dbPath = join(tempFolder(), 'relay.sqlite');
    const first = await start({ PIXELPAIR_RELAY_DB: dbPath });
    const tokens = first.output.match(/pp_\w+_[\w-]+/g) ?? [];
    expect(tokens).toHaveLength(3);
    expect((await askCoverage(first.url, tokens[0] ?? '')).results).toHaveLength(1);
    await stop(first.child, 'SIGTERM');
    const keys = readFileSync(`${dbPath}.keys.json`, 'utf8');
    expect(tokens.filter((token) => keys.includes(token))).toEqual([]);
    expect(statSync(`${dbPath}.keys.json`).mode & 0o077).toBe(0);
    const second = await start({ PIXELPAIR_RELAY_DB: dbPath });
    expect(second.output).not.toContain('pp_');
    expect((await askCoverage(second.url, tokens[0] ?? '')).results).toHaveLength(1);
  });

  it('says in one line why it cannot run', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => void taken.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void taken.close());
    const port = String((taken.address() as AddressInfo).port);
    for (const [env, message] of [[{ PIXELPAIR_RELAY_PORT: 'x' }, 'PIXELPAIR_RELAY_PORT'], [{ PIXELPAIR_RELAY_PORT: port }, 'EADDRINUSE']] as const) {
      const child = spawnRelay({ PIXELPAIR_RELAY_DB: join(tempFolder(), 'r.sqlite'), PIXELPAIR_RELAY_TOKEN: 'r', ...env });
      let errors = '';
      child.stderr?.on('data', (chunk) => (errors += String(chunk)));
      const [code] = (await once(child, 'close')) as [number];
      expect([code, errors]).toEqual([1, expect.stringMatching(new RegExp(`^The relay cannot run: .*${message}.*\\n$`))]);
    }
  });
});
