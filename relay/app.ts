import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { CONTRACT, type Capabilities } from '../lib/relay/contract.ts';
import { MAX_BODY_BYTES, MAX_LOOKUPS, MAX_PAGE, MAX_WINDOW_MS } from './config.ts';
import type { RelayContext, RelayDeps, RelayEnv, RelayParts } from './context.ts';
import { handleGet, handleList } from './events.ts';
import { createGapKeeper } from './gap-keeper.ts';
import { guardOrigin, requireBearer } from './guard.ts';
import { handleGateway, handleIngest } from './ingest.ts';
import { tooLarge } from './input.ts';
import { problemResponse, RelayProblem } from './problem.ts';
import { handleQuery } from './query.ts';
import { INGEST_PLATFORMS } from './vendors.ts';

/** The reference relay as one fetch handler; docs/relay-contract.md is its contract. */
export function createApp(deps: RelayDeps): Hono<RelayEnv> {
  const parts: RelayParts = { ...deps, gaps: createGapKeeper(deps.store) };
  const app = new Hono<RelayEnv>();
  app.use(async (context, next) => {
    context.set('requestId', parts.ids());
    const started = parts.clock();
    await next();
    context.header('cache-control', 'no-store, private');
    logRequest(context, parts, started);
  });
  app.use(guardOrigin(parts.config));
  app.use(bodyLimit({ maxSize: MAX_BODY_BYTES, onError: () => { throw tooLarge(); } }));
  addRoutes(app, parts);
  app.notFound((context) => problemResponse(new RelayProblem('not-found', 'There is nothing at this path.'), context.get('requestId')));
  app.onError((error, context) => problemResponse(toProblem(error, parts), context.get('requestId')));
  return app;
}

function addRoutes(app: Hono<RelayEnv>, parts: RelayParts): void {
  app.get('/healthz', async (context) => {
    await parts.store.uptime(parts.clock());
    return context.json({ ok: true });
  });
  app.get('/v1', (context) => {
    requireBearer(context, parts, 'read');
    return context.json(capabilities(parts));
  });
  app.post('/v1/events/query', (context) => handleQuery(context, parts));
  app.get('/v1/events', (context) => handleList(context, parts));
  app.get('/v1/events/:id', (context) => handleGet(context, parts));
  for (const prefix of ['', '/k/:key']) {
    app.post(`${prefix}/in/:vendor/*`, (context) => handleIngest(context, parts));
    app.post(`${prefix}/capi/:pixel/events`, (context) => handleGateway(context, parts));
  }
}

function capabilities({ config, clock }: RelayParts): Capabilities {
  return {
    contract: CONTRACT,
    relay: { name: 'pixelpair-relay', version: config.version, instance: config.instance },
    now: new Date(clock()).toISOString(),
    platforms: [...INGEST_PLATFORMS],
    features: ['query', 'near', 'list'],
    limits: { lookups: MAX_LOOKUPS, page: MAX_PAGE, window_s: MAX_WINDOW_MS / 1_000, retention_s: Math.floor(config.retentionMs / 1_000) },
    redaction: {
      policy: 'pii-1',
      alg: 'HMAC-SHA-256',
      key_id: config.instance,
      never_stored: ['ip', 'user_agent', 'email', 'phone', 'name', 'tokens', 'url_query'],
    },
  };
}

/** The store's faults are answered as such; their text may hold personal data and goes nowhere. */
function toProblem(error: Error, { log }: RelayParts): RelayProblem {
  if (error instanceof RelayProblem) return error;
  const isStore = 'code' in error && error.code === 'ERR_SQLITE_ERROR';
  log.error({ name: error.name, code: isStore ? 'ERR_SQLITE_ERROR' : null }, 'a request failed');
  return isStore
    ? new RelayProblem('store-unavailable', 'The store cannot be read right now; ask again.')
    : new RelayProblem('internal-error', 'The relay failed on this request; its log has the request ID.');
}

const AREAS = ['v1', 'in', 'capi', 'k', 'healthz'];

/** Of the path its first segment only, if it is ours: the rest may hold a token. */
function logRequest(context: RelayContext, { log, clock }: RelayParts, started: number): void {
  const area = AREAS.find((one) => one === context.req.path.split('/')[1]) ?? 'other';
  log.info({ requestId: context.get('requestId'), method: context.req.method, area, status: context.res.status, ms: clock() - started }, 'request');
}
