import type { Visit } from '../../lib/model/projection.ts';
import type { JudgedConversion } from '../../lib/model/verdict.ts';
import type { Evidence } from '../detail/requests.tsx';
import { missingWords, rowTexts, wireTexts } from './search-texts.ts';

/** What is known of a conversion: the words are in it, not in what it says itself, or nowhere. */
type Answer = 'found' | 'not-in-row' | 'nowhere';

/** What of the search's time goes into the rows themselves; their requests take the rest. */
const ROW_SHARE = 0.2;

/** A search over every field of conversions, in steps: what a row says itself first, then the requests that it was read from. Texts are read, and not kept. */
export class Search {
  readonly #words: readonly string[];
  readonly #evidence: Evidence;
  readonly #answers = new WeakMap<JudgedConversion, Answer>();
  readonly #visits = new WeakSet<Visit>();
  #wider: Search | null;

  /** `before`: the search that was typed before this one. Where each of its words is part of one of these, what it did not find needs no second look. */
  constructor(words: readonly string[], evidence: Evidence, before: Search | null = null) {
    this.#words = words;
    this.#evidence = evidence;
    this.#wider = before !== null && before.#words.every((old) => words.some((word) => word.includes(old))) ? before : null;
    // Only the last one: a chain would keep every search since the first letter.
    if (this.#wider !== null) this.#wider.#wider = null;
  }

  /** Whether the words have been found in a conversion so far. */
  has(conversion: JudgedConversion): boolean {
    return this.#answers.get(conversion) === 'found';
  }

  /** Whether they have been found in any conversion of a visit. */
  hasIn(visit: Visit): boolean {
    return this.#visits.has(visit);
  }

  /** Looks into what a visit's conversion says itself. False = its requests are still to be read. */
  lookIntoRow(conversion: JudgedConversion, visit: Visit): boolean {
    const answer = this.#answers.get(conversion) ?? this.#answerOfRow(conversion);
    this.#note(conversion, visit, answer);
    return answer !== 'not-in-row';
  }

  lookIntoRequests(conversion: JudgedConversion, visit: Visit): void {
    const left = this.#words.length === 1 ? this.#words : missingWords(this.#words, rowTexts(conversion));
    this.#note(conversion, visit, missingWords(left, wireTexts(conversion, this.#evidence)).length === 0 ? 'found' : 'nowhere');
  }

  #note(conversion: JudgedConversion, visit: Visit, answer: Answer): void {
    this.#answers.set(conversion, answer);
    if (answer === 'found') this.#visits.add(visit);
  }

  #answerOfRow(conversion: JudgedConversion): Answer {
    const wider = this.#wider === null ? undefined : this.#wider.#answers.get(conversion);
    if (wider === 'nowhere' || wider === 'not-in-row') return wider;
    return missingWords(this.#words, rowTexts(conversion)).length === 0 ? 'found' : 'not-in-row';
  }
}

/** One search over the conversions of some visits, as far as it has come. */
export class SearchRun {
  readonly search: Search;
  /** From 0 to 1 = every conversion has its answer. */
  progress = 0;
  readonly #steps: Generator<void>;

  constructor(search: Search, visits: readonly Visit[], concerns: (conversion: JudgedConversion) => boolean) {
    this.search = search;
    this.#steps = this.#look(visits, concerns);
  }

  /** Goes on for so many conversions or until the time, by `now`, is `until`; true = everything is answered. */
  goOn(most: number, until = Infinity, now: () => number = () => 0): boolean {
    for (let step = 0; step < most && now() < until; step += 1) {
      if (this.#steps.next().done === true) return true;
    }
    return this.progress === 1;
  }

  *#look(visits: readonly Visit[], concerns: (conversion: JudgedConversion) => boolean): Generator<void> {
    const left: { conversion: JudgedConversion; visit: Visit }[] = [];
    for (const [index, visit] of visits.entries()) {
      for (const conversion of visit.conversions) {
        if (concerns(conversion) && !this.search.lookIntoRow(conversion, visit)) left.push({ conversion, visit });
        yield;
      }
      this.progress = (ROW_SHARE * index) / visits.length;
    }
    for (const [index, { conversion, visit }] of left.entries()) {
      this.search.lookIntoRequests(conversion, visit);
      this.progress = ROW_SHARE + ((1 - ROW_SHARE) * index) / left.length;
      yield;
    }
    this.progress = 1;
  }
}
