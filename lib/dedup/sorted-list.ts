/** A chunk holds at most this many: what a change copies. */
const MOST = 512;

interface Chunk<T> {
  items: T[];
  /** The edition in which it was made: older ones may be held by a snapshot. */
  edition: number;
}

/** Chunks of a list, `to` not among them. */
interface Reach {
  from: number;
  to: number;
}

/**
 * A list that stays sorted while items come and go. Finding, adding and removing cost the logarithm of its length and the copy
 * of one chunk; a snapshot shares every chunk that does not change after it.
 */
export class SortedList<T> {
  readonly #compare: (a: T, b: T) => number;
  #chunks: Chunk<T>[] = [];
  #edition = 0;
  #length = 0;

  /** `compare` must tell any two items apart. */
  constructor(compare: (a: T, b: T) => number) {
    this.#compare = compare;
  }

  get length(): number {
    return this.#length;
  }

  get first(): T | undefined {
    return this.#chunks[0]?.items[0];
  }

  /** The item at a place, counted from 0. */
  at(place: number): T | undefined {
    let rest = place;
    for (const { items } of this.#chunks) {
      if (rest < items.length) return items[rest];
      rest -= items.length;
    }
    return undefined;
  }

  /** Takes many at once: where it is a good part of what lies between them, by sorting that anew. */
  update({ removed, added }: { removed: readonly T[]; added: readonly T[] }): void {
    const news = added.length > MOST / 8 ? [...added].sort(this.#compare) : added;
    const count = removed.length + news.length;
    const reach = count > MOST / 8 ? this.#reachOf(removed.length === 0 ? news : [...removed, ...news].sort(this.#compare)) : null;
    if (reach && count > ((reach.to - reach.from) * MOST) / 8) return this.#rebuild(reach, new Set(removed), news);
    for (const item of removed) this.remove(item);
    for (const item of news) this.add(item);
  }

  add(item: T): void {
    this.#length += 1;
    const index = Math.min(this.#chunkOf(item), this.#chunks.length - 1);
    if (index < 0) {
      this.#chunks.push({ items: [item], edition: this.#edition });
      return;
    }
    const { items } = this.#own(index);
    insert(items, item, this.#compare);
    if (items.length > MOST) this.#chunks.splice(index + 1, 0, { items: items.splice(items.length >> 1), edition: this.#edition });
  }

  remove(item: T): void {
    const index = this.#chunkOf(item);
    const items = this.#chunks[index]?.items ?? [];
    const place = position(items, item, this.#compare);
    if (items[place] !== item) return;
    this.#length -= 1;
    if (items.length === 1) this.#chunks.splice(index, 1);
    else this.#own(index).items.splice(place, 1);
  }

  /** The last item that comes before this one, which need not be in the list. */
  before(item: T): T | undefined {
    const index = Math.min(this.#chunkOf(item), this.#chunks.length - 1);
    const items = this.#chunks[index]?.items ?? [];
    const place = position(items, item, this.#compare);
    return place > 0 ? items[place - 1] : this.#chunks[index - 1]?.items.at(-1);
  }

  *items(): Generator<T> {
    for (const { items } of this.#chunks) yield* items;
  }

  /** The items from this one on, which need not be in the list. */
  *from(item: T): Generator<T> {
    let index = this.#chunkOf(item);
    let place = position(this.#chunks[index]?.items ?? [], item, this.#compare);
    for (let items = this.#chunks[index]?.items; items; items = this.#chunks[index]?.items) {
      for (; place < items.length; place += 1) yield items[place] as T;
      place = 0;
      index += 1;
    }
  }

  /** The list as it is now, whatever happens to it later; read out when it is first asked for. */
  snapshot<U>(read: (item: T) => U): () => readonly U[] {
    const chunks = this.#chunks.slice();
    this.#edition += 1;
    let list: readonly U[] | null = null;
    return () => (list ??= chunks.flatMap(({ items }) => items.map(read)));
  }

  /** The chunks that a change of these sorted items may reach; null where there are no items. */
  #reachOf(items: readonly T[]): Reach | null {
    const [first, last] = [items[0], items.at(-1)];
    if (first === undefined || last === undefined) return null;
    return { from: this.#chunkOf(first), to: Math.min(this.#chunkOf(last) + 1, this.#chunks.length) };
  }

  #rebuild({ from, to }: Reach, removed: ReadonlySet<T>, added: readonly T[]): void {
    const before = this.#chunks.slice(from, to).flatMap(({ items }) => items);
    const items = [...(removed.size === 0 ? before : before.filter((item) => !removed.has(item))), ...added].sort(this.#compare);
    this.#length += items.length - before.length;
    const chunks: Chunk<T>[] = [];
    // Half full, so that the next item does not split it.
    for (let at = 0; at < items.length; at += MOST / 2) chunks.push({ items: items.slice(at, at + MOST / 2), edition: this.#edition });
    this.#chunks.splice(from, to - from, ...chunks);
  }

  /** Index of the first chunk that does not end before the item. */
  #chunkOf(item: T): number {
    let from = 0;
    for (let to = this.#chunks.length; from < to; ) {
      const middle = (from + to) >> 1;
      const last = this.#chunks[middle]?.items.at(-1);
      if (last !== undefined && this.#compare(last, item) < 0) from = middle + 1;
      else to = middle;
    }
    return from;
  }

  /** The chunk as one that no snapshot holds. */
  #own(index: number): Chunk<T> {
    const chunk = this.#chunks[index] ?? { items: [], edition: this.#edition };
    if (chunk.edition === this.#edition) return chunk;
    const own = { items: [...chunk.items], edition: this.#edition };
    this.#chunks[index] = own;
    return own;
  }
}

/** Puts an item into a sorted list. */
export function insert<T>(items: T[], item: T, compare: (a: T, b: T) => number): void {
  const place = position(items, item, compare);
  if (place === items.length) items.push(item);
  else items.splice(place, 0, item);
}

/** Takes an item out of a sorted list that holds it. */
export function takeOut<T>(items: T[], item: T, compare: (a: T, b: T) => number): void {
  const place = position(items, item, compare);
  if (items[place] === item) items.splice(place, 1);
}

/** Index of the first of the sorted items that does not come before this one. */
export function position<T>(items: readonly T[], item: T, compare: (a: T, b: T) => number): number {
  let from = 0;
  for (let to = items.length; from < to; ) {
    const middle = (from + to) >> 1;
    const other = items[middle];
    if (other !== undefined && compare(other, item) < 0) from = middle + 1;
    else to = middle;
  }
  return from;
}
