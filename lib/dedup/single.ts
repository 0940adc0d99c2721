import { compareTies } from './buckets.ts';
import { gapOf, startOf, type Cluster } from './cluster.ts';
import type { DedupContext } from './context.ts';
import type { Join } from './join-reasons.ts';
import { canJoin } from './join.ts';

/** A cluster of one side, which may be coupled with one of the other. */
export interface Single {
  cluster: Cluster;
  side: 'browser' | 'server';
  /** Unix ms: singles choose in this order. */
  start: number;
  /** Its buckets, and where it looks for others; the two of a couple look for each other. */
  keys: readonly string[];
  lookups: readonly string[];
  /** False until it has had its turn. */
  isSettled: boolean;
  /** The earlier one that it took. */
  chosen: Single | null;
  /** The later one that took it. */
  takenBy: Single | null;
  /** What stands for it after the join; null where another one's couple does. */
  output: Cluster | null;
  /** The one that `output` was made with; null where it is the cluster alone. */
  madeWith: Single | null;
}

export function singleOf(context: DedupContext, join: Join, cluster: Cluster, side: Single['side']): Single {
  const keys = join.buckets(context, cluster);
  const lookups = join.lookups?.(context, cluster) ?? keys;
  return { cluster, side, start: startOf(cluster), keys, lookups, isSettled: false, chosen: null, takenBy: null, output: null, madeWith: null };
}

export function inTurn(a: Single, b: Single): number {
  return a.start - b.start || compareTies(a.cluster, b.cluster);
}

/** The nearest in time of the earlier ones that fit and are free; of equally near ones the first. */
export function chooses(context: DedupContext, join: Join, single: Single, candidates: Iterable<Single>): Single | null {
  let best: Single | null = null;
  for (const other of candidates) {
    if (other === best || !isFreeFor(single, other) || !canJoin(context, join, other.cluster, single.cluster)) continue;
    if (best === null || isNearer(single, other, best)) best = other;
  }
  return best;
}

/** True for one that has had its turn, took none then, and was not taken before this one's turn. */
function isFreeFor(single: Single, { start, cluster, isSettled, chosen, takenBy }: Single): boolean {
  if (chosen !== null || !isSettled || (takenBy !== null && takenBy !== single && inTurn(takenBy, single) < 0)) return false;
  return (start - single.start || compareTies(cluster, single.cluster)) < 0;
}

/** True where a single would take this earlier one if it were free. */
export function prefers(context: DedupContext, join: Join, single: Single, free: Single): boolean {
  if (single.chosen === free || !canJoin(context, join, free.cluster, single.cluster)) return false;
  return single.chosen === null || isNearer(single, free, single.chosen);
}

function isNearer({ cluster }: Single, a: Single, b: Single): boolean {
  const difference = gapOf(a.cluster, cluster) - gapOf(b.cluster, cluster);
  return difference < 0 || (difference === 0 && inTurn(a, b) < 0);
}
