import { startOf } from '../dedup/cluster.ts';
import { isAccepted } from '../dedup/delivery.ts';
import type { CoverageCounts, CoverageRow, CoverageSpan } from '../model/coverage.ts';
import type { JudgedConversion, Outcome } from '../model/verdict.ts';

export type { CoverageRow } from '../model/coverage.ts';

/** One row per platform and pixel, in the order in which they first appear. */
export function coverageOf(conversions: readonly JudgedConversion[]): CoverageRow[] {
  const groups = Map.groupBy(conversions, ({ platform, pixelId }) => `${platform} ${pixelId}`);
  return [...groups.values()].flatMap((group) => {
    const lead = group[0];
    return lead ? [{ platform: lead.platform, pixelId: lead.pixelId, ...countCoverage(group), overcounted: overcountedOf(group) }] : [];
  });
}

/** The events of one page load are one moment. */
const LEAST_SPAN_MS = 10_000;

/** The session cut into at most `spans` stretches of equal length, oldest first; stretches without a conversion are kept. */
export function coverageTrend(conversions: readonly JudgedConversion[], spans: number): CoverageSpan[] {
  const started = conversions.map((conversion) => ({ conversion, at: startOf(conversion) }));
  if (started.length === 0) return [];
  const from = started.reduce((least, { at }) => Math.min(least, at), Infinity);
  const to = started.reduce((most, { at }) => Math.max(most, at), -Infinity);
  const lengthMs = Math.max(LEAST_SPAN_MS, Math.ceil((to - from + 1) / spans));
  const placed = Map.groupBy(started, ({ at }) => Math.floor((at - from) / lengthMs));
  const count = Math.floor((to - from) / lengthMs) + 1;
  return Array.from({ length: count }, (_, index) => ({
    from: from + index * lengthMs,
    to: from + (index + 1) * lengthMs,
    ...countCoverage((placed.get(index) ?? []).map(({ conversion }) => conversion)),
  }));
}

function countCoverage(group: readonly JudgedConversion[]): CoverageCounts {
  const sides = group.map(sidesOf);
  const count = (wanted: Sides) => sides.filter((side) => side === wanted).length;
  const known = group.length - count('open');
  return {
    conversions: group.length,
    both: count('both'),
    browserOnly: count('browser'),
    serverOnly: count('server'),
    double: group.filter(({ verdict }) => (verdict.counted ?? 0) > verdict.expected).length,
    swallowed: group.filter(({ verdict }) => verdict.outcome === 'swallowed').length,
    open: count('open'),
    byOutcome: countOutcomes(group),
    rate: known === 0 ? null : count('both') / known,
  };
}

type Sides = 'both' | 'browser' | 'server' | 'none' | 'open';

/** Which sides the platform has. Silence counts only where the verdict could be given: else the other side is not known. */
function sidesOf({ browser, server, verdict: { outcome } }: JudgedConversion): Sides {
  const hasBrowser = browser.some((fire) => fire.sent);
  const hasServer = server.some(isAccepted);
  if (hasBrowser && hasServer) return 'both';
  if (outcome === 'pending' || outcome === 'undetermined') return 'open';
  if (hasBrowser) return 'browser';
  return hasServer ? 'server' : 'none';
}

function countOutcomes(group: readonly JudgedConversion[]): Partial<Record<Outcome, number>> {
  const counts: Partial<Record<Outcome, number>> = {};
  for (const { verdict } of group) counts[verdict.outcome] = (counts[verdict.outcome] ?? 0) + 1;
  return counts;
}

function overcountedOf(group: readonly JudgedConversion[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { currency, noSale, verdict } of group) {
    if (currency !== null && noSale !== true && (verdict.atStake ?? 0) > 0) sums[currency] = (sums[currency] ?? 0) + (verdict.atStake ?? 0);
  }
  return sums;
}
