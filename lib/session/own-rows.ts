import { emptyDelta, type Delta } from '../dedup/delta.ts';
import type { Row } from '../dedup/verdict-stage.ts';

/**
 * Leaves strangers out. A relay's answer may hold other customers' events (they share a constant ID, or look alike). They are
 * evidence for the rows of this session; a row of their own they get only where they carry an order that this browser placed.
 */
export class OwnRows {
  readonly #isLookedUp: (serverEventId: string) => boolean;
  /** How many rows with browser events name an order. */
  readonly #placed = new Map<string, number>();
  /** Rows of nothing but looked-up events, by the order that they name. */
  readonly #strangers = new Map<string, Set<Row>>();
  readonly #hidden = new Set<Row>();
  /** False until the first stranger comes: without one nothing needs to be known of the others. */
  #isAwake = false;

  constructor(isLookedUp: (serverEventId: string) => boolean) {
    this.#isLookedUp = isLookedUp;
  }

  /** `before`: the rows that stood before this change. */
  update(change: Delta<Row>, before: () => Iterable<Row>): Delta<Row> {
    if (!this.#isAwake) {
      if (!change.added.some((row) => this.#isStranger(row))) return change;
      this.#isAwake = true;
      for (const row of before()) this.#note(row, false, new Set());
    }
    return this.#sort(change);
  }

  #sort({ removed, added }: Delta<Row>): Delta<Row> {
    const delta = emptyDelta<Row>();
    const orders = new Set<string>();
    for (const row of removed) {
      this.#forget(row, orders);
      if (!this.#hidden.delete(row)) delta.removed.push(row);
    }
    const news = new Set<Row>();
    for (const row of added) {
      if (!this.#isStranger(row)) delta.added.push(row);
      else news.add(row);
      this.#note(row, news.has(row), orders);
    }
    for (const row of news) this.#showOrHide(row, true, delta);
    for (const order of orders) for (const row of this.#strangers.get(order) ?? []) if (!news.has(row)) this.#showOrHide(row, false, delta);
    return delta;
  }

  #isStranger({ conversion: { browser, server } }: Row): boolean {
    return browser.length === 0 && server.every((event) => this.#isLookedUp(event.id));
  }

  #note(row: Row, isStranger: boolean, orders: Set<string>): void {
    const { orderId, browser } = row.conversion;
    if (orderId === null) return;
    if (isStranger) this.#strangers.set(orderId, (this.#strangers.get(orderId) ?? new Set()).add(row));
    else if (browser.length > 0) this.#count(orderId, 1, orders);
  }

  #forget(row: Row, orders: Set<string>): void {
    const { orderId, browser } = row.conversion;
    if (orderId === null) return;
    const strangers = this.#strangers.get(orderId);
    strangers?.delete(row);
    if (strangers?.size === 0) this.#strangers.delete(orderId);
    if (browser.length > 0) this.#count(orderId, -1, orders);
  }

  /** Notes in `orders` which were placed first or are placed no more, of those that strangers name. */
  #count(orderId: string, change: 1 | -1, orders: Set<string>): void {
    const before = this.#placed.get(orderId) ?? 0;
    if (before + change === 0) this.#placed.delete(orderId);
    else this.#placed.set(orderId, before + change);
    if ((before === 0 || before + change === 0) && this.#strangers.has(orderId)) orders.add(orderId);
  }

  #showOrHide(row: Row, isNew: boolean, delta: Delta<Row>): void {
    const { orderId } = row.conversion;
    const isShown = orderId !== null && this.#placed.has(orderId);
    const wasShown = !isNew && !this.#hidden.has(row);
    if (isShown) this.#hidden.delete(row);
    else this.#hidden.add(row);
    if (isShown && !wasShown) delta.added.push(row);
    if (!isShown && wasShown) delta.removed.push(row);
  }
}
