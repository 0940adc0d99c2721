import { isEscape, type ParamCursor } from './param-cursor.ts';

const SIZE = 256;
const EQUALS = 0x3d;

/**
 * Tells known parameter names where they stand, without cutting them out of the text. The index goes by a name's first two
 * characters: most names of a request are none of the known, and need not be read any further.
 */
export class NameTable<Place> {
  readonly #names: readonly string[];
  readonly #places: readonly (Place | undefined)[];
  readonly #byName: ReadonlyMap<string, Place>;
  /** Row → number of its first name, and name → number of the next in its row; 0 = none. */
  readonly #first = new Uint8Array(SIZE);
  readonly #next: Uint8Array;

  /** Fewer than 255 names, each once; they hold none of `%`, `+`, `&` and `=`. */
  constructor(entries: readonly (readonly [name: string, place: Place])[]) {
    this.#names = ['', ...entries.map(([name]) => name)];
    this.#places = [undefined, ...entries.map(([, place]) => place)];
    this.#byName = new Map(entries);
    this.#next = new Uint8Array(this.#names.length);
    for (const [index, [name]] of entries.entries()) {
      const row = rowOf(name.charCodeAt(0), name.length > 1 ? name.charCodeAt(1) : EQUALS);
      this.#next[index + 1] = this.#first[row] ?? 0;
      this.#first[row] = index + 1;
    }
  }

  /** What the name at the cursor stands for; undefined where it is not known. */
  find(at: ParamCursor): Place | undefined {
    const { text, start } = at;
    const first = text.charCodeAt(start);
    const second = start + 1 < at.end ? text.charCodeAt(start + 1) : EQUALS;
    let number = this.#first[rowOf(first, second)] ?? 0;
    if (number === 0 && !isEscape(first) && !isEscape(second)) return undefined;
    const length = at.nameEnd - start;
    while (number !== 0) {
      const name = this.#names[number] ?? '';
      if (name.length === length && text.startsWith(name, start)) return this.#places[number];
      number = this.#next[number] ?? 0;
    }
    return at.hasEscapedName ? this.#byName.get(at.name) : undefined;
  }
}

/** Row of a name by the codes of its first two characters; `=` follows the only one. */
function rowOf(first: number, second: number): number {
  return (first * 31 + second) & (SIZE - 1);
}
