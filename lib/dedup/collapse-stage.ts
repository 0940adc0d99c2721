import type { BrowserFire } from '../model/conversion.ts';
import type { BrowserEvent } from '../model/event.ts';
import { collapse, fireOf, isAlike, MIRROR_WINDOW_MS } from './collapse.ts';
import { addDifference, emptyDelta, isSameList, type Delta } from './delta.ts';

/**
 * Keeps mirrors collapsed into the fires they copy while events come and go. Who collapses into whom is settled among the
 * events that are linked by "could be a copy of": no other event has a say in it, so only those are looked at again.
 */
export class CollapseStage {
  readonly #slices = new Slices();
  readonly #fires = new Map<BrowserEvent, BrowserFire>();

  update({ removed, added }: Delta<BrowserEvent>): Delta<BrowserFire> {
    const delta = emptyDelta<BrowserFire>();
    const seeds = new Set<BrowserEvent>();
    for (const event of removed) this.#remove(event, delta, seeds);
    for (const event of added) this.#slices.add(event);
    if (!this.#slices.holdMirrors && seeds.size === 0) for (const event of added) this.#open(event, delta);
    else this.#settle(seeds, added, delta);
    return delta;
  }

  /** The events, mirrors too, at most `windowMs` away. */
  eventsNear(at: number, windowMs: number): BrowserEvent[] {
    return this.#slices.near(at, windowMs, (event) => Math.abs(event.at - at) <= windowMs);
  }

  /** The other events of its fire stand without one until they are settled again. */
  #remove(event: BrowserEvent, delta: Delta<BrowserFire>, seeds: Set<BrowserEvent>): void {
    this.#slices.remove(event);
    seeds.delete(event);
    const fire = this.#fires.get(event);
    if (fire) delta.removed.push(fire);
    for (const member of fire ? membersOf(fire) : []) {
      this.#fires.delete(member);
      if (member !== event) seeds.add(member);
    }
    for (const other of this.#alikeTo(event)) seeds.add(other);
  }

  #open(event: BrowserEvent, delta: Delta<BrowserFire>): void {
    this.#put(fireOf(event), delta);
  }

  #put(fire: BrowserFire, delta: Delta<BrowserFire>): void {
    this.#know(fire);
    delta.added.push(fire);
  }

  #know(fire: BrowserFire): void {
    this.#fires.set(fire.event, fire);
    for (const mirror of fire.mirrors) this.#fires.set(mirror, fire);
  }

  /** `seeds` stood there before. What was added and has a fire was settled along with another. */
  #settle(seeds: ReadonlySet<BrowserEvent>, added: readonly BrowserEvent[], delta: Delta<BrowserFire>): void {
    const seen = new Set<BrowserEvent>();
    for (const seed of seeds) if (!seen.has(seed)) for (const event of this.#settleFrom(seed, delta)) seen.add(event);
    for (const event of added) if (!this.#fires.has(event)) this.#settleFrom(event, delta);
  }

  /** Settles an event with all that hang together with it, and gives them. */
  #settleFrom(seed: BrowserEvent, delta: Delta<BrowserFire>): readonly BrowserEvent[] {
    const linked = this.#linkedTo(seed);
    if (linked.length > 1) this.#settleAmong(linked, delta);
    else if (!this.#fires.has(seed)) this.#open(seed, delta);
    return linked;
  }

  #linkedTo(seed: BrowserEvent): readonly BrowserEvent[] {
    const first = this.#slices.find(seed.at, MIRROR_WINDOW_MS, (other) => isAlike(seed, other));
    if (!first) return [seed];
    // Most mirrors are the one copy of one hit.
    const isCouple = !this.#hasOtherThan(first, seed) && !this.#hasOtherThan(seed, first);
    if (isCouple) return [seed, first];
    const linked = new Set([seed]);
    for (const event of linked) for (const other of this.#alikeTo(event)) linked.add(other);
    return [...linked];
  }

  /** True where an event has another one that is alike. */
  #hasOtherThan(event: BrowserEvent, known: BrowserEvent): boolean {
    return this.#slices.find(event.at, MIRROR_WINDOW_MS, (other) => other !== known && isAlike(event, other)) !== undefined;
  }

  #settleAmong(events: readonly BrowserEvent[], delta: Delta<BrowserFire>): void {
    if (!events.some((event) => this.#fires.has(event))) {
      for (const fire of collapse(events)) this.#put(fire, delta);
      return;
    }
    const before = new Set(events.map((event) => this.#fires.get(event)).filter((fire) => fire !== undefined));
    const after = new Set(collapse(events).map((fire) => this.#kept(fire)));
    for (const fire of after) this.#know(fire);
    addDifference(delta, before, after);
  }

  /** The fire as it stood, where nothing about it changed. */
  #kept(fire: BrowserFire): BrowserFire {
    const known = this.#fires.get(fire.event);
    return known?.event === fire.event && isSameList(known.mirrors, fire.mirrors) ? known : fire;
  }

  #alikeTo(event: BrowserEvent): readonly BrowserEvent[] {
    return this.#slices.near(event.at, MIRROR_WINDOW_MS, (other) => isAlike(event, other));
  }
}

function membersOf({ event, mirrors }: BrowserFire): readonly BrowserEvent[] {
  return [event, ...mirrors];
}

/** Events by slice of time, each as long as the window reaches in all: what is inside it lies in two slices. */
class Slices {
  readonly #bySlice = new Map<number, BrowserEvent[]>();
  #mirrors = 0;

  get holdMirrors(): boolean {
    return this.#mirrors > 0;
  }

  add(event: BrowserEvent): void {
    const slice = sliceOf(event.at);
    const events = this.#bySlice.get(slice);
    if (events) events.push(event);
    else this.#bySlice.set(slice, [event]);
    if (event.mirror !== false) this.#mirrors += 1;
  }

  remove(event: BrowserEvent): void {
    const slice = sliceOf(event.at);
    const events = this.#bySlice.get(slice) ?? [];
    const place = events.indexOf(event);
    if (place < 0) return;
    events.splice(place, 1);
    if (events.length === 0) this.#bySlice.delete(slice);
    if (event.mirror !== false) this.#mirrors -= 1;
  }

  /** The first of the events up to `windowMs` away, and of some that are farther, that meets it. */
  find(at: number, windowMs: number, meets: (event: BrowserEvent) => boolean): BrowserEvent | undefined {
    const last = sliceOf(at + windowMs);
    for (let slice = sliceOf(at - windowMs); slice <= last; slice += 1) {
      const found = this.#bySlice.get(slice)?.find(meets);
      if (found) return found;
    }
    return undefined;
  }

  /** All that `find` would find. */
  near(at: number, windowMs: number, meets: (event: BrowserEvent) => boolean): BrowserEvent[] {
    const found: BrowserEvent[] = [];
    const last = sliceOf(at + windowMs);
    for (let slice = sliceOf(at - windowMs); slice <= last; slice += 1) {
      for (const event of this.#bySlice.get(slice) ?? NONE) if (meets(event)) found.push(event);
    }
    return found;
  }
}

const NONE: readonly never[] = [];

function sliceOf(at: number): number {
  return Math.floor(at / (2 * MIRROR_WINDOW_MS));
}
