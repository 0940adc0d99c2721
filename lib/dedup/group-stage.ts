import type { BrowserFire } from '../model/conversion.ts';
import type { ServerEvent } from '../model/event.ts';
import { byReceipt, byTime, leadOf, type Cluster } from './cluster.ts';
import type { DedupContext } from './context.ts';
import { addDifference, emptyDelta, isSameList, type Delta } from './delta.ts';
import { ruleKey, splitKeyed } from './group.ts';

/** What carries one key of the platform's rule, and the clusters it makes. */
interface KeyGroup {
  key: string;
  browser: BrowserFire[];
  server: ServerEvent[];
  clusters: readonly Cluster[];
}

/** Keeps events grouped by the keys of the platform's rule while they come and go: only groups that changed are split again. */
export class GroupStage {
  readonly #context: DedupContext;
  readonly #groups = new Map<string, KeyGroup>();
  /** Events that no rule has a key for. */
  readonly #alone = new Map<BrowserFire | ServerEvent, Cluster>();

  constructor(context: DedupContext) {
    this.#context = context;
  }

  update(fires: Delta<BrowserFire>, server: Delta<ServerEvent>): Delta<Cluster> {
    const delta = emptyDelta<Cluster>();
    const touched = new Set<KeyGroup>();
    for (const fire of fires.removed) this.#remove(fire, ruleKey(this.#context, fire.event), delta, touched);
    for (const event of server.removed) this.#remove(event, ruleKey(this.#context, event), delta, touched);
    for (const fire of fires.added) this.#add(fire, ruleKey(this.#context, fire.event), delta, touched);
    for (const event of server.added) this.#add(event, ruleKey(this.#context, event), delta, touched);
    for (const group of touched) this.#regroup(group, delta);
    return delta;
  }

  #add(item: BrowserFire | ServerEvent, key: string | null, delta: Delta<Cluster>, touched: Set<KeyGroup>): void {
    if (key === null) {
      const cluster: Cluster = { ...('event' in item ? { browser: [item], server: [] } : { browser: [], server: [item] }), joinedBy: null, shared: [] };
      this.#alone.set(item, cluster);
      delta.added.push(cluster);
      return;
    }
    const known = this.#groups.get(key);
    const group = known ?? { key, browser: [], server: [], clusters: [] };
    if (known) own(known, touched);
    else this.#groups.set(key, group);
    touched.add(group);
    if ('event' in item) group.browser.push(item);
    else group.server.push(item);
  }

  #remove(item: BrowserFire | ServerEvent, key: string | null, delta: Delta<Cluster>, touched: Set<KeyGroup>): void {
    const alone = this.#alone.get(item);
    if (alone && this.#alone.delete(item)) delta.removed.push(alone);
    const group = key === null ? undefined : this.#groups.get(key);
    if (!group) return;
    own(group, touched);
    if ('event' in item) take(group.browser, item);
    else take(group.server, item);
  }

  #regroup(group: KeyGroup, delta: Delta<Cluster>): void {
    const { key, browser, server, clusters: before } = group;
    if (browser.length + server.length === 0) this.#groups.delete(key);
    if (browser.length > 1) browser.sort(byTime);
    if (server.length > 1) server.sort(byReceipt);
    const after = browser.length + server.length === 0 ? [] : splitKeyed(this.#context, key, browser, server);
    if (before.length === 0) {
      group.clusters = after;
      for (const cluster of after) delta.added.push(cluster);
      return;
    }
    group.clusters = keepUnchanged(before, after);
    addDifference(delta, new Set(before), new Set(group.clusters));
  }
}

/** A cluster that was given out holds the group's lists: they are copied before the first change of an update. */
function own(group: KeyGroup, touched: Set<KeyGroup>): void {
  if (touched.has(group)) return;
  touched.add(group);
  group.browser = [...group.browser];
  group.server = [...group.server];
}

function take<T>(items: T[], item: T): void {
  const index = items.indexOf(item);
  if (index >= 0) items.splice(index, 1);
}

/** The clusters, those as they stood of which nothing changed. */
function keepUnchanged(before: readonly Cluster[], after: readonly Cluster[]): Cluster[] {
  const known = new Map(before.map((cluster) => [leadOf(cluster), cluster]));
  return after.map((cluster) => {
    const same = known.get(leadOf(cluster));
    const isSame = same !== undefined && same.shared[0]?.key === cluster.shared[0]?.key && isSameList(same.browser, cluster.browser) && isSameList(same.server, cluster.server);
    return isSame ? same : cluster;
  });
}
