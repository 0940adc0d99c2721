import { position } from '../dedup/sorted-list.ts';
import type { Row } from '../dedup/verdict-stage.ts';
import type { Visit } from '../model/projection.ts';
import { oldestFirst } from './row-order.ts';

/** A visit as it is given out. Its first row gives it its place. */
export interface PlacedVisit {
  visit: Visit;
  first: Row;
}

/** Newest first; of those that start at the same moment the one whose first row comes first. */
export function newestVisitFirst(a: PlacedVisit, b: PlacedVisit): number {
  return b.first.start - a.first.start || oldestFirst(a.first, b.first);
}

/** The rows of one visit: few, but for a page that is never left. */
export class VisitRows {
  readonly id: string;
  readonly #rows: Row[] = [];
  /** How many have a browser event, and how many name an order: with none, none is searched for. */
  #fired = 0;
  #ordered = 0;
  /** null while it has no rows. */
  placed: PlacedVisit | null = null;

  constructor(id: string) {
    this.id = id;
  }

  add(row: Row): void {
    this.#rows.splice(position(this.#rows, row, oldestFirst), 0, row);
    this.#count(row, 1);
  }

  remove(row: Row): void {
    const place = position(this.#rows, row, oldestFirst);
    if (this.#rows[place] !== row) return;
    this.#rows.splice(place, 1);
    this.#count(row, -1);
  }

  /** Makes `placed` tell what the rows are now. */
  show(): void {
    const [first] = this.#rows;
    this.placed = first ? { visit: this.#view(first), first } : null;
  }

  #count({ conversion: { browser, orderId } }: Row, change: 1 | -1): void {
    if (browser.length > 0) this.#fired += change;
    if (orderId !== null) this.#ordered += change;
  }

  #view(first: Row): Visit {
    const lead = this.#fired === 0 ? undefined : this.#rows.find(({ conversion }) => conversion.browser.length > 0)?.conversion.browser[0]?.event;
    const ordered = this.#ordered === 0 ? undefined : this.#rows.find(({ conversion }) => conversion.orderId !== null);
    const rows = this.#rows.slice();
    let conversions: Visit['conversions'] | null = null;
    return {
      id: this.id,
      tabId: lead?.tabId ?? -1,
      pageUrl: lead?.pageUrl ?? null,
      at: first.start,
      orderId: ordered?.conversion.orderId ?? null,
      get conversions() {
        return (conversions ??= rows.map(({ conversion }) => conversion).reverse());
      },
    };
  }
}
