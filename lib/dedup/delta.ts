/**
 * What a stage of the engine took out of its output and what it put in. Its items are immutable and known by identity: what
 * changes is taken out and put in anew.
 */
export interface Delta<T> {
  removed: T[];
  added: T[];
}

export function emptyDelta<T>(): Delta<T> {
  return { removed: [], added: [] };
}

/** Puts what left and what came into `into`; what stays appears in neither. */
export function addDifference<T>(into: Delta<T>, before: ReadonlySet<T>, after: ReadonlySet<T>): void {
  for (const item of before) if (!after.has(item)) into.removed.push(item);
  for (const item of after) if (!before.has(item)) into.added.push(item);
}

/** True where both lists hold the very same items in the same order. */
export function isSameList<T>(a: readonly T[], b: readonly T[]): boolean {
  return a === b || (a.length === b.length && a.every((item, index) => item === b[index]));
}

/** Several changes as one: what came and went again never was. */
export class NetDelta<T> {
  readonly #removed = new Set<T>();
  readonly #added = new Set<T>();

  add({ removed, added }: Delta<T>): void {
    for (const item of removed) if (!this.#added.delete(item)) this.#removed.add(item);
    for (const item of added) if (!this.#removed.delete(item)) this.#added.add(item);
  }

  get delta(): Delta<T> {
    return { removed: [...this.#removed], added: [...this.#added] };
  }
}
