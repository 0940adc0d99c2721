import { startOf, leadOf, type Cluster } from './cluster.ts';

/** Earliest first; of what starts at the same moment the browser's first, then by ID, so that the order of the log changes nothing. */
export function byTurn(a: Cluster, b: Cluster): number {
  return startOf(a) - startOf(b) || compareTies(a, b);
}

/** Of what starts at the same moment. */
export function compareTies(a: Cluster, b: Cluster): number {
  const isBrowser = Number(b.browser.length > 0) - Number(a.browser.length > 0);
  return isBrowser || compareText(leadOf(a)?.id ?? '', leadOf(b)?.id ?? '');
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

const NONE: readonly never[] = [];

/** A list per key; no list for a key that holds one item or none, of which there are many. */
export class Buckets<T extends object> {
  readonly #held = new Map<string, T | T[]>();

  get(key: string): readonly T[] {
    const held = this.#held.get(key);
    if (held === undefined) return NONE;
    return Array.isArray(held) ? held : [held];
  }

  sizeOf(key: string): number {
    const held = this.#held.get(key);
    if (held === undefined) return 0;
    return Array.isArray(held) ? held.length : 1;
  }

  /** How many the key holds now. */
  add(key: string, item: T): number {
    const held = this.#held.get(key);
    if (Array.isArray(held)) return held.push(item);
    this.#held.set(key, held === undefined ? item : [held, item]);
    return held === undefined ? 1 : 2;
  }

  /** How many the key still holds. */
  remove(key: string, item: T): number {
    const held = this.#held.get(key);
    if (held === item) this.#held.delete(key);
    if (!Array.isArray(held)) return held === item || held === undefined ? 0 : 1;
    const index = held.indexOf(item);
    if (index >= 0) held.splice(index, 1);
    if (held.length === 0) this.#held.delete(key);
    return held.length;
  }
}
