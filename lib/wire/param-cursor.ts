import { decodeParam } from './percent.ts';

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
  /** Where the current parameter stands. */
  start = 0;
  end = -1;
  /** The next `=` from `start` on, once it was looked for. */
  #equals = -1;

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
    return true;
  }

  /** Where the name ends. Looked for when it is asked for: most names are told to be unknown by how they start. */
  get nameEnd(): number {
    if (this.#equals < this.start) {
      const equals = this.text.indexOf('=', this.start);
      this.#equals = equals === -1 ? this.text.length : equals;
    }
    return Math.min(this.#equals, this.end);
  }

  /** True where the name has to be decoded before it can be compared. */
  get hasEscapedName(): boolean {
    const { text, nameEnd } = this;
    for (let place = this.start; place < nameEnd; place += 1) if (isEscape(text.charCodeAt(place))) return true;
    return false;
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
}

/** True for what starts an escape, or is one. */
export function isEscape(code: number): boolean {
  return code === PERCENT || code === PLUS;
}
