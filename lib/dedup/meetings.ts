import { leadOf, sideOf, type Cluster } from './cluster.ts';
import type { Lobby } from './join-reasons.ts';
import { arrivalOf } from './pair.ts';

/** Sales whose leads are farther apart never meet, ms. */
export const MEETING_WINDOW_MS = 600_000;
/** More than most amounts: keeps the slices of time apart in one number. */
const MOST_MONEY = 1e7;

const NONE: readonly never[] = [];

/** Tells which pairs have nobody to meet: only a sale for as much money, at about that time, that one side alone sent, may be a copy of theirs. */
export class Meetings implements Lobby {
  readonly #pairs = new Map<number, Cluster[]>();
  /** Places of sales that one side alone sent, for good. */
  readonly #open = new Set<number>();

  /** Takes a cluster in; gives the pairs that may meet somebody now, or null where it has nobody to meet itself. */
  enter(cluster: Cluster): Iterable<Cluster> | null {
    const place = placeOf(cluster);
    if (place === null) return null;
    if (sideOf(cluster) !== 'both') return this.#openAround(place);
    if (this.#open.has(place)) return NONE;
    const pairs = this.#pairs.get(place);
    if (pairs) pairs.push(cluster);
    else this.#pairs.set(place, [cluster]);
    return null;
  }

  /** Lets a cluster go that has nobody to meet; false for one that may have. */
  leave(cluster: Cluster): boolean {
    const place = placeOf(cluster);
    if (place === null) return true;
    if (sideOf(cluster) !== 'both' || this.#open.has(place)) return false;
    const pairs = this.#pairs.get(place) ?? [];
    const index = pairs.indexOf(cluster);
    if (index >= 0) pairs.splice(index, 1);
    return true;
  }

  #openAround(place: number): Cluster[] {
    const met: Cluster[] = [];
    for (const near of [place - MOST_MONEY, place, place + MOST_MONEY]) {
      if (this.#open.has(near)) continue;
      this.#open.add(near);
      met.push(...(this.#pairs.get(near) ?? NONE));
      this.#pairs.delete(near);
    }
    return met;
  }
}

/** The slice of time that its lead falls into, with the amount; null for what is no sale. */
function placeOf(cluster: Cluster): number | null {
  const lead = leadOf(cluster);
  if (lead === null || lead.value === null) return null;
  return Math.floor(arrivalOf(lead).at / MEETING_WINDOW_MS) * MOST_MONEY + Math.round(lead.value);
}
