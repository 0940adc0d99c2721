/** Things to do in an order of their own, each once; what is added while it runs is taken in its turn. */
export class Agenda<T> {
  readonly #compare: (a: T, b: T) => number;
  readonly #queued: Set<T>;
  /** Last one first. */
  #items: T[];

  constructor(items: Iterable<T>, compare: (a: T, b: T) => number) {
    this.#compare = compare;
    this.#queued = new Set(items);
    this.#items = [...this.#queued].sort((a, b) => compare(b, a));
  }

  has(item: T): boolean {
    return this.#queued.has(item);
  }

  add(item: T): void {
    if (this.#queued.has(item)) return;
    this.#queued.add(item);
    let from = 0;
    for (let to = this.#items.length; from < to; ) {
      const middle = (from + to) >> 1;
      const other = this.#items[middle];
      if (other !== undefined && this.#compare(other, item) > 0) from = middle + 1;
      else to = middle;
    }
    this.#items.splice(from, 0, item);
  }

  next(): T | undefined {
    const item = this.#items.pop();
    if (item !== undefined) this.#queued.delete(item);
    return item;
  }
}
