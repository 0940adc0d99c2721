import { insert, takeOut } from '../dedup/sorted-list.ts';
import type { Row } from '../dedup/verdict-stage.ts';
import type { Visit } from '../model/projection.ts';
import { oldestFirst } from './row-order.ts';

/** A visit as it is given out. Its first row gives it its place. */
export class PlacedVisit {
  readonly first: Row;
  readonly #id: string;
  /** Oldest first. */
  readonly #rows: readonly Row[];
  #visit: Visit | null = null;

  constructor(id: string, first: Row, rows: readonly Row[]) {
    this.#id = id;
    this.first = first;
    this.#rows = rows;
  }

  /** Put together when it is first asked for. */
  get visit(): Visit {
    return (this.#visit ??= viewOf(this.#id, this.first, this.#rows));
  }
}

/** Newest first; of those that start at the same moment the one whose first row comes first. */
export function newestVisitFirst(a: PlacedVisit, b: PlacedVisit): number {
  return b.first.start - a.first.start || oldestFirst(a.first, b.first);
}

/** The rows of one visit: few, but for a page that is never left. */
export class VisitRows {
  readonly #id: string;
  readonly #visits: Map<string, VisitRows>;
  readonly #key: string;
  readonly #changed: VisitRows[];
  #rows: Row[] = [];
  /** True while `placed` tells what the rows are, and holds their list: it is copied before it changes. */
  #isShown = false;
  /** null while it has no rows. */
  placed: PlacedVisit | null = null;

  /** Stands among `visits` under `key` until it is forgotten, and is noted in `changed` whenever it is to be shown again. */
  constructor(id: string, visits: Map<string, VisitRows>, key: string, changed: VisitRows[]) {
    this.#id = id;
    this.#visits = visits;
    this.#key = key;
    this.#changed = changed;
    visits.set(key, this);
    changed.push(this);
  }

  forget(): void {
    if (this.#visits.get(this.#key) === this) this.#visits.delete(this.#key);
  }

  add(row: Row): void {
    insert(this.#open(), row, oldestFirst);
  }

  remove(row: Row): void {
    takeOut(this.#open(), row, oldestFirst);
  }

  /** Makes `placed` tell what the rows are now. */
  show(): void {
    // Made to measure: a list that grew has room for more.
    this.#rows = this.#rows.slice();
    this.#isShown = true;
    const [first] = this.#rows;
    this.placed = first ? new PlacedVisit(this.#id, first, this.#rows) : null;
  }

  #open(): Row[] {
    if (this.#isShown) {
      this.#rows = this.#rows.slice();
      this.#isShown = false;
      this.#changed.push(this);
    }
    return this.#rows;
  }
}

function viewOf(id: string, first: Row, rows: readonly Row[]): Visit {
  const lead = rows.find(({ conversion }) => conversion.browser.length > 0)?.conversion.browser[0]?.event;
  const ordered = rows.find(({ conversion }) => conversion.orderId !== null);
  return {
    id,
    tabId: lead?.tabId ?? -1,
    pageUrl: lead?.pageUrl ?? null,
    at: first.start,
    orderId: ordered?.conversion.orderId ?? null,
    conversions: rows.map(({ conversion }) => conversion).reverse(),
  };
}
