import { hashOf, type ParamCursor } from './param-cursor.ts';

const SIZE = 256;

/**
 * Tells known parameter names where they stand, without cutting them out of the text. The index is small enough to stay in
 * the processor's cache, for most names of a request are none of the known.
 */
export class NameTable {
  readonly #names: readonly string[];
  readonly #places: readonly string[];
  readonly #byName: ReadonlyMap<string, string>;
  /** Row → number of its first name, and name → number of the next in its row; 0 = none. */
  readonly #first = new Uint8Array(SIZE);
  readonly #next: Uint8Array;

  /** Fewer than 255 names, each once; they hold none of `%`, `+`, `&` and `=`. */
  constructor(entries: readonly (readonly [name: string, place: string])[]) {
    this.#names = ['', ...entries.map(([name]) => name)];
    this.#places = ['', ...entries.map(([, place]) => place)];
    this.#byName = new Map(entries);
    this.#next = new Uint8Array(this.#names.length);
    for (const [index, [name]] of entries.entries()) {
      const row = hashOf(name) & (SIZE - 1);
      this.#next[index + 1] = this.#first[row] ?? 0;
      this.#first[row] = index + 1;
    }
  }

  /** What the name at the cursor stands for; undefined where it is not known. */
  find(at: ParamCursor): string | undefined {
    let number = this.#first[at.hash & (SIZE - 1)] ?? 0;
    while (number !== 0) {
      const name = this.#names[number] ?? '';
      if (name.length === at.nameEnd - at.start && at.text.startsWith(name, at.start)) return this.#places[number];
      number = this.#next[number] ?? 0;
    }
    return at.hasEscapedName ? this.#byName.get(at.name) : undefined;
  }
}
