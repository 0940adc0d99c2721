import type { RelayCoverage, WireLookup } from '../lib/relay/contract.ts';
import type { RelayConfig } from './config.ts';
import type { RelayParts } from './context.ts';
import type { Uptime } from './store.ts';
import { allowsPixel, type Token } from './tokens.ts';
import { mergeGaps } from './uptime.ts';

/** A pixel, and since when all its server events are taken to run through this relay, Unix ms. */
export interface CoveredPixel {
  platform: RelayCoverage['platform'];
  pixel_id: string;
  from: number;
}

/**
 * Since when the relay vouches for a pixel; null where it does not. A pixel that was named is covered from the relay's first
 * start. Where none was named, a pixel is covered from its first receipt: of one that never sent anything here, nobody
 * knows whether its events go another way.
 */
export async function coveredSince(lookup: WireLookup, token: Token, { config, store, redactor }: RelayParts, uptime: Uptime): Promise<number | null> {
  if (isHidden(lookup, token, config)) return null;
  if (config.covers !== null) return uptime.from;
  const first = await store.firstReceipt(lookup.platform, redactor.scrub(lookup.pixel_id));
  return first === null ? null : Math.max(first, uptime.from);
}

/** Whether this caller is told nothing of the pixel: its token may not read it, or it was not named among those that were. */
export function isHidden({ platform, pixel_id }: WireLookup, { pixels }: Token, { covers }: RelayConfig): boolean {
  return !allowsPixel(pixels, platform, pixel_id) || (covers !== null && !allowsPixel(covers, platform, pixel_id));
}

/** What the relay vouches for, once per pixel: since it covers it, within its retention, less the gaps. */
export function coverageOf(pixels: readonly CoveredPixel[], uptime: Uptime, parts: Pick<RelayParts, 'config' | 'gaps'>, now: number): RelayCoverage[] {
  const oldest = now - parts.config.retentionMs;
  const gaps = [...uptime.gaps, ...parts.gaps.open(now)];
  const distinct = new Map(pixels.map((pixel) => [`${pixel.platform}:${pixel.pixel_id}`, pixel]));
  return [...distinct.values()].map(({ platform, pixel_id, from: since }) => {
    const from = Math.max(since, oldest);
    const own = mergeGaps(gaps.filter((gap) => gap.to > from)).map((gap) => ({ from: isoTime(gap.from), to: isoTime(gap.to), reason: gap.reason }));
    return { platform, pixel_id, from: isoTime(from), to: isoTime(now), lag_ms: 0, sampled: false, gaps: own };
  });
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
