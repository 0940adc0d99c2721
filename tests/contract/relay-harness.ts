import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { onTestFinished } from 'vitest';
import type { QueryResponse, RelayEvent } from '../../lib/relay/contract.ts';
import type { RelayConfig } from '../../relay/config.ts';
import { toTokens } from '../../relay/keys-file.ts';
import { createRedactor } from '../../relay/redact.ts';
import { runRelay } from '../../relay/server.ts';
import { openSqliteStore } from '../../relay/sqlite-store.ts';
import type { Store } from '../../relay/store.ts';
import type { Token } from '../../relay/tokens.ts';

export const NOW = Date.UTC(2026, 10, 22, 12);
export const MINUTE = 60_000;
export const DAY = 86_400_000;

export interface TestRelay {
  url: string;
  dbPath: string;
  /** Sets the relay's clock. */
  setNow: (ms: number) => void;
  /** Everything that was logged, as text. */
  logged: () => string;
  post: (path: string, body: unknown, headers?: Record<string, string>) => Promise<Response>;
  get: (path: string, headers?: Record<string, string>) => Promise<Response>;
  query: (...lookups: Record<string, unknown>[]) => Promise<QueryResponse>;
  stop: () => Promise<void>;
}

interface Options {
  config?: Partial<RelayConfig>;
  tokens?: Token[];
  dbPath?: string;
  now?: number;
  wrapStore?: (store: Store) => Store;
}

export const TOKENS = toTokens({ read: 'read-token', ingest: 'ingest-token', admin: 'admin-token' });
export const INGEST = { 'x-relay-token': 'ingest-token' };
const READ = { authorization: 'Bearer read-token' };

export function tempFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'pixelpair-relay-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A relay on a loopback port with a real SQLite file; both end with the test. */
export async function startRelay(options: Options = {}): Promise<TestRelay> {
  const dbPath = options.dbPath ?? join(tempFolder(), 'relay.sqlite');
  const lines: unknown[] = [];
  let now = options.now ?? NOW;
  const log = { info: push(lines), warn: push(lines), error: push(lines) };
  const store = openSqliteStore(dbPath);
  const relay = await runRelay(
    {
      store: options.wrapStore?.(store) ?? store, clock: () => now, ids: v7, tokens: options.tokens ?? TOKENS, config: { ...CONFIG, ...options.config },
      redactor: createRedactor('test-secret'), fetch, log,
    },
    { host: '127.0.0.1', port: 0 },
  );
  const stop = once(relay.stop);
  onTestFinished(stop);
  const url = `http://127.0.0.1:${relay.port}`;
  const get: TestRelay['get'] = (path, headers = READ) => fetch(url + path, { headers });
  const post: TestRelay['post'] = (path, body, headers = {}) =>
    fetch(url + path, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body: typeof body === 'string' ? body : JSON.stringify(body) });
  const query: TestRelay['query'] = async (...lookups) => (await (await post('/v1/events/query', { lookups }, READ)).json()) as QueryResponse;
  return { url, dbPath, setNow: (ms) => void (now = ms), logged: () => JSON.stringify(lines), post, get, query, stop };
}

const CONFIG: RelayConfig = {
  version: '0.0.0', instance: 'test', retentionMs: 14 * DAY, forward: {}, covers: ['*:*'], hosts: ['127.0.0.1', 'localhost'], upstreamTimeoutMs: 5_000,
};

function push(lines: unknown[]): (...line: unknown[]) => void {
  return (...line) => void lines.push(line);
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | null = null;
  return () => (done ??= work());
}

/** A plain HTTP server on loopback that answers as told; ends with the test. */
export async function startServer(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export async function readText(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}

/** One Meta purchase as a shop's server sends it. */
export function metaPurchase(fields: { eventId?: string | null; orderId?: string; name?: string; value?: number; userData?: Record<string, unknown> } = {}): Record<string, unknown> {
  const { eventId = 'order.1', orderId, name = 'Purchase', value = 49.9, userData = {} } = fields;
  const custom = { value, currency: 'EUR', ...(orderId === undefined ? {} : { order_id: orderId }) };
  return { event_name: name, event_time: NOW / 1_000, ...(eventId === null ? {} : { event_id: eventId }), action_source: 'website', user_data: userData, custom_data: custom };
}

export function metaLookup(fields: Record<string, unknown> = {}): Record<string, unknown> {
  return { ref: 'b1', platform: 'meta', pixel_id: '123', event_name: 'Purchase', event_id: 'order.1', at: new Date(NOW).toISOString(), ...fields };
}

export async function sendMeta(relay: TestRelay, event: Record<string, unknown>, headers: Record<string, string> = {}, pixel = '123'): Promise<Response> {
  return await relay.post(`/in/meta/v24.0/${pixel}/events`, { data: [event] }, { ...INGEST, ...headers });
}

/** Sends as if received at another time. */
export async function importMeta(relay: TestRelay, event: Record<string, unknown>, at: number, pixel = '123'): Promise<Response> {
  const headers = { 'x-relay-token': 'admin-token', 'x-relay-mode': 'import', 'x-relay-received-at': new Date(at).toISOString() };
  return await sendMeta(relay, event, headers, pixel);
}

export function ids(events: readonly RelayEvent[]): (string | null)[] {
  return events.map((event) => event.event_id);
}
