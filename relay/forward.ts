import type { PlatformAnswer } from '../lib/model/payload.ts';
import { MAX_BODY_BYTES, type RelayConfig } from './config.ts';
import { RelayProblem } from './problem.ts';
import { matchesPattern } from './tokens.ts';
import type { Vendor } from './vendors.ts';

/** Headers a platform needs; everything else (cookies, the relay's own) stays here. */
const FORWARDED = ['content-type', 'authorization', 'access-token', 'developer-token', 'login-customer-id', 'x-goog-user-project', 'user-agent'];

/** What an upstream did with a payload. */
export interface Upstream {
  answer: PlatformAnswer;
  ms: number;
  /** null = it did not answer: `fault` says why. */
  reply: { status: number; body: string; type: string } | null;
  /** A timeout is ambiguous: the platform may have taken the payload. It is never sent again. */
  fault: 'timeout' | 'unreachable' | null;
}

/** The allow-listed base URL for these pixels. @throws RelayProblem 403 where there is none, or not one for all */
export function findUpstream(config: RelayConfig, vendor: Vendor, pixelIds: readonly string[]): string {
  const bases = new Set((pixelIds.length > 0 ? pixelIds : ['']).map((pixelId) => baseFor(config, vendor, pixelId)));
  const [base] = bases;
  if (bases.size === 1 && base !== undefined) return base;
  throw new RelayProblem('forward-not-allowed', `No upstream is configured for these ${vendor.platform} pixels: add one to PIXELPAIR_RELAY_FORWARD.`);
}

function baseFor({ forward }: RelayConfig, { api, platform }: Vendor, pixelId: string): string | undefined {
  const exactFirst = Object.entries(forward).toSorted(([a], [b]) => Number(a.endsWith(':*')) - Number(b.endsWith(':*')));
  const find = (name: string): string | undefined => exactFirst.find(([pattern]) => matchesPattern(pattern, name, pixelId))?.[1];
  return find(api) ?? find(platform);
}

/** Sends the body on, unchanged and once. Never rejects. */
export async function sendUpstream(
  edge: { fetch: typeof fetch; clock: () => number; timeoutMs: number },
  target: { base: string; path: string; query: string },
  request: { headers: Headers; text: string },
): Promise<Upstream> {
  const started = edge.clock();
  const timeout = AbortSignal.timeout(edge.timeoutMs);
  try {
    const url = target.base.replace(/\/+$/, '') + target.path + target.query;
    const response = await edge.fetch(url, { method: 'POST', headers: pickHeaders(request.headers), body: request.text, redirect: 'manual', signal: timeout });
    const body = (await response.text()).slice(0, MAX_BODY_BYTES);
    const reply = { status: response.status, body, type: response.headers.get('content-type') ?? 'text/plain' };
    return { answer: { status: response.status, response: parse(body) }, ms: edge.clock() - started, reply, fault: null };
  } catch {
    return { answer: { status: null, response: null }, ms: edge.clock() - started, reply: null, fault: timeout.aborted ? 'timeout' : 'unreachable' };
  }
}

function pickHeaders(headers: Headers): Headers {
  const picked = new Headers();
  for (const name of FORWARDED) {
    const value = headers.get(name);
    if (value !== null) picked.set(name, value);
  }
  return picked;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text === '' ? null : text;
  }
}
