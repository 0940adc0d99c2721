import type { ParamCursor } from './param-cursor.ts';

const SIZE = 256;

interface Entry {
  name: string;
  place: string;
}

/** Tells known parameter names where they stand, without cutting them out of the text: by length, first and last letter. */
export class NameTable {
  readonly #rows: (Entry[] | undefined)[] = Array.from({ length: SIZE }, () => undefined);
  readonly #byName: ReadonlyMap<string, string>;

  /** Names hold none of `%`, `+`, `&` and `=`; each stands once. */
  constructor(entries: readonly (readonly [name: string, place: string])[]) {
    this.#byName = new Map(entries);
    for (const [name, place] of entries) (this.#rows[rowOf(name, 0, name.length)] ??= []).push({ name, place });
  }

  /** What the name at the cursor stands for; undefined where it is not known. */
  find(at: ParamCursor): string | undefined {
    const row = this.#rows[rowOf(at.text, at.start, at.nameEnd)];
    if (row !== undefined) {
      const length = at.nameEnd - at.start;
      for (const { name, place } of row) if (name.length === length && at.text.startsWith(name, at.start)) return place;
    }
    return at.hasEscapedName ? this.#byName.get(at.name) : undefined;
  }
}

function rowOf(text: string, start: number, end: number): number {
  return ((end - start) * 31 + text.charCodeAt(start) * 7 + text.charCodeAt(end - 1)) & (SIZE - 1);
}
