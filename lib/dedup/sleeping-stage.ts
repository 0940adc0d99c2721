import type { Cluster } from './cluster.ts';
import { addDifference, emptyDelta, type Delta } from './delta.ts';

/** One step on the way from events to conversions: takes what the one before it took out and put in, and hands on the same. */
export interface Stage {
  update(change: Delta<Cluster>): Delta<Cluster>;
}

/** Stages that most sessions have no work for: everything passes them by until the first cluster comes that they are for. */
export class SleepingStage implements Stage {
  readonly #stages: readonly Stage[];
  readonly #wakes: (cluster: Cluster) => boolean;
  /** What passed by; null = awake. */
  #passed: Cluster[] | null = [];
  /** Of these, what is gone since. */
  readonly #gone = new Set<Cluster>();

  constructor(stages: readonly Stage[], wakes: (cluster: Cluster) => boolean) {
    this.#stages = stages;
    this.#wakes = wakes;
  }

  update(change: Delta<Cluster>): Delta<Cluster> {
    if (this.#passed === null) return this.#run(change);
    if (change.added.some(this.#wakes)) return this.#wake(this.#passed, change);
    for (const cluster of change.removed) this.#gone.add(cluster);
    for (const cluster of change.added) if (!this.#gone.delete(cluster)) this.#passed.push(cluster);
    if (this.#gone.size > this.#passed.length / 2) this.#passed = this.#takePresent(this.#passed);
    return change;
  }

  #takePresent(passed: readonly Cluster[]): Cluster[] {
    const present = passed.filter((cluster) => !this.#gone.has(cluster));
    this.#gone.clear();
    return present;
  }

  #wake(passed: readonly Cluster[], { removed, added }: Delta<Cluster>): Delta<Cluster> {
    const before = new Set(this.#takePresent(passed));
    this.#passed = null;
    if (before.size === 0) return this.#run({ removed: [], added });
    const present = new Set(before);
    for (const cluster of removed) present.delete(cluster);
    for (const cluster of added) present.add(cluster);
    const delta = emptyDelta<Cluster>();
    addDifference(delta, before, new Set(this.#run({ removed: [], added: [...present] }).added));
    return delta;
  }

  #run(change: Delta<Cluster>): Delta<Cluster> {
    return this.#stages.reduce((delta, stage) => stage.update(delta), change);
  }
}
