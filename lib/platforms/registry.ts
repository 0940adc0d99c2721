import type { PlatformId } from '../model/platform-id.ts';
import type { Platform } from './define.ts';
import { floodlight } from './floodlight.ts';
import { ga4 } from './ga4.ts';
import { googleAds } from './google-ads.ts';
import { linkedin } from './linkedin.ts';
import { meta } from './meta.ts';
import { microsoft } from './microsoft.ts';
import { openai } from './openai.ts';
import { pinterest } from './pinterest.ts';
import { reddit } from './reddit.ts';
import { snapchat } from './snapchat.ts';
import { tiktok } from './tiktok.ts';
import { x } from './x.ts';

const ALL: readonly Platform[] = [meta, tiktok, googleAds, floodlight, ga4, openai, pinterest, snapchat, linkedin, reddit, x, microsoft];

/** Objects with the same fields, also those that some leave out, are read faster. */
const FIELDS = Object.fromEntries(ALL.flatMap(Object.keys).map((field) => [field, undefined]));

/** Every platform that can be decoded, in the order in which they are asked whether a request is theirs. */
export const PLATFORMS: readonly Platform[] = ALL.map((platform) => ({ ...FIELDS, ...platform }));

const BY_ID: ReadonlyMap<PlatformId, Platform> = new Map(PLATFORMS.map((platform) => [platform.id, platform]));

/** null where the platform cannot be decoded yet. */
export function platformById(id: PlatformId): Platform | null {
  return BY_ID.get(id) ?? null;
}

/** WebExtension match patterns of the platforms' own endpoints, each once; they may admit more than is decoded. */
export function captureMatchPatterns(): string[] {
  return [...new Set(PLATFORMS.flatMap((platform) => platform.endpoints.map((endpoint) => endpoint.pattern)))];
}

/** The recorder's filter: those, and what platforms' payloads look like at hosts of shops' own. */
export function recorderMatchPatterns(): string[] {
  const shapes = PLATFORMS.flatMap(({ shape }) => (shape?.endpoints ?? []).map(({ pattern }) => pattern));
  return [...new Set([...captureMatchPatterns(), ...shapes])];
}
