import type { Delta } from '../dedup/delta.ts';

/**
 * Events on their way to an engine that knows them by identity. What an event stands for may change while the event does not
 * (what the relay says of it, who made its ID): then the engine gets a fresh copy in its place.
 */
export class LiveEvents<E extends object> {
  readonly #comes = new Set<E>();
  readonly #goes = new Set<E>();
  readonly #stale = new Set<E>();
  /** Stale ones that were taken. */
  #renewed: ReadonlySet<E> = new Set();
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

  /** What changed since the last time: what goes as the engine knows it, what comes as it is, to be introduced. */
  take(): Delta<E> {
    const delta: Delta<E> = { removed: [...this.#goes, ...this.#stale].map((event) => this.#forget(event)), added: [...this.#comes, ...this.#stale] };
    this.#renewed = new Set(this.#stale);
    this.#comes.clear();
    this.#goes.clear();
    this.#stale.clear();
    return delta;
  }

  /** The event as the engine is to know it; `prepared` is what it looks like now. */
  introduce(event: E, prepared: E): E {
    const known = this.#renewed.has(event) ? { ...prepared } : prepared;
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
