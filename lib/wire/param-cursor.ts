import { decodeParam } from './percent.ts';

const EQUALS = 0x3d;
const PERCENT = 0x25;
const PLUS = 0x2b;

/** What stands between parameters: `&` in a query, `;` in Floodlight's paths. */
export type Separator = '&' | ';';

/**
 * Walks over `a=1&b=2` without taking it apart: most parameters of a request are never read, and to cut out and decode them
 * all costs more than everything else. Empty pieces are skipped, repeats kept. Time grows with the text's length alone.
 */
export class ParamCursor {
  readonly text: string;
  readonly #separator: Separator;
  /** Place of the current parameter: its name from `start` to `nameEnd`, its value up to `end`. */
  start = 0;
  nameEnd = 0;
  end = -1;
  /** `hashOf` the name as it stands. */
  hash = 0;
  /** True where the name has to be decoded before it can be compared. */
  hasEscapedName = false;

  constructor(text: string, separator: Separator = '&') {
    this.text = text;
    this.#separator = separator;
  }

  /** Goes to the next parameter; false where there is none. */
  next(): boolean {
    const { text } = this;
    let start = this.end;
    let end = start;
    do {
      start = end + 1;
      if (start >= text.length) return false;
      end = text.indexOf(this.#separator, start);
      if (end === -1) end = text.length;
    } while (end === start);
    this.start = start;
    this.end = end;
    this.#readName(start, end);
    return true;
  }

  get hasValue(): boolean {
    return this.nameEnd + 1 < this.end;
  }

  /** Decoded. */
  get name(): string {
    return decodeParam(this.text.slice(this.start, this.nameEnd));
  }

  /** Decoded; '' where there is none. */
  get value(): string {
    return decodeParam(this.text.slice(this.nameEnd + 1, this.end));
  }

  #readName(start: number, end: number): void {
    const { text } = this;
    let hash = 0;
    let isEscaped = false;
    let place = start;
    for (; place < end; place += 1) {
      const code = text.charCodeAt(place);
      if (code === EQUALS) break;
      if (code === PERCENT || code === PLUS) isEscaped = true;
      hash = nextHash(hash, code);
    }
    this.nameEnd = place;
    this.hash = hash;
    this.hasEscapedName = isEscaped;
  }
}

/** A small number by which names are told apart quickly; different names may share it. */
export function hashOf(name: string): number {
  let hash = 0;
  for (let place = 0; place < name.length; place += 1) hash = nextHash(hash, name.charCodeAt(place));
  return hash;
}

function nextHash(hash: number, code: number): number {
  return (hash * 31 + code) & 0xffff;
}
