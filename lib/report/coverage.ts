import { isAccepted } from '../dedup/delivery.ts';
import type { PlatformId } from '../model/platform-id.ts';
import type { JudgedConversion } from '../model/verdict.ts';

/** How one pixel's conversions reached the platform. */
export interface CoverageRow {
  platform: PlatformId;
  pixelId: string;
  conversions: number;
  /** Arrived from both sides, whether merged or not. */
  both: number;
  browserOnly: number;
  serverOnly: number;
  /** Counted more often than expected. */
  double: number;
  /** Share of the conversions that arrived from both sides, 0 to 1. */
  rate: number;
  /** Money counted too often, per currency, major units. */
  overcounted: Readonly<Record<string, number>>;
}

/** One row per platform and pixel, in the order in which they first appear. */
export function coverageOf(conversions: readonly JudgedConversion[]): CoverageRow[] {
  const groups = Map.groupBy(conversions, ({ platform, pixelId }) => `${platform} ${pixelId}`);
  return [...groups.values()].flatMap((group) => (group[0] ? [toRow(group[0], group)] : []));
}

function toRow({ platform, pixelId }: JudgedConversion, group: readonly JudgedConversion[]): CoverageRow {
  const sides = group.map((conversion) => ({ browser: conversion.browser.some((fire) => fire.sent), server: conversion.server.some(isAccepted) }));
  const both = sides.filter(({ browser, server }) => browser && server).length;
  return {
    platform,
    pixelId,
    conversions: group.length,
    both,
    browserOnly: sides.filter(({ browser, server }) => browser && !server).length,
    serverOnly: sides.filter(({ browser, server }) => !browser && server).length,
    double: group.filter(({ verdict }) => (verdict.counted ?? 0) > verdict.expected).length,
    rate: both / group.length,
    overcounted: overcountedOf(group),
  };
}

function overcountedOf(group: readonly JudgedConversion[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { currency, verdict } of group) {
    if (currency !== null && (verdict.atStake ?? 0) > 0) sums[currency] = (sums[currency] ?? 0) + (verdict.atStake ?? 0);
  }
  return sums;
}
