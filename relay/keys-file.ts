import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import * as v from 'valibot';
import { RelaySettingError } from './env.ts';
import { hashToken, SCOPES, type Scope, type Token } from './tokens.ts';

const KeysSchema = v.object({
  /** Names this installation. */
  instance: v.string(),
  /** Secret of the fingerprints: with another one, old and new fingerprints no longer compare. */
  redactionSecret: v.pipe(v.string(), v.minLength(32)),
  tokens: v.array(v.object({ hash: v.string(), scopes: v.array(v.picklist(SCOPES)), pixels: v.array(v.string()) })),
});

export type Keys = v.InferOutput<typeof KeysSchema>;

const SCOPES_OF: Readonly<Record<Scope, Scope[]>> = { read: ['read'], ingest: ['ingest'], admin: ['admin', 'ingest', 'read'] };

/** The file beside the store, made at the first start. @throws RelaySettingError where it is damaged */
export function loadKeys(path: string): Keys {
  if (existsSync(path)) return parseKeys(path);
  const keys: Keys = { instance: randomUUID(), redactionSecret: randomBytes(32).toString('hex'), tokens: [] };
  saveKeys(path, keys);
  return keys;
}

export function saveKeys(path: string, keys: Keys): void {
  writeFileSync(path, `${JSON.stringify(keys, null, 2)}\n`, { mode: 0o600 });
}

/** One token per scope; `admin` may do all. */
export function toTokens(given: Readonly<Partial<Record<Scope, string>>>): Token[] {
  return SCOPES.flatMap((scope) => {
    const token = given[scope];
    return token === undefined ? [] : [{ hash: hashToken(token), scopes: SCOPES_OF[scope], pixels: ['*:*'] }];
  });
}

export function makeTokens(): Record<Scope, string> {
  const make = (scope: Scope): string => `pp_${scope}_${randomBytes(24).toString('base64url')}`;
  return { read: make('read'), ingest: make('ingest'), admin: make('admin') };
}

function parseKeys(path: string): Keys {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), KeysSchema), readFileSync(path, 'utf8'));
  if (parsed.success) return parsed.output;
  throw new RelaySettingError(`${path} is damaged: restore it, or delete it to have new tokens and a new fingerprint key made.`);
}
