import type { JoinedBy } from '../model/conversion.ts';
import { byReceipt, byTime, gapOf, isOppositeSide, sideOf, startOf, type Cluster } from './cluster.ts';
import type { DedupContext } from './context.ts';
import { JOINS, type Join } from './join-reasons.ts';

/** Joins clusters of one platform that belong to one business event although no rule merges them. */
export function joinClusters(context: DedupContext, clusters: readonly Cluster[]): Cluster[] {
  return JOINS.reduce((current, join) => applyJoin(context, join, current), inTimeOrder(clusters));
}

/** Takes and gives clusters in time order: a cluster only ever joins an earlier one. */
function applyJoin(context: DedupContext, join: Join, clusters: readonly Cluster[]): Cluster[] {
  const buckets = new Map<string, Set<Cluster>>();
  return clusters.filter((cluster) => {
    if (join.acrossSides && sideOf(cluster) === 'both') return true;
    const keys = join.buckets(context, cluster);
    const lookups = join.lookups?.(context, cluster) ?? keys;
    const partner = findPartner(context, join, lookups.flatMap((key) => buckets.get(key) ?? []), cluster);
    if (partner) mergeInto(partner, cluster, join.by);
    // What has both sides can take no further part in a join across sides, and would only be looked at again and again.
    if (partner && join.acrossSides) for (const key of join.buckets(context, partner)) buckets.get(key)?.delete(partner);
    else for (const key of keys) addTo(buckets, key, partner ?? cluster);
    return partner === null;
  });
}

function inTimeOrder(clusters: readonly Cluster[]): Cluster[] {
  return clusters
    .map((cluster) => ({ cluster, start: startOf(cluster) }))
    .sort((a, b) => a.start - b.start)
    .map(({ cluster }) => cluster);
}

/** The nearest in time of those that fit; of equally near ones the first. */
function findPartner(context: DedupContext, join: Join, buckets: readonly ReadonlySet<Cluster>[], cluster: Cluster): Cluster | null {
  let best: Cluster | null = null;
  let bestGapMs = Infinity;
  for (const bucket of buckets) {
    for (const other of bucket) {
      if (other === best || isOtherOrder(other, cluster) || (join.acrossSides && !isOppositeSide(other, cluster)) || !join.fits(context, other, cluster)) continue;
      const gapMs = gapOf(other, cluster);
      if (best !== null && gapMs >= bestGapMs) continue;
      best = other;
      bestGapMs = gapMs;
    }
  }
  return best;
}

/** What was told apart as orders under one ID stays apart. */
function isOtherOrder(a: Cluster, b: Cluster): boolean {
  return a.shared !== null && a.shared.key === b.shared?.key;
}

function addTo(buckets: Map<string, Set<Cluster>>, key: string, cluster: Cluster): void {
  const bucket = buckets.get(key);
  if (bucket) bucket.add(cluster);
  else buckets.set(key, new Set([cluster]));
}

function mergeInto(target: Cluster, source: Cluster, by: JoinedBy): void {
  target.browser = [...target.browser, ...source.browser].sort(byTime);
  target.server = [...target.server, ...source.server].sort(byReceipt);
  target.joinedBy = by;
  target.shared ??= source.shared;
}
