import type { BrowserEvent, ServerEvent } from '../model/event.ts';
import { eventsOf, type Cluster } from './cluster.ts';
import type { DedupContext } from './context.ts';
import { isAccepted, isInFlight } from './delivery.ts';
import { ASSUMED_WINDOW_MS } from './compare-window.ts';
import { ruleKey } from './rule-key.ts';

/** A copy that carries a shared ID and reached the platform, or is on its way to it. */
interface Copy {
  event: BrowserEvent | ServerEvent;
  /** Unix ms. */
  at: number;
  cluster: Cluster;
  isOnItsWay: boolean;
  /** The copy that the platform counts in its place; itself where it is counted. */
  kept: Copy;
  /** The one before it that may be counted in its place all the same: where no window is documented, its end is only assumed. */
  rival: Copy | null;
}

/** A copy that the platform drops, for the sake of another order's. */
export interface Drop {
  eventId: string;
  keeper: Cluster;
  /** Unix ms until which the platform takes copies for repeats of the keeper's. */
  until: number;
  isOnItsWay: boolean;
  /** True where it came later than that, but the window's length is only assumed: it may be dropped or not. */
  isOpen: boolean;
  /** As `Swallower` has it; null where the keeper is the same thing. */
  keptThing: string | null;
}

/**
 * The orders that share one ID. The platform does not see orders: it keeps the first copy and drops those that follow within
 * its window, whatever order they are of.
 */
export class Sharing {
  readonly #context: DedupContext;
  readonly #key: string;
  readonly #windowMs: number;
  readonly #isAssumed: boolean;
  /** In order of arrival. */
  readonly #copies: Copy[] = [];
  readonly #byCluster = new Map<Cluster, readonly Copy[]>();
  /** Place of the first copy whose keeper may have changed; Infinity = none. */
  #changedFrom = Infinity;

  constructor(context: DedupContext, key: string) {
    this.#context = context;
    this.#key = key;
    const windowMs = context.platform.rule.alternatives[0]?.windowMs ?? null;
    this.#windowMs = windowMs ?? ASSUMED_WINDOW_MS;
    this.#isAssumed = windowMs === null;
  }

  add(cluster: Cluster): void {
    const copies = this.#copiesIn(cluster);
    this.#byCluster.set(cluster, copies);
    for (const copy of copies) {
      const place = placeOf(this.#copies, copy);
      this.#copies.splice(place, 0, copy);
      this.#changedFrom = Math.min(this.#changedFrom, place);
    }
  }

  remove(cluster: Cluster): void {
    for (const copy of this.#byCluster.get(cluster) ?? []) {
      const place = placeOf(this.#copies, copy);
      this.#copies.splice(place, 1);
      this.#changedFrom = Math.min(this.#changedFrom, place);
    }
    this.#byCluster.delete(cluster);
  }

  get isEmpty(): boolean {
    return this.#byCluster.size === 0;
  }

  /** Finds anew which copies are kept, from the first change on; gives the clusters for which that changed something. */
  settle(): Set<Cluster> {
    const changed = new Set<Cluster>();
    let kept = this.#copies[this.#changedFrom - 1]?.kept;
    for (const copy of this.#copies.slice(this.#changedFrom)) {
      const isAnew = kept === undefined || copy.at - kept.at > this.#windowMs;
      const rival = (isAnew && this.#isAssumed && kept) || null;
      if (kept === undefined || isAnew) kept = copy;
      if (copy.kept !== kept || copy.rival !== rival) changed.add(copy.cluster);
      copy.kept = kept;
      copy.rival = rival;
    }
    this.#changedFrom = Infinity;
    return changed;
  }

  /** The copies of one of its clusters that the platform drops, or may drop. */
  dropsOf(cluster: Cluster): Drop[] {
    return (this.#byCluster.get(cluster) ?? []).flatMap(({ event, kept, rival }) => {
      const isOpen = kept.cluster === cluster;
      const keeper = isOpen ? rival : kept;
      if (keeper === null || keeper.cluster === cluster) return [];
      return [{ eventId: event.id, keeper: keeper.cluster, until: keeper.at + this.#windowMs, isOnItsWay: keeper.isOnItsWay, isOpen, keptThing: thingIn(keeper.cluster) === thingIn(cluster) ? null : thingIn(keeper.cluster) }];
    });
  }

  /** A request that is still on its way nearly always arrives: until then it may be the one that is kept. */
  #copiesIn(cluster: Cluster): Copy[] {
    const fires = cluster.browser.filter((fire) => fire.sent || isInFlight(fire)).map((fire) => toCopy(fire.event, fire.event.at, cluster, !fire.sent));
    const events = cluster.server.filter((event) => isAccepted(event) && !event.adjustment).map((event) => toCopy(event, event.receivedAt, cluster, false));
    return [...fires, ...events].filter(({ event }) => ruleKey(this.#context, event) === this.#key);
  }
}

function toCopy(event: Copy['event'], at: number, cluster: Cluster, isOnItsWay: boolean): Copy {
  const copy = { event, at, cluster, isOnItsWay, rival: null as Copy | null } as Copy;
  copy.kept = copy;
  return copy;
}

/** Where a copy stands or belongs; of what arrived at the same moment the browser's first, then by ID. */
function placeOf(copies: readonly Copy[], copy: Copy): number {
  let from = 0;
  for (let to = copies.length; from < to; ) {
    const middle = (from + to) >> 1;
    const other = copies[middle];
    if (other !== undefined && isBefore(other, copy)) from = middle + 1;
    else to = middle;
  }
  return from;
}

function isBefore(a: Copy, b: Copy): boolean {
  if (a.at !== b.at) return a.at < b.at;
  return a.event.side === b.event.side ? a.event.id < b.event.id : a.event.side === 'browser';
}

function thingIn({ shared }: Cluster): string | null {
  return shared[0]?.thing ?? null;
}

/** The order ID by which a reader knows the order that is kept; null where no copy names one. */
export function orderIdOf(cluster: Cluster): string | null {
  return eventsOf(cluster).find((event) => event.orderId)?.orderId ?? null;
}
