import type { BrowserFire } from '../model/conversion.ts';
import type { BrowserEvent } from '../model/event.ts';
import { isAlike, MIRROR_WINDOW_MS } from './collapse.ts';

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

  /** The first event that this one may be a mirror of, or the other way round; not `known`. */
  findAlike(event: BrowserEvent, known: Placed | null = null): Placed | undefined {
    const last = sliceOf(event.at + MIRROR_WINDOW_MS);
    for (let slice = sliceOf(event.at - MIRROR_WINDOW_MS); slice <= last; slice += 1) {
      for (const placed of this.#bySlice.get(slice) ?? NONE) if (placed !== known && isAlike(event, placed.event)) return placed;
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
    const last = sliceOf(at + windowMs);
    for (let slice = sliceOf(at - windowMs); slice <= last; slice += 1) {
      for (const placed of this.#bySlice.get(slice) ?? NONE) if (Math.abs(placed.event.at - at) <= windowMs) found.push(placed);
    }
    return found;
  }
}

const NONE: readonly never[] = [];

function sliceOf(at: number): number {
  return Math.floor(at / (2 * MIRROR_WINDOW_MS));
}
