import { pino } from 'pino';
import { v7 } from 'uuid';
import packageJson from '../package.json' with { type: 'json' };
import type { RelayConfig } from './config.ts';
import { readEnvironment, RelaySettingError, type RelayEnvironment } from './env.ts';
import { loadKeys, makeTokens, saveKeys, toTokens, type Keys } from './keys-file.ts';
import { createRedactor } from './redact.ts';
import { allowedHosts, runRelay } from './server.ts';
import { openSqliteStore } from './sqlite-store.ts';
import type { Token } from './tokens.ts';

const UPSTREAM_TIMEOUT_MS = 15_000;

async function main(): Promise<void> {
  const env = readEnvironment(process.env);
  // The store and the keys are for the relay's own user only.
  process.umask(0o077);
  const keysPath = `${env.dbPath}.keys.json`;
  const keys = loadKeys(keysPath);
  const relay = await runRelay(
    {
      store: openSqliteStore(env.dbPath),
      clock: Date.now,
      ids: v7,
      tokens: readTokens(env, keys, keysPath),
      config: toConfig(env, keys),
      redactor: createRedactor(keys.redactionSecret),
      fetch,
      log: pino({ level: 'warn', redact: ['*.authorization', '*.token', 'headers'] }, pino.destination(2)),
    },
    env,
  );
  console.log(`Pixelpair relay listens on http://${env.host.includes(':') ? `[${env.host}]` : env.host}:${relay.port}`);
  stopOnSignal(relay.stop);
}

/** Tokens of the environment; else those made at the first start, which are shown this once. */
function readTokens(env: RelayEnvironment, keys: Keys, keysPath: string): Token[] {
  if (Object.keys(env.tokens).length > 0) return toTokens(env.tokens);
  if (keys.tokens.length > 0) return keys.tokens;
  const made = makeTokens();
  const tokens = toTokens(made);
  saveKeys(keysPath, { ...keys, tokens: tokens.map(({ hash, scopes, pixels }) => ({ hash, scopes: [...scopes], pixels: [...pixels] })) });
  console.log('These tokens are shown only now; the relay keeps their hashes.');
  console.log(`  read (for the extension)  ${made.read}`);
  console.log(`  ingest (for the shop)     ${made.ingest}`);
  console.log(`  admin (for imports)       ${made.admin}`);
  return tokens;
}

function toConfig(env: RelayEnvironment, keys: Keys): RelayConfig {
  return {
    version: packageJson.version,
    instance: keys.instance,
    retentionMs: env.retentionMs,
    forward: env.forward,
    covers: env.covers,
    hosts: allowedHosts(env.host),
    upstreamTimeoutMs: UPSTREAM_TIMEOUT_MS,
  };
}

function stopOnSignal(stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = (): void => {
    if (stopping) return;
    stopping = true;
    stop().then(() => process.exit(0), fail);
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

function fail(error: unknown): never {
  const text = error instanceof RelaySettingError || (error instanceof Error && 'code' in error) ? error.message : String(error);
  console.error(`The relay cannot run: ${text}`);
  process.exit(1);
}

await main().catch(fail);
