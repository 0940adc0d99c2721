import type { RelayCoverage } from '../lib/relay/contract.ts';
import type { RelayConfig } from './config.ts';
import type { RelayParts } from './context.ts';
import type { Uptime } from './store.ts';
import { allowsPixel } from './tokens.ts';
import { mergeGaps } from './uptime.ts';

type Pixel = Pick<RelayCoverage, 'platform' | 'pixel_id'>;

/** Whether all server events of this pixel are said to run through this relay. */
export function isCovered(config: RelayConfig, platform: string, pixelId: string): boolean {
  return allowsPixel(config.covers, platform, pixelId);
}

/** What the relay vouches for, once per pixel: since its first start, within its retention, less the gaps. */
export function coverageOf(pixels: readonly Pixel[], uptime: Uptime, parts: Pick<RelayParts, 'config' | 'gaps'>, now: number): RelayCoverage[] {
  const from = Math.max(uptime.from, now - parts.config.retentionMs);
  const gaps = mergeGaps([...uptime.gaps, ...parts.gaps.open(now)].filter((gap) => gap.to > from))
    .map((gap) => ({ from: isoTime(gap.from), to: isoTime(gap.to), reason: gap.reason }));
  const distinct = new Map(pixels.map((pixel) => [`${pixel.platform}:${pixel.pixel_id}`, pixel]));
  return [...distinct.values()].map(({ platform, pixel_id }) => ({
    platform, pixel_id, from: isoTime(from), to: isoTime(now), lag_ms: 0, sampled: false, gaps,
  }));
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString();
}
