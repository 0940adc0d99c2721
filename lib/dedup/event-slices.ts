import type { BrowserFire } from '../model/conversion.ts';
import type { BrowserEvent } from '../model/event.ts';
import { isAlike, MIRROR_WINDOW_MS } from './collapse.ts';

/** An event at its place in time. */
export interface Placed {
  event: BrowserEvent;
  /** The fire it is, or is a copy of; null until it is settled. */
  fire: BrowserFire | null;
  /** Another one of its slice of time: a slice holds few, for which a list of their own would be larger than they are. */
  next: Placed | null;
}

/** Browser events by slice of time, each as long as the window reaches in all: what is inside it lies in two slices. */
export class EventSlices {
  /** The last one of each slice that came. */
  readonly #bySlice = new Map<number, Placed>();
  #mirrors = 0;

  get holdMirrors(): boolean {
    return this.#mirrors > 0;
  }

  add(event: BrowserEvent): Placed {
    const slice = sliceOf(event.at);
    const placed: Placed = { event, fire: null, next: this.#bySlice.get(slice) ?? null };
    this.#bySlice.set(slice, placed);
    if (event.mirror !== false) this.#mirrors += 1;
    return placed;
  }

  placeOf(event: BrowserEvent): Placed | undefined {
    for (let placed = this.#lastIn(sliceOf(event.at)); placed; placed = placed.next) if (placed.event === event) return placed;
    return undefined;
  }

  /** Gives what it took out; undefined where it was not there. */
  remove(event: BrowserEvent): Placed | undefined {
    const placed = this.placeOf(event);
    if (!placed) return undefined;
    const slice = sliceOf(event.at);
    const last = this.#lastIn(slice);
    for (let later = last; later; later = later.next) if (later.next === placed) later.next = placed.next;
    if (placed === last && placed.next) this.#bySlice.set(slice, placed.next);
    else if (placed === last) this.#bySlice.delete(slice);
    if (event.mirror !== false) this.#mirrors -= 1;
    return placed;
  }

  /** The first event that this one may be a mirror of, or the other way round; not `known`. */
  findAlike(event: BrowserEvent, known: Placed | null = null): Placed | undefined {
    const end = sliceOf(event.at + MIRROR_WINDOW_MS);
    for (let slice = sliceOf(event.at - MIRROR_WINDOW_MS); slice <= end; slice += 1) {
      for (let placed = this.#lastIn(slice); placed; placed = placed.next) if (placed !== known && isAlike(event, placed.event)) return placed;
    }
    return undefined;
  }

  /** All such events. */
  allAlike(event: BrowserEvent): Placed[] {
    return this.near(event.at, MIRROR_WINDOW_MS).filter((placed) => isAlike(event, placed.event));
  }

  /** The events at most `windowMs` away. */
  near(at: number, windowMs: number): Placed[] {
    const found: Placed[] = [];
    const end = sliceOf(at + windowMs);
    for (let slice = sliceOf(at - windowMs); slice <= end; slice += 1) {
      for (let placed = this.#lastIn(slice); placed; placed = placed.next) if (Math.abs(placed.event.at - at) <= windowMs) found.push(placed);
    }
    return found;
  }

  #lastIn(slice: number): Placed | null {
    return this.#bySlice.get(slice) ?? null;
  }
}

function sliceOf(at: number): number {
  return Math.floor(at / (2 * MIRROR_WINDOW_MS));
}
