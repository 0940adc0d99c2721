import * as v from 'valibot';
import type { Scope } from './tokens.ts';

/** What the environment says; main.ts is the only one that reads it. */
export interface RelayEnvironment {
  port: number;
  host: string;
  /** SQLite file. */
  dbPath: string;
  /** Tokens given from outside; where there is none at all, the relay makes its own. */
  tokens: Readonly<Partial<Record<Scope, string>>>;
  forward: Readonly<Record<string, string>>;
  /** null = not said: each pixel since its first receipt. */
  covers: readonly string[] | null;
  retentionMs: number;
}

/** A setting that the relay cannot start with: the message names it and says what it takes. */
export class RelaySettingError extends Error {
  override readonly name = 'RelaySettingError';
  readonly code = 'bad-setting';
}

type Env = Readonly<Record<string, string | undefined>>;

const PATTERN = /^(?:\*|[a-z\d-]+):.+$/;
const Forward = v.record(
  v.pipe(v.string(), v.regex(PATTERN)),
  v.pipe(v.string(), v.check((text) => ['http:', 'https:'].includes(URL.parse(text)?.protocol ?? ''))),
);

/** @throws RelaySettingError */
export function readEnvironment(env: Env): RelayEnvironment {
  return {
    port: readNumber(env, 'PIXELPAIR_RELAY_PORT', 8787, 0, 65_535),
    host: textOr(env['PIXELPAIR_RELAY_HOST'], '127.0.0.1'),
    dbPath: textOr(env['PIXELPAIR_RELAY_DB'], './pixelpair-relay.sqlite'),
    tokens: readTokens(env),
    forward: readForward(env),
    covers: readPatterns(env),
    retentionMs: readNumber(env, 'PIXELPAIR_RELAY_RETENTION_DAYS', 14, 1, 365) * 86_400_000,
  };
}

function textOr(text: string | undefined, fallback: string): string {
  return text === undefined || text === '' ? fallback : text;
}

function readTokens(env: Env): Partial<Record<Scope, string>> {
  const given: [Scope, string | undefined][] = [
    ['read', env['PIXELPAIR_RELAY_TOKEN']],
    ['ingest', env['PIXELPAIR_RELAY_INGEST_TOKEN']],
    ['admin', env['PIXELPAIR_RELAY_ADMIN_TOKEN']],
  ];
  return Object.fromEntries(given.filter(([, token]) => token !== undefined && token !== ''));
}

function readNumber(env: Env, name: string, fallback: number, min: number, max: number): number {
  const text = textOr(env[name], String(fallback));
  const value = Number(text);
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new RelaySettingError(`${name} must be a whole number from ${min} to ${max}.`);
}

function readForward(env: Env): Record<string, string> {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), Forward), textOr(env['PIXELPAIR_RELAY_FORWARD'], '{}'));
  if (parsed.success) return parsed.output;
  throw new RelaySettingError('PIXELPAIR_RELAY_FORWARD must be a JSON object from pixel patterns to base URLs, such as {"meta:*":"https://graph.facebook.com"}.');
}

function readPatterns(env: Env): string[] | null {
  const text = textOr(env['PIXELPAIR_RELAY_PIXELS'], '');
  if (text === '') return null;
  const patterns = text.split(',').map((pattern) => pattern.trim());
  if (patterns.every((pattern) => PATTERN.test(pattern))) return patterns;
  throw new RelaySettingError('PIXELPAIR_RELAY_PIXELS must be pixel patterns with commas between them, such as meta:123,tiktok:*.');
}
