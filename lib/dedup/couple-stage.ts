import { Agenda } from './agenda.ts';
import { Buckets } from './buckets.ts';
import type { Cluster } from './cluster.ts';
import type { DedupContext } from './context.ts';
import { emptyDelta, type Delta } from './delta.ts';
import type { Join } from './join-reasons.ts';
import { joined, joinsById, MOST_OF_ONE_ID, sideFor } from './join.ts';
import { chooses, inTurn, prefers, singleOf, type Single } from './single.ts';

/** What one update still has to settle. */
interface Work {
  agenda: Agenda<Single>;
  /** Those whose output may have changed. */
  touched: Set<Single>;
}

/**
 * Keeps clusters of browser events coupled with clusters of server events, one with one: in time order each takes the nearest
 * earlier one that fits and is free. After a change only those choose again who could choose otherwise: who had taken what is
 * gone or goes to an earlier one, and who would rather have what became free.
 */
export class CoupleStage {
  readonly #context: DedupContext;
  readonly #join: Join;
  /** A bucket with more than this couples nothing. */
  readonly #most: number;
  readonly #buckets = { browser: new Buckets<Single>(), server: new Buckets<Single>() };
  readonly #singles = new Map<Cluster, Single>();
  /** Unix ms: start of the last single that has had its turn. */
  #lastStart = -Infinity;

  constructor(context: DedupContext, join: Join) {
    this.#context = context;
    this.#join = join;
    this.#most = joinsById(join) ? MOST_OF_ONE_ID : Infinity;
  }

  update({ removed, added }: Delta<Cluster>): Delta<Cluster> {
    const delta = emptyDelta<Cluster>();
    const waiting = new Set<Single>();
    const gone = new Set<Single>();
    for (const cluster of removed) {
      const single = this.#singles.get(cluster);
      if (single) gone.add(single);
      else delta.removed.push(cluster);
    }
    for (const single of gone) this.#take(single, waiting);
    for (const cluster of added) {
      const side = sideFor(this.#join, cluster);
      if (side === 'both') delta.added.push(cluster);
      else this.#put(singleOf(this.#context, this.#join, cluster, side), waiting);
    }
    for (const { takenBy } of gone) if (takenBy) waiting.add(takenBy);
    for (const single of gone) waiting.delete(single);
    this.#settle(gone, waiting, delta);
    return delta;
  }

  #put(single: Single, waiting: Set<Single>): void {
    this.#singles.set(single.cluster, single);
    waiting.add(single);
    for (const key of single.keys) {
      this.#buckets[single.side].add(key, single);
      if (this.#sizeOf(key) === this.#most + 1) this.#reopen(key, waiting);
    }
  }

  #take(single: Single, waiting: Set<Single>): void {
    this.#singles.delete(single.cluster);
    for (const key of single.keys) {
      this.#buckets[single.side].remove(key, single);
      if (this.#sizeOf(key) === this.#most) this.#reopen(key, waiting);
    }
  }

  #sizeOf(key: string): number {
    return this.#buckets.browser.sizeOf(key) + this.#buckets.server.sizeOf(key);
  }

  /** A bucket has become too large to couple, or is so no more. */
  #reopen(key: string, waiting: Set<Single>): void {
    for (const side of ['browser', 'server'] as const) for (const single of this.#buckets[side].get(key)) waiting.add(single);
  }

  #settle(gone: ReadonlySet<Single>, waiting: ReadonlySet<Single>, delta: Delta<Cluster>): void {
    const work: Work = { agenda: new Agenda(waiting, inTurn), touched: new Set() };
    for (const single of gone) {
      if (single.output) delta.removed.push(single.output);
      this.#letGo(single, work);
    }
    for (let single = work.agenda.next(); single; single = work.agenda.next()) this.#decide(single, work);
    for (const { start } of waiting) this.#lastStart = Math.max(this.#lastStart, start);
    for (const single of work.touched) if (this.#singles.has(single.cluster)) this.#emit(single, delta);
  }

  #decide(single: Single, work: Work): void {
    const { chosen: before } = single;
    const wasFree = single.isSettled && before === null;
    const choice = chooses(this.#context, this.#join, single, this.#opposite(single));
    if (choice !== before || !single.isSettled) work.touched.add(single);
    if (choice !== before) {
      this.#letGo(single, work);
      single.chosen = choice;
    }
    if (choice !== null && choice.takenBy !== single) {
      if (choice.takenBy) work.agenda.add(choice.takenBy);
      choice.takenBy = single;
      work.touched.add(choice);
    }
    single.isSettled = true;
    if (wasFree && choice !== null && single.takenBy) work.agenda.add(single.takenBy);
    if (!wasFree && choice === null) this.#offer(single, single, work);
  }

  /** Frees what a single had taken. */
  #letGo(single: Single, work: Work): void {
    const { chosen } = single;
    single.chosen = null;
    if (chosen?.takenBy !== single) return;
    chosen.takenBy = null;
    work.touched.add(chosen);
    if (chosen.chosen === null && this.#singles.has(chosen.cluster)) this.#offer(chosen, single, work);
  }

  /** Has all who come after `from` and would rather have `free` choose again. */
  #offer(free: Single, from: Single, { agenda }: Work): void {
    if (from.start > this.#lastStart) return;
    for (const later of this.#opposite(free)) {
      if (!later.isSettled || agenda.has(later) || inTurn(later, from) <= 0) continue;
      if (prefers(this.#context, this.#join, later, free)) agenda.add(later);
    }
  }

  /** Those of the other side that share a bucket. */
  *#opposite({ side, lookups }: Single): Generator<Single> {
    const buckets = this.#buckets[side === 'browser' ? 'server' : 'browser'];
    for (const key of lookups) if (this.#sizeOf(key) <= this.#most) yield* buckets.get(key);
  }

  #emit(single: Single, delta: Delta<Cluster>): void {
    const output = outputOf(single, this.#join);
    if (output === single.output) return;
    if (single.output) delta.removed.push(single.output);
    if (output) delta.added.push(output);
    single.output = output;
  }
}

/** Itself, the couple it makes with its choice, or nothing where it was taken. */
function outputOf(single: Single, join: Join): Cluster | null {
  const { chosen, madeWith, output, takenBy, cluster } = single;
  single.madeWith = chosen;
  if (chosen === null) return takenBy === null ? cluster : null;
  return chosen === madeWith ? output : joined(join, chosen.cluster, cluster);
}
