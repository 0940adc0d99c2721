import { byReceipt, byTime, gapOf, markRefused, sideOf, type Cluster } from './cluster.ts';
import type { DedupContext } from './context.ts';
import type { Join } from './join-reasons.ts';

/** An ID or order on more clusters than this is a constant: it belongs to no one event, so it joins none. */
export const MOST_OF_ONE_ID = 64;

/** True for a join by something that is meant to name one event; what names a person, a page or an amount may well recur. */
export function joinsById({ by }: Join): boolean {
  return by === 'order-id' || by === 'event-id' || by === 'event-id-near';
}

/** True where a cluster may join an earlier one. */
export function canJoin(context: DedupContext, join: Join, earlier: Cluster, later: Cluster): boolean {
  if (isOtherOrder(earlier, later) || (join.acrossSides && !isAcross(join, earlier, later))) return false;
  if (join.by === 'similarity' && !(standsFor(earlier, later) && standsFor(later, earlier))) return false;
  return join.fits(context, earlier, later);
}

/** Which sides a cluster has, as the join sees it. */
export function sideFor({ ignoresRefused }: Join, cluster: Cluster): 'browser' | 'server' | 'both' {
  return ignoresRefused && cluster.refused ? 'browser' : sideOf(cluster);
}

function isAcross(join: Join, a: Cluster, b: Cluster): boolean {
  const [left, right] = [sideFor(join, a), sideFor(join, b)];
  return left !== right && left !== 'both' && right !== 'both';
}

/** A refused attempt is tried again within this time, ms. */
const RETRY_WINDOW_MS = 60_000;

/** What stands in for a refused attempt came soon after it: by likeness alone, any other order of that price would do. */
function standsFor({ refused, server: [attempt] }: Cluster, { server }: Cluster): boolean {
  if (!refused || !attempt) return true;
  return server.every(({ receivedAt }) => receivedAt >= attempt.receivedAt && receivedAt - attempt.receivedAt <= RETRY_WINDOW_MS);
}

/** What was told apart as orders under one ID stays apart. */
function isOtherOrder(a: Cluster, b: Cluster): boolean {
  return a.shared.some(({ key }) => b.shared.some((other) => other.key === key));
}

/** Two clusters as one. */
export function joined({ by }: Join, earlier: Cluster, later: Cluster): Cluster {
  return markRefused({
    browser: together(earlier.browser, later.browser, byTime),
    server: together(earlier.server, later.server, byReceipt),
    joinedBy: by,
    shared: [...earlier.shared, ...later.shared],
  });
}

function together<T>(a: T[], b: T[], compare: (a: T, b: T) => number): T[] {
  if (a.length === 0) return b;
  return b.length === 0 ? a : [...a, ...b].sort(compare);
}

/** The nearest in time of those that `later` can join; of equally near ones the first. */
export function nearest<Holder extends { cluster: Cluster }>(context: DedupContext, join: Join, candidates: Iterable<Holder>, later: Cluster): Holder | null {
  let best: Holder | null = null;
  let bestGapMs = Infinity;
  for (const candidate of candidates) {
    if (candidate === best || !canJoin(context, join, candidate.cluster, later)) continue;
    const gapMs = gapOf(candidate.cluster, later);
    if (best !== null && gapMs >= bestGapMs) continue;
    best = candidate;
    bestGapMs = gapMs;
  }
  return best;
}
