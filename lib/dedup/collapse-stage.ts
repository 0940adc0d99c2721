import type { BrowserFire } from '../model/conversion.ts';
import type { BrowserEvent } from '../model/event.ts';
import { collapse, fireOf } from './collapse.ts';
import { EventSlices, type Placed } from './event-slices.ts';
import { addDifference, emptyDelta, isSameList, type Delta } from './delta.ts';

/**
 * Keeps mirrors collapsed into the fires they copy while events come and go. Who collapses into whom is settled among the
 * events that are linked by "could be a copy of": no other event has a say in it, so only those are looked at again.
 */
export class CollapseStage {
  readonly #slices = new EventSlices();

  update({ removed, added }: Delta<BrowserEvent>): Delta<BrowserFire> {
    const delta = emptyDelta<BrowserFire>();
    const seeds = new Set<Placed>();
    for (const event of removed) this.#remove(event, delta, seeds);
    const news = added.map((event) => this.#slices.add(event));
    if (!this.#slices.holdMirrors && seeds.size === 0) for (const each of news) open(each, delta);
    else this.#settle(seeds, news, delta);
    return delta;
  }

  /** The events, mirrors too, at most `windowMs` away. */
  eventsNear(at: number, windowMs: number): BrowserEvent[] {
    return this.#slices.near(at, windowMs).map(({ event }) => event);
  }

  /** The other events of its fire stand without one until they are settled again. */
  #remove(event: BrowserEvent, delta: Delta<BrowserFire>, seeds: Set<Placed>): void {
    const placed = this.#slices.remove(event);
    if (!placed) return;
    seeds.delete(placed);
    if (placed.fire) {
      delta.removed.push(placed.fire);
      for (const member of membersOf(placed.fire)) this.#unsettle(member, seeds);
    }
    for (const other of this.#slices.allAlike(event)) seeds.add(other);
  }

  #unsettle(event: BrowserEvent, seeds: Set<Placed>): void {
    const placed = this.#slices.placeOf(event);
    if (!placed) return;
    placed.fire = null;
    seeds.add(placed);
  }

  /** `seeds` stood there before. What is new and has a fire was settled along with another. */
  #settle(seeds: ReadonlySet<Placed>, news: readonly Placed[], delta: Delta<BrowserFire>): void {
    const seen = new Set<Placed>();
    for (const seed of seeds) if (!seen.has(seed)) for (const each of this.#settleFrom(seed, delta)) seen.add(each);
    for (const each of news) if (each.fire === null) this.#settleFrom(each, delta);
  }

  /** Settles an event with all that hang together with it, and gives them. */
  #settleFrom(seed: Placed, delta: Delta<BrowserFire>): readonly Placed[] {
    const linked = this.#linkedTo(seed);
    if (linked.length > 1) settleAmong(linked, delta);
    else if (seed.fire === null) open(seed, delta);
    return linked;
  }

  #linkedTo(seed: Placed): readonly Placed[] {
    const first = this.#slices.findAlike(seed.event);
    if (!first) return [seed];
    // Most mirrors are the one copy of one hit.
    const isCouple = !this.#slices.findAlike(first.event, seed) && !this.#slices.findAlike(seed.event, first);
    if (isCouple) return [seed, first];
    const linked = new Set([seed]);
    for (const { event } of linked) for (const other of this.#slices.allAlike(event)) linked.add(other);
    return [...linked];
  }
}

function open(placed: Placed, delta: Delta<BrowserFire>): void {
  placed.fire = fireOf(placed.event);
  delta.added.push(placed.fire);
}

/** Collapses what hangs together; a fire of which nothing changed stays as it stood. */
function settleAmong(linked: readonly Placed[], delta: Delta<BrowserFire>): void {
  const fires = collapse(linked.map(({ event }) => event));
  const [only] = fires;
  if (only && fires.length === 1 && linked.every(({ fire }) => fire === null)) {
    for (const placed of linked) placed.fire = only;
    delta.added.push(only);
    return;
  }
  const places = new Map(linked.map((placed) => [placed.event, placed]));
  const before = new Set(linked.map(({ fire }) => fire).filter((fire) => fire !== null));
  const after = new Set(fires.map((fire) => keptOf(fire, places.get(fire.event)?.fire)));
  for (const fire of after) for (const member of membersOf(fire)) setFire(places.get(member), fire);
  addDifference(delta, before, after);
}

function keptOf(fire: BrowserFire, known: BrowserFire | null | undefined): BrowserFire {
  return known?.event === fire.event && isSameList(known.mirrors, fire.mirrors) ? known : fire;
}

function setFire(placed: Placed | undefined, fire: BrowserFire): void {
  if (placed) placed.fire = fire;
}

function membersOf({ event, mirrors }: BrowserFire): readonly BrowserEvent[] {
  return [event, ...mirrors];
}
