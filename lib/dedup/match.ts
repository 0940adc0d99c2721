import type { BrowserEvent, ServerEvent } from '../model/event.ts';
import type { JudgedConversion } from '../model/verdict.ts';
import { collapseMirrors } from './collapse.ts';
import type { DedupContext } from './context.ts';
import { isAccepted } from './delivery.ts';
import type { Cluster } from './cluster.ts';
import { groupByRule } from './group.ts';
import { joinClusters } from './join.ts';
import { judge } from './judge.ts';
import { ASSUMED_WINDOW_MS } from './pair.ts';

/** One platform's events → judged conversions: collapse mirrors, match, judge. Events must all be of the context's platform. */
export function judgeEvents(context: DedupContext, browser: readonly BrowserEvent[], server: readonly ServerEvent[]): JudgedConversion[] {
  const fires = collapseMirrors(browser);
  const clusters = joinClusters(context, groupByRule(context, fires, server));
  const keepers = findKeepers(clusters);
  return clusters.map((cluster) => judge(context, cluster, swallowerOf(context, cluster, keepers)));
}

/** Of the orders that share an ID, the one that reached the platform first. */
function findKeepers(clusters: readonly Cluster[]): ReadonlyMap<string, Cluster> {
  const keepers = new Map<string, Cluster>();
  for (const cluster of clusters) {
    if (cluster.shared === null) continue;
    const keeper = keepers.get(cluster.shared.key);
    if (!keeper || firstArrival(cluster) < firstArrival(keeper)) keepers.set(cluster.shared.key, cluster);
  }
  return keepers;
}

function swallowerOf({ platform }: DedupContext, cluster: Cluster, keepers: ReadonlyMap<string, Cluster>): Cluster | null {
  const keeper = cluster.shared === null ? undefined : keepers.get(cluster.shared.key);
  if (!keeper || keeper === cluster) return null;
  const windowMs = platform.rule.alternatives[0]?.windowMs ?? ASSUMED_WINDOW_MS;
  return firstArrival(cluster) - firstArrival(keeper) <= windowMs ? keeper : null;
}

/** Unix ms of the first copy that reached the platform; Infinity where none did. */
function firstArrival({ browser, server }: Cluster): number {
  const times = [...browser.filter((fire) => fire.sent).map((fire) => fire.event.at), ...server.filter(isAccepted).map((event) => event.receivedAt)];
  return Math.min(...times, Infinity);
}
