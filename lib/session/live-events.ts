import { emptyDelta, type Delta } from '../dedup/delta.ts';

/**
 * Events on their way to an engine that knows them by identity. What an event stands for may change while the event does not
 * (what the relay says of it, who made its ID): then the engine gets a fresh copy in its place.
 */
export class LiveEvents<E extends object> {
  readonly #comes = new Set<E>();
  readonly #goes = new Set<E>();
  readonly #stale = new Set<E>();
  /** Event → what the engine knows it as, and back; only where that is a copy. */
  readonly #copies = new Map<E, E>();
  readonly #originals = new Map<E, E>();

  add(event: E): void {
    if (this.#goes.delete(event)) this.#stale.add(event);
    else this.#comes.add(event);
  }

  remove(event: E): void {
    this.#stale.delete(event);
    if (!this.#comes.delete(event)) this.#goes.add(event);
  }

  refresh(event: E): void {
    if (!this.#comes.has(event) && !this.#goes.has(event)) this.#stale.add(event);
  }

  /** The event that the engine knows as this one. */
  originalOf(known: E): E {
    return this.#originals.get(known) ?? known;
  }

  /** What changed since the last time; `prepare` says how the engine is to see an event. */
  take(prepare: (event: E) => E): Delta<E> {
    const delta = emptyDelta<E>();
    for (const event of this.#goes) delta.removed.push(this.#forget(event));
    for (const event of this.#stale) delta.removed.push(this.#forget(event));
    for (const event of [...this.#comes]) delta.added.push(this.#know(event, prepare(event)));
    for (const event of this.#stale) delta.added.push(this.#know(event, { ...prepare(event) }));
    this.#comes.clear();
    this.#goes.clear();
    this.#stale.clear();
    return delta;
  }

  #know(event: E, known: E): E {
    if (known === event) return event;
    this.#copies.set(event, known);
    this.#originals.set(known, event);
    return known;
  }

  #forget(event: E): E {
    const known = this.#copies.get(event) ?? event;
    this.#copies.delete(event);
    this.#originals.delete(known);
    return known;
  }
}
