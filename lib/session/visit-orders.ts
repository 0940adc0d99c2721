import { insert, takeOut } from '../dedup/sorted-list.ts';
import type { Row } from '../dedup/verdict-stage.ts';
import { oldestFirst } from './row-order.ts';

/** The rows that name one order: with browser events, oldest first, and of server events alone. */
interface Order {
  fired: Row[];
  silent: Set<Row>;
}

const NONE: readonly never[] = [];

/** Tells which row fired an order first, for rows of server events alone to stand with. Until the first of those comes, nobody asks, and it sleeps. */
export class VisitOrders {
  /** null while it sleeps. */
  #orders: Map<string, Order> | null = null;

  firstOf(orderId: string | null): Row | undefined {
    return orderId === null ? undefined : this.#orders?.get(orderId)?.fired[0];
  }

  silentOf(orderId: string): Iterable<Row> {
    return this.#orders?.get(orderId)?.silent ?? NONE;
  }

  addFired(row: Row, moved: Set<string>): void {
    this.#changeFired(row, insert, moved);
  }

  /** Rows of server events alone; `fired`: all that have browser events. */
  addSilent(rows: readonly Row[], fired: () => Iterable<Row>): void {
    if (rows.length === 0) return;
    if (this.#orders === null) {
      this.#orders = new Map();
      for (const row of fired()) this.addFired(row, new Set());
    }
    for (const row of rows) this.#orderOf(row)?.silent.add(row);
  }

  /** Takes any row out. Where another one is now the first that fired its order, and rows of server events stand with it, the order is noted in `moved`. */
  remove(row: Row, moved: Set<string>): void {
    const order = this.#orderOf(row);
    if (!order?.silent.delete(row)) this.#changeFired(row, takeOut, moved);
    if (order && order.silent.size + order.fired.length === 0) this.#orders?.delete(row.conversion.orderId ?? '');
  }

  #changeFired(row: Row, change: typeof insert<Row>, moved: Set<string>): void {
    const order = this.#orderOf(row);
    if (!order) return;
    const first = order.fired[0];
    change(order.fired, row, oldestFirst);
    if (order.silent.size > 0 && order.fired[0] !== first) moved.add(row.conversion.orderId ?? '');
  }

  #orderOf({ conversion: { orderId } }: Row): Order | null {
    if (orderId === null || this.#orders === null) return null;
    const known = this.#orders.get(orderId);
    if (known) return known;
    const order: Order = { fired: [], silent: new Set() };
    this.#orders.set(orderId, order);
    return order;
  }
}
