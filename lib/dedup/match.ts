import type { BrowserEvent, ServerEvent } from '../model/event.ts';
import type { JudgedConversion } from '../model/verdict.ts';
import { collapseMirrors } from './collapse.ts';
import { dedupIdOf, type DedupContext } from './context.ts';
import { isAccepted } from './delivery.ts';
import type { Cluster } from './cluster.ts';
import { groupByRule } from './group.ts';
import { joinClusters } from './join.ts';
import { judge } from './judge.ts';
import type { Swallower } from './swallow.ts';
import { ASSUMED_WINDOW_MS } from './pair.ts';

/** One platform's events → judged conversions: collapse mirrors, match, judge. Events must all be of the context's platform. */
export function judgeEvents(context: DedupContext, browser: readonly BrowserEvent[], server: readonly ServerEvent[]): JudgedConversion[] {
  const fires = collapseMirrors(browser);
  const clusters = joinClusters(context, groupByRule(context, fires, server));
  const keepers = findKeepers(context, clusters);
  return clusters.map((cluster) => judge(context, cluster, swallowerOf(context, cluster, keepers)));
}

/** Of the orders that share an ID, the one that reached the platform first with it. */
function findKeepers(context: DedupContext, clusters: readonly Cluster[]): ReadonlyMap<string, Cluster> {
  const keepers = new Map<string, Cluster>();
  for (const cluster of clusters) {
    if (cluster.shared === null) continue;
    const keeper = keepers.get(cluster.shared.key);
    if (!keeper || firstArrival(context, cluster) < firstArrival(context, keeper)) keepers.set(cluster.shared.key, cluster);
  }
  return keepers;
}

function swallowerOf(context: DedupContext, cluster: Cluster, keepers: ReadonlyMap<string, Cluster>): Swallower | null {
  const keeper = cluster.shared === null ? undefined : keepers.get(cluster.shared.key);
  if (!keeper || keeper === cluster) return null;
  const windowMs = context.platform.rule.alternatives[0]?.windowMs ?? ASSUMED_WINDOW_MS;
  return { keeper, until: firstArrival(context, keeper) + windowMs };
}

/** Unix ms of the first copy with the shared ID that reached the platform; Infinity where none did. */
function firstArrival(context: DedupContext, { browser, server, shared }: Cluster): number {
  const carries = (event: BrowserEvent | ServerEvent) => dedupIdOf(context, event) === shared?.id;
  const fired = browser.filter((fire) => fire.sent && carries(fire.event)).map((fire) => fire.event.at);
  const sent = server.filter((event) => isAccepted(event) && carries(event)).map((event) => event.receivedAt);
  return Math.min(...fired, ...sent, Infinity);
}
