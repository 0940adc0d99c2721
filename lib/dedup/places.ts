import type { Cluster } from './cluster.ts';
import type { Lobby } from './join-reasons.ts';

/**
 * Tells which clusters are alone at every place that they stand at: whom nobody can meet needs no buckets. Once two have met
 * at a place, it is crowded for good.
 */
export class Places implements Lobby {
  readonly #placesOf: (cluster: Cluster) => readonly string[];
  /** Who stands there; null = a crowd. */
  readonly #holders = new Map<string, Cluster | null>();

  constructor(placesOf: (cluster: Cluster) => readonly string[]) {
    this.#placesOf = placesOf;
  }

  /** Takes a cluster in; gives the others that are alone no more, or null where it is alone itself. */
  enter(cluster: Cluster): Iterable<Cluster> | null {
    const places = this.#placesOf(cluster);
    if (places.every((place) => !this.#holders.has(place))) {
      for (const place of places) this.#holders.set(place, cluster);
      return null;
    }
    const met = new Set<Cluster>();
    for (const place of places) {
      const holder = this.#holders.get(place);
      if (holder) met.add(holder);
      this.#holders.set(place, null);
    }
    for (const other of met) for (const place of this.#placesOf(other)) this.#holders.set(place, null);
    return met;
  }

  /** Lets a cluster go that is alone; false for one that is not. */
  leave(cluster: Cluster): boolean {
    const places = this.#placesOf(cluster);
    if (!places.every((place) => this.#holders.get(place) === cluster)) return false;
    for (const place of places) this.#holders.delete(place);
    return true;
  }
}
