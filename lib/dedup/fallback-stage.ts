import type { BrowserEvent, ServerEvent } from '../model/event.ts';
import { Buckets } from './buckets.ts';
import type { Cluster } from './cluster.ts';
import type { DedupContext } from './context.ts';
import { isAccepted, isInFlight, isOwnCopy } from './delivery.ts';
import type { Delta } from './delta.ts';
import { contradictOrders } from './order-name.ts';
import { arrivalOf, comparePair, type PairResult } from './pair.ts';
import type { Stage } from './sleeping-stage.ts';

/** A user key on more rows than this is a constant: it names nobody. */
const MOST_OF_ONE_USER = 64;
/** Copies of one order carry its time; another amount at another time is another order. */
const SAME_EVENT_MS = 60_000;

/**
 * Plays a platform's fallback (Meta's fbp and external_id) through from order to order. It knows the person, not the order:
 * what the server alone sent is dropped for the sake of any browser event that it documents to match.
 */
export class FallbackStage implements Stage {
  readonly #context: DedupContext;
  /** By user key: clusters whose browser event arrived, and those of which the server's alone did. */
  readonly #fired = new Buckets<Cluster>();
  readonly #lone = new Buckets<Cluster>();
  readonly #crowded = new Set<string>();
  /** What was handed on in a cluster's place. */
  readonly #given = new Map<Cluster, Cluster>();

  constructor(context: DedupContext) {
    this.#context = context;
  }

  update(change: Delta<Cluster>): Delta<Cluster> {
    const keys = new Set<string>();
    for (const cluster of change.removed) this.#note(cluster, keys, false);
    for (const cluster of change.added) this.#note(cluster, keys, true);
    if (keys.size === 0) return change;
    const removed = change.removed.map((cluster) => this.#given.get(cluster) ?? cluster);
    for (const cluster of change.removed) this.#given.delete(cluster);
    const open = this.#openBy(keys);
    const added = change.added.map((cluster) => (open.delete(cluster) ? this.#give(cluster) : cluster));
    for (const cluster of open) {
      const before = this.#given.get(cluster) ?? cluster;
      const after = this.#give(cluster);
      if (after === before) continue;
      removed.push(before);
      added.push(after);
    }
    return { removed, added };
  }

  #note(cluster: Cluster, keys: Set<string>, isNew: boolean): void {
    for (const { event, sent } of cluster.browser) if (sent) this.#put(this.#fired, event, cluster, keys, isNew);
    if (isServerAlone(cluster)) for (const event of cluster.server) this.#put(this.#lone, event, cluster, keys, isNew);
  }

  #put(buckets: Buckets<Cluster>, event: BrowserEvent | ServerEvent, cluster: Cluster, keys: Set<string>, isNew: boolean): void {
    for (const key of userKeysOf(event)) {
      if (isNew) buckets.add(key, cluster);
      else buckets.remove(key, cluster);
      keys.add(key);
    }
  }

  /** The clusters for which a change of these keys may change something. */
  #openBy(keys: ReadonlySet<string>): Set<Cluster> {
    const open = new Set<Cluster>();
    for (const key of keys) {
      const wasCrowded = this.#crowded.has(key);
      const isCrowded = Math.max(this.#fired.sizeOf(key), this.#lone.sizeOf(key)) > MOST_OF_ONE_USER;
      if (isCrowded) this.#crowded.add(key);
      else this.#crowded.delete(key);
      if (!isCrowded || !wasCrowded) for (const cluster of this.#lone.get(key)) open.add(cluster);
    }
    return open;
  }

  #give(cluster: Cluster): Cluster {
    const known = this.#given.get(cluster);
    const takenFor = this.#dropperOf(cluster);
    if (takenFor === null) {
      this.#given.delete(cluster);
      return cluster;
    }
    if (known?.takenFor === takenFor) return known;
    const given = { ...cluster, takenFor };
    this.#given.set(cluster, given);
    return given;
  }

  /** Where a copy is left that no browser event has dropped, the order counts. */
  #dropperOf({ server }: Cluster): BrowserEvent | null {
    const droppers = server.filter(counts).map((event) => this.#latestBefore(event));
    const [first = null] = droppers;
    return droppers.includes(null) ? null : first;
  }

  #latestBefore(server: ServerEvent): BrowserEvent | null {
    let latest: BrowserEvent | null = null;
    for (const fire of this.#firesOf(server)) {
      if (!isOtherOrder(fire, server) || (latest !== null && !isAfter(fire, latest))) continue;
      if (compareByUser(this.#context, fire, server)) latest = fire;
    }
    return latest;
  }

  #firesOf(server: ServerEvent): BrowserEvent[] {
    const keys = userKeysOf(server).filter((key) => !this.#crowded.has(key));
    return keys.flatMap((key) => this.#fired.get(key)).flatMap(({ browser }) => browser.filter(({ sent }) => sent).map(({ event }) => event));
  }
}

function isServerAlone({ browser, server, shared }: Cluster): boolean {
  return server.length > 0 && shared.length === 0 && browser.every((fire) => !fire.sent && !isInFlight(fire)) && server.some(counts);
}

function counts(event: ServerEvent): boolean {
  return isAccepted(event) && isOwnCopy(event);
}

/** The comparison by which the platform takes the server event for the fire's copy by the user alone; null where it does not. */
export function compareByUser(context: DedupContext, fire: BrowserEvent, server: ServerEvent): PairResult | null {
  const pair = comparePair(context, arrivalOf(fire), arrivalOf(server));
  return pair.result === 'merge' && pair.alternative?.basis === 'fallback' ? pair : null;
}

/** What may be a third copy of the very same sale is no order of its own. */
function isOtherOrder(fire: BrowserEvent, server: ServerEvent): boolean {
  if (contradictOrders(fire, server)) return true;
  return fire.value !== null && server.value !== null && fire.value !== server.value && Math.abs(arrivalOf(server).at - fire.at) > SAME_EVENT_MS;
}

function isAfter(a: BrowserEvent, b: BrowserEvent): boolean {
  return a.at > b.at || (a.at === b.at && a.id < b.id);
}

const NONE: readonly never[] = [];

function userKeysOf({ userKeys: { fbp = NONE, external_id: externalIds = NONE } }: BrowserEvent | ServerEvent): readonly string[] {
  if (externalIds.length === 0) return fbp;
  return fbp.length === 0 ? externalIds : [...fbp, ...externalIds];
}
