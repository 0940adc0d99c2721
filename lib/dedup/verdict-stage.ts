import type { SdkCall } from '../model/event.ts';
import type { JudgedConversion, Swallower } from '../model/verdict.ts';
import { startOf, type Cluster } from './cluster.ts';
import type { DedupContext } from './context.ts';
import { emptyDelta, type Delta } from './delta.ts';
import { judge } from './judge.ts';
import { orderIdOf, Sharing } from './keeper.ts';
import { isAssumedRepeat } from './swallow.ts';

/** A judged conversion with its place in time. */
export interface Row {
  conversion: JudgedConversion;
  cluster: Cluster;
  /** Unix ms of its first event. */
  start: number;
}

/** Keeps clusters judged while they come and go; where another order is kept under a shared ID, all that share it are judged again. */
export class VerdictStage {
  readonly #context: DedupContext;
  readonly #callsOf: (cluster: Cluster) => readonly SdkCall[];
  readonly #rows = new Map<Cluster, Row>();
  readonly #sharings = new Map<string, Sharing>();

  /** `callsOf`: the page's calls for a cluster's events. */
  constructor(context: DedupContext, callsOf: (cluster: Cluster) => readonly SdkCall[]) {
    this.#context = context;
    this.#callsOf = callsOf;
  }

  get rows(): Iterable<Row> {
    return this.#rows.values();
  }

  update({ removed, added }: Delta<Cluster>): Delta<Row> {
    const delta = emptyDelta<Row>();
    const touched = new Set<Sharing>();
    for (const cluster of removed) this.#takeOut(cluster, delta);
    for (const cluster of removed) this.#share(cluster, touched, (sharing) => sharing.remove(cluster));
    for (const cluster of added) this.#share(cluster, touched, (sharing) => sharing.add(cluster));
    const open = touched.size === 0 ? added : withSharing(added, touched);
    if (open !== added) for (const cluster of open) this.#takeOut(cluster, delta);
    for (const cluster of open) delta.added.push(this.#rowOf(cluster));
    return delta;
  }

  #takeOut(cluster: Cluster, delta: Delta<Row>): void {
    const row = this.#rows.get(cluster);
    if (!row) return;
    this.#rows.delete(cluster);
    delta.removed.push(row);
  }

  #share({ shared }: Cluster, touched: Set<Sharing>, change: (sharing: Sharing) => void): void {
    for (const { key } of shared) {
      const sharing = this.#sharings.get(key) ?? new Sharing(this.#context, key);
      change(sharing);
      touched.add(sharing);
      if (sharing.isEmpty) this.#sharings.delete(key);
      else this.#sharings.set(key, sharing);
    }
  }

  /** The orders that swallow copies of this one. */
  #swallowerOf(cluster: Cluster): Swallower | null {
    if (cluster.shared.length === 0) return null;
    const found = cluster.shared.flatMap(({ key, id }) => (this.#sharings.get(key)?.dropsOf(cluster) ?? []).map((drop) => ({ ...drop, id })));
    const [first] = found;
    if (!first) return null;
    const drops = Object.fromEntries(found.map(({ eventId, until }) => [eventId, until]));
    const swallower: Swallower = { id: first.id, keptOrderId: orderIdOf(first.keeper), drops };
    if (found.some(({ isOnItsWay }) => isOnItsWay)) swallower.isOnItsWay = true;
    if (found.some(({ isOpen }) => isOpen)) swallower.isOpen = true;
    const other = found.find(({ keptThing }) => keptThing !== null)?.keptThing ?? null;
    if (other !== null) swallower.keptThing = other;
    if (isAssumedRepeat(this.#context, first.keeper, cluster)) swallower.isAssumed = true;
    return swallower;
  }

  #rowOf(cluster: Cluster): Row {
    const conversion = judge(this.#context, cluster, this.#swallowerOf(cluster), this.#callsOf(cluster));
    const row = { conversion, cluster, start: startOf(cluster) };
    this.#rows.set(cluster, row);
    return row;
  }
}

/** With all clusters for which another order is now kept. */
function withSharing(added: readonly Cluster[], touched: Iterable<Sharing>): Set<Cluster> {
  const open = new Set(added);
  for (const sharing of touched) for (const cluster of sharing.settle()) open.add(cluster);
  return open;
}
