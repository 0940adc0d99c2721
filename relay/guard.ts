import type { MiddlewareHandler } from 'hono';
import type { RelayConfig } from './config.ts';
import type { RelayContext, RelayDeps, RelayEnv } from './context.ts';
import { RelayProblem } from './problem.ts';
import { findToken, type Scope, type Token } from './tokens.ts';

const EXTENSION_ORIGIN = /^(?:chrome|moz|safari-web)-extension:\/\//;

/** A web page must never reach the relay: not by DNS rebinding (Host), not from its own origin (Origin). */
export function guardOrigin(config: RelayConfig): MiddlewareHandler<RelayEnv> {
  return async (context, next) => {
    const host = hostName(context.req.header('host') ?? '');
    if (config.hosts !== null && !config.hosts.includes(host)) {
      throw new RelayProblem('host-not-allowed', 'This relay listens on loopback only: address it as 127.0.0.1 or localhost.');
    }
    const origin = context.req.header('origin');
    if (origin !== undefined && !EXTENSION_ORIGIN.test(origin)) {
      throw new RelayProblem('origin-not-allowed', 'Web pages may not ask a relay; browser extensions and servers may.');
    }
    if (origin !== undefined) allowOrigin(context, origin);
    if (context.req.method === 'OPTIONS') return context.body(null, 204);
    await next();
    return undefined;
  };
}

/** An extension without a host permission is held to CORS like a page. */
function allowOrigin(context: RelayContext, origin: string): void {
  context.header('access-control-allow-origin', origin);
  context.header('access-control-allow-headers', 'authorization, content-type');
  context.header('access-control-allow-methods', 'GET, POST');
  context.header('vary', 'origin');
}

/** `[::1]:8787` → `[::1]`. */
function hostName(host: string): string {
  return host.toLowerCase().replace(/:\d+$/, '');
}

/** The caller's token by `Authorization: Bearer`. @throws RelayProblem 401, 403 */
export function requireBearer(context: RelayContext, deps: RelayDeps, scope: Scope): Token {
  return requireToken(deps, /^Bearer +(\S+)$/i.exec(context.req.header('authorization') ?? '')?.[1], scope, 'Authorization: Bearer');
}

export function requireToken(deps: RelayDeps, shown: string | undefined, scope: Scope, where: string): Token {
  const token = findToken(deps.tokens, shown);
  if (token === null) throw new RelayProblem('unauthenticated', `Send a token of this relay in ${where}.`);
  if (!token.scopes.includes(scope)) throw new RelayProblem('scope-missing', `This token may not ${scope}.`);
  return token;
}
