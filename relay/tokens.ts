import { createHash, timingSafeEqual } from 'node:crypto';

export const SCOPES = ['read', 'ingest', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

/** A token as the relay keeps it: the token itself is known only to its holder. */
export interface Token {
  /** SHA-256 of the token, hexadecimal. */
  hash: string;
  scopes: readonly Scope[];
  /** `platform:pixel` patterns; `*` stands for any platform or any pixel. */
  pixels: readonly string[];
}

export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** The token that a caller showed; null where it is none of ours. */
export function findToken(tokens: readonly Token[], shown: string | undefined): Token | null {
  if (shown === undefined || shown === '') return null;
  const hash = Buffer.from(hashToken(shown), 'hex');
  return tokens.find((token) => timingSafeEqual(Buffer.from(token.hash, 'hex'), hash)) ?? null;
}

export function allowsPixel(patterns: readonly string[], platform: string, pixelId: string): boolean {
  return patterns.some((pattern) => matchesPattern(pattern, platform, pixelId));
}

/** Whether `meta:123`, `meta:*` or `*:*` stands for this pixel. */
export function matchesPattern(pattern: string, platform: string, pixelId: string): boolean {
  const at = pattern.indexOf(':');
  const [forPlatform, forPixel] = [pattern.slice(0, at), pattern.slice(at + 1)];
  return (forPlatform === '*' || forPlatform === platform) && (forPixel === '*' || forPixel === pixelId);
}
