import type { Context } from 'hono';
import type { Logger } from 'pino';
import type { RelayConfig } from './config.ts';
import type { GapKeeper } from './gap-keeper.ts';
import type { Redactor } from './redact.ts';
import type { Store } from './store.ts';
import type { Token } from './tokens.ts';

/** Everything a handler needs of the outside. */
export interface RelayDeps {
  store: Store;
  /** Unix ms. */
  clock: () => number;
  /** UUIDv7 for receipts and requests. */
  ids: () => string;
  tokens: readonly Token[];
  config: RelayConfig;
  redactor: Redactor;
  /** For forwarding to the allow-listed upstreams. */
  fetch: typeof fetch;
  log: Pick<Logger, 'info' | 'warn' | 'error'>;
}

/** The same with what the app keeps for itself. */
export interface RelayParts extends RelayDeps {
  gaps: GapKeeper;
}

export interface RelayEnv {
  Variables: { requestId: string };
}

export type RelayContext = Context<RelayEnv>;
