import type { BrowserFire } from '../model/conversion.ts';
import type { ServerEvent } from '../model/event.ts';
import { byReceipt, byTime, leadOf, NO_SHARED, type Cluster } from './cluster.ts';
import type { DedupContext } from './context.ts';
import { addDifference, emptyDelta, isSameList, type Delta } from './delta.ts';
import { accountOf, nameKey, ruleId } from './rule-key.ts';
import { splitKeyed } from './split.ts';

/** What carries one key of the platform's rule, and the clusters it makes. */
interface KeyGroup {
  /** The ID in the key, and where the group stands by it. */
  id: string;
  home: Map<string, KeyGroup>;
  browser: BrowserFire[];
  server: ServerEvent[];
  clusters: readonly Cluster[];
  /** True while an update changes it. */
  isOpen: boolean;
}

/** What one update still has to settle. */
interface Work {
  delta: Delta<Cluster>;
  open: KeyGroup[];
}

const NONE: readonly never[] = [];

/** Keeps events grouped by the keys of the platform's rule while they come and go: only groups that changed are split again. */
export class GroupStage {
  readonly #context: DedupContext;
  /** By account, name and ID: one text for all three would have to be made for every event. */
  readonly #groups = new Map<string, Map<string, Map<string, KeyGroup>>>();
  /** Events that no rule has a key for. */
  readonly #alone = new Map<BrowserFire | ServerEvent, Cluster>();

  constructor(context: DedupContext) {
    this.#context = context;
  }

  update(fires: Delta<BrowserFire>, server: Delta<ServerEvent>): Delta<Cluster> {
    const work: Work = { delta: emptyDelta(), open: [] };
    for (const fire of fires.removed) this.#remove(fire, work);
    for (const event of server.removed) this.#remove(event, work);
    for (const fire of fires.added) this.#add(fire, work);
    for (const event of server.added) this.#add(event, work);
    for (const group of work.open) this.#regroup(group, work.delta);
    return work.delta;
  }

  #add(item: BrowserFire | ServerEvent, work: Work): void {
    const event = 'event' in item ? item.event : item;
    const id = ruleId(this.#context, event);
    if (id === null) return this.#addAlone(item, work.delta);
    const home = this.#groupsLike(event);
    const group = home.get(id) ?? addGroup(home, id);
    open(group, work);
    if ('event' in item) group.browser = put(group.browser, item);
    else group.server = put(group.server, item);
  }

  #addAlone(item: BrowserFire | ServerEvent, delta: Delta<Cluster>): void {
    const cluster: Cluster = { browser: 'event' in item ? [item] : [], server: 'event' in item ? [] : [item], joinedBy: null, shared: NO_SHARED };
    this.#alone.set(item, cluster);
    delta.added.push(cluster);
  }

  #remove(item: BrowserFire | ServerEvent, work: Work): void {
    const alone = this.#alone.get(item);
    if (alone && this.#alone.delete(item)) work.delta.removed.push(alone);
    const event = 'event' in item ? item.event : item;
    const id = ruleId(this.#context, event);
    const group = id === null ? undefined : this.#groupsLike(event).get(id);
    if (!group) return;
    open(group, work);
    if ('event' in item) take(group.browser, item);
    else take(group.server, item);
  }

  /** The groups of the event's account and name, by ID. */
  #groupsLike(event: BrowserFire['event'] | ServerEvent): Map<string, KeyGroup> {
    const [account, name] = [accountOf(this.#context, event), nameKey(this.#context, event)];
    const byName = this.#groups.get(account) ?? new Map<string, Map<string, KeyGroup>>();
    const groups = byName.get(name);
    if (groups) return groups;
    const opened = new Map<string, KeyGroup>();
    this.#groups.set(account, byName.set(name, opened));
    return opened;
  }

  #regroup(group: KeyGroup, delta: Delta<Cluster>): void {
    const { id, home, browser, server, clusters: before } = group;
    group.isOpen = false;
    if (browser.length + server.length === 0) home.delete(id);
    if (browser.length > 1) browser.sort(byTime);
    if (server.length > 1) server.sort(byReceipt);
    const after = browser.length + server.length === 0 ? NONE : splitKeyed(this.#context, browser, server);
    if (before.length === 0) {
      group.clusters = after;
      for (const cluster of after) delta.added.push(cluster);
      return;
    }
    group.clusters = keepUnchanged(before, after);
    addDifference(delta, new Set(before), new Set(group.clusters));
  }
}

function addGroup(home: Map<string, KeyGroup>, id: string): KeyGroup {
  const group: KeyGroup = { id, home, browser: [], server: [], clusters: NONE, isOpen: false };
  home.set(id, group);
  return group;
}

/** A cluster that was given out holds the group's lists: they are copied before the first change of an update. */
function open(group: KeyGroup, work: Work): void {
  if (group.isOpen) return;
  group.isOpen = true;
  work.open.push(group);
  if (group.clusters === NONE) return;
  group.browser = [...group.browser];
  group.server = [...group.server];
}

/** Most groups hold one event of each side: such a list is made to measure. */
function put<T>(items: T[], item: T): T[] {
  if (items.length === 0) return [item];
  items.push(item);
  return items;
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
    const isSame = same !== undefined && same.shared[0]?.key === cluster.shared[0]?.key && same.shared[0]?.thing === cluster.shared[0]?.thing && isSameList(same.browser, cluster.browser) && isSameList(same.server, cluster.server);
    return isSame ? same : cluster;
  });
}
