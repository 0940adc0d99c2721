import { decodeParam } from './percent.ts';

/**
 * Walks over `a=1&b=2` without taking it apart: most parameters of a request are never read, and to cut out and decode them
 * all costs more than everything else. Empty pieces are skipped, repeats kept. Time grows with the text's length alone.
 */
export class ParamCursor {
  readonly text: string;
  /** Place of the current parameter: its name from `start` to `nameEnd`, its value up to `end`. */
  start = 0;
  nameEnd = 0;
  end = -1;
  /** The next of each sign at or after `start`. */
  #equals = -1;
  #percent = -1;
  #plus = -1;

  constructor(text: string) {
    this.text = text;
  }

  /** Goes to the next parameter; false where there is none. */
  next(): boolean {
    do {
      this.start = this.end + 1;
      if (this.start >= this.text.length) return false;
      this.end = this.#find('&');
    } while (this.end === this.start);
    if (this.#equals < this.start) this.#equals = this.#find('=');
    this.nameEnd = Math.min(this.#equals, this.end);
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

  /** True where the name has to be decoded before it can be compared. */
  get hasEscapedName(): boolean {
    if (this.#percent < this.start) this.#percent = this.#find('%');
    if (this.#plus < this.start) this.#plus = this.#find('+');
    return this.#percent < this.nameEnd || this.#plus < this.nameEnd;
  }

  #find(sign: string): number {
    const found = this.text.indexOf(sign, this.start);
    return found === -1 ? this.text.length : found;
  }
}
