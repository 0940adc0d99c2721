import type { BrowserFire } from '../model/conversion.ts';
import type { BrowserEvent } from '../model/event.ts';
import { MIRROR_WINDOW_MS } from './collapse.ts';

/** An event at its place in time. */
export interface Placed {
  event: BrowserEvent;
  /** The fire it is, or is a copy of; null until it is settled. */
  fire: BrowserFire | null;
}

/** Browser events by slice of time, each as long as the window reaches in all: what is inside it lies in two slices. */
export class EventSlices {
  readonly #bySlice = new Map<number, Placed[]>();
  #mirrors = 0;

  get holdMirrors(): boolean {
    return this.#mirrors > 0;
  }

  add(event: BrowserEvent): Placed {
    const slice = sliceOf(event.at);
    const placed: Placed = { event, fire: null };
    const known = this.#bySlice.get(slice);
    if (known) known.push(placed);
    else this.#bySlice.set(slice, [placed]);
    if (event.mirror !== false) this.#mirrors += 1;
    return placed;
  }

  placeOf(event: BrowserEvent): Placed | undefined {
    return this.#bySlice.get(sliceOf(event.at))?.find((placed) => placed.event === event);
  }

  /** Gives what it took out; undefined where it was not there. */
  remove(event: BrowserEvent): Placed | undefined {
    const slice = sliceOf(event.at);
    const known = this.#bySlice.get(slice) ?? [];
    const index = known.findIndex((placed) => placed.event === event);
    if (index < 0) return undefined;
    const [placed] = known.splice(index, 1);
    if (known.length === 0) this.#bySlice.delete(slice);
    if (event.mirror !== false) this.#mirrors -= 1;
    return placed;
  }

  /** The first of the events up to `windowMs` away, and of some that are farther, that meets it. */
  find(at: number, windowMs: number, meets: (placed: Placed) => boolean): Placed | undefined {
    const last = sliceOf(at + windowMs);
    for (let slice = sliceOf(at - windowMs); slice <= last; slice += 1) {
      const found = this.#bySlice.get(slice)?.find(meets);
      if (found) return found;
    }
    return undefined;
  }

  /** All that `find` would find. */
  near(at: number, windowMs: number, meets: (placed: Placed) => boolean): Placed[] {
    const found: Placed[] = [];
    const last = sliceOf(at + windowMs);
    for (let slice = sliceOf(at - windowMs); slice <= last; slice += 1) {
      for (const placed of this.#bySlice.get(slice) ?? NONE) if (meets(placed)) found.push(placed);
    }
    return found;
  }
}

const NONE: readonly never[] = [];

function sliceOf(at: number): number {
  return Math.floor(at / (2 * MIRROR_WINDOW_MS));
}
