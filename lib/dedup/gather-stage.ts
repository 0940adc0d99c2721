import { Buckets, byTurn } from './buckets.ts';
import type { Cluster } from './cluster.ts';
import type { DedupContext } from './context.ts';
import { addDifference, emptyDelta, isSameList, type Delta } from './delta.ts';
import type { Join, Lobby } from './join-reasons.ts';
import { joined, joinsById, MOST_OF_ONE_ID, nearest } from './join.ts';

/** Clusters that the join has put together, in time order, and what they make. */
interface Gathering {
  members: Cluster[];
  cluster: Cluster;
}

/** What one update still has to settle. */
interface Work {
  delta: Delta<Cluster>;
  /** Clusters that stand in no output, alone or gathered. */
  open: Set<Cluster>;
  /** Clusters to settle, with all that hangs together with them. */
  seeds: Set<Cluster>;
  keys: Map<Cluster, readonly string[]>;
}

const NONE: readonly never[] = [];

/**
 * Keeps clusters joined by a join that may gather any number of them (several fires of one order). A cluster is only ever
 * compared with those that it shares a bucket with: a change is settled among what hangs together by buckets.
 */
export class GatherStage {
  readonly #context: DedupContext;
  readonly #join: Join;
  /** A bucket with more than this joins nothing. */
  readonly #most: number;
  readonly #buckets = new Buckets<Cluster>();
  /** null where the join knows nothing cheaper than its buckets. */
  readonly #lobby: Lobby | null;
  /** Gatherings of more than one, by member. */
  readonly #gathered = new Map<Cluster, Gathering>();

  constructor(context: DedupContext, join: Join) {
    this.#context = context;
    this.#join = join;
    this.#most = joinsById(join) ? MOST_OF_ONE_ID : Infinity;
    this.#lobby = join.lobby?.(context) ?? null;
  }

  update({ removed, added }: Delta<Cluster>): Delta<Cluster> {
    const work: Work = { delta: emptyDelta(), open: new Set(), seeds: new Set(), keys: new Map() };
    for (const cluster of removed) this.#remove(cluster, work);
    for (const cluster of added) this.#add(cluster, work);
    // What shares no bucket has nobody to join: most clusters pass.
    if (work.seeds.size === 0) return { removed: work.delta.removed, added };
    for (const cluster of added) {
      if (work.seeds.has(cluster)) work.open.add(cluster);
      else work.delta.added.push(cluster);
    }
    const seen = new Set<Cluster>();
    for (const seed of work.seeds) if (!seen.has(seed)) this.#settle(this.#linkedTo(seed, seen, work), work);
    return work.delta;
  }

  /** Puts it into its buckets, unless it has nobody to meet there. */
  #add(cluster: Cluster, work: Work): void {
    const met = this.#lobby ? this.#lobby.enter(cluster) : NONE;
    if (met === null) return;
    for (const other of met) this.#fill(other, work);
    this.#fill(cluster, work);
  }

  #fill(cluster: Cluster, work: Work): void {
    for (const key of this.#join.buckets(this.#context, cluster)) {
      const size = this.#buckets.add(key, cluster);
      if (size > 1) work.seeds.add(cluster);
      if (size === 2) for (const one of this.#buckets.get(key)) work.seeds.add(one);
      if (size === this.#most + 1) this.#reopen(key, work);
    }
  }

  #remove(cluster: Cluster, work: Work): void {
    const gathering = this.#gathered.get(cluster);
    if (gathering) this.#dissolve(gathering, work);
    else if (!work.open.has(cluster)) work.delta.removed.push(cluster);
    work.open.delete(cluster);
    work.seeds.delete(cluster);
    if (this.#lobby?.leave(cluster)) return;
    for (const key of this.#keysOf(cluster, work)) if (this.#buckets.remove(key, cluster) === this.#most) this.#reopen(key, work);
  }

  #keysOf(cluster: Cluster, { keys }: Work): readonly string[] {
    const known = keys.get(cluster);
    if (known) return known;
    const found = this.#join.buckets(this.#context, cluster);
    keys.set(cluster, found);
    return found;
  }

  /** A bucket has become too large to join, or is so no more. */
  #reopen(key: string, work: Work): void {
    for (const cluster of this.#buckets.get(key)) {
      const gathering = this.#gathered.get(cluster);
      if (gathering) this.#dissolve(gathering, work);
      work.seeds.add(cluster);
    }
  }

  #dissolve({ members, cluster }: Gathering, { delta, open, seeds }: Work): void {
    delta.removed.push(cluster);
    for (const member of members) {
      this.#gathered.delete(member);
      open.add(member);
      seeds.add(member);
    }
  }

  #linkedTo(seed: Cluster, seen: Set<Cluster>, work: Work): Cluster[] {
    const linked = [seed];
    seen.add(seed);
    for (const cluster of linked) for (const key of this.#keysOf(cluster, work)) this.#link(key, seen, linked);
    return linked;
  }

  #link(key: string, seen: Set<Cluster>, linked: Cluster[]): void {
    if (this.#buckets.sizeOf(key) < 2) return;
    for (const other of this.#sharing(key)) {
      if (seen.has(other)) continue;
      seen.add(other);
      linked.push(other);
    }
  }

  #sharing(key: string): readonly Cluster[] {
    const found = this.#buckets.get(key);
    return found.length > this.#most ? [] : found;
  }

  #settle(linked: readonly Cluster[], work: Work): void {
    const { delta, open } = work;
    const [only] = linked;
    if (only && linked.length === 1) {
      if (open.has(only)) delta.added.push(only);
      return;
    }
    const before = new Set<Cluster>();
    for (const cluster of linked) if (!open.has(cluster)) before.add(this.#gathered.get(cluster)?.cluster ?? cluster);
    const after = new Set<Cluster>();
    for (const gathering of this.#gather([...linked].sort(byTurn), work)) after.add(this.#keep(gathering));
    addDifference(delta, before, after);
  }

  /** What a gathering makes; as it stood where its members did not change. */
  #keep(gathering: Gathering): Cluster {
    const [first] = gathering.members;
    const known = first && this.#gathered.get(first);
    if (known && isSameList(known.members, gathering.members)) return known.cluster;
    for (const member of gathering.members) {
      if (gathering.members.length > 1) this.#gathered.set(member, gathering);
      else this.#gathered.delete(member);
    }
    return gathering.cluster;
  }

  /** In time order, each cluster joins the nearest earlier one that fits, or waits for later ones. */
  #gather(clusters: readonly Cluster[], work: Work): Gathering[] {
    const buckets = new Map<string, Set<Gathering>>();
    const gatherings: Gathering[] = [];
    for (const cluster of clusters) {
      const keys = this.#keysOf(cluster, work).filter((key) => this.#sharing(key).length > 1);
      const partner = nearest(this.#context, this.#join, keys.flatMap((key) => [...(buckets.get(key) ?? [])]), cluster);
      const gathering = partner ?? { members: [], cluster };
      if (partner) partner.cluster = joined(this.#join, partner.cluster, cluster);
      else gatherings.push(gathering);
      gathering.members.push(cluster);
      for (const key of keys) buckets.set(key, (buckets.get(key) ?? new Set()).add(gathering));
    }
    return gatherings;
  }
}
