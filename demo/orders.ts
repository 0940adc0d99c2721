import { v4 as uuidV4 } from 'uuid';
import { CURRENCY } from './catalog.ts';
import type { Product } from './catalog.ts';

/** What the landing page's click IDs and the pixels' cookies say about the buyer; null = the browser sent none. */
export interface Visitor {
  email: string;
  ip: string;
  userAgent: string;
  fbp: string | null;
  fbc: string | null;
  ttp: string | null;
  ttclid: string | null;
  gaClientId: string | null;
  gclid: string | null;
  oppref: string | null;
  obref: string | null;
}

export interface Order {
  /** `PX-1013`: the shop's own number, transaction ID for Google. */
  number: string;
  /** UUID v4, stamped once when the order is confirmed: the event ID of both signals. */
  eventId: string;
  product: Product;
  /** Major units. */
  value: number;
  currency: string;
  /** Unix ms. */
  placedAt: number;
  scenarioId: string;
  visitor: Visitor;
}

export interface OrderBook {
  confirm(product: Product, scenarioId: string, visitor: Visitor): Order;
  find(number: string): Order | null;
}

const FIRST_NUMBER = 1013;

export function createOrderBook(now: () => number = Date.now): OrderBook {
  const orders = new Map<string, Order>();
  return {
    confirm(product, scenarioId, visitor) {
      const number = `PX-${FIRST_NUMBER + orders.size}`;
      const order: Order = {
        number,
        eventId: uuidV4(),
        product,
        value: product.price,
        currency: CURRENCY,
        placedAt: now(),
        scenarioId,
        visitor,
      };
      orders.set(number, order);
      return order;
    },
    find: (number) => orders.get(number) ?? null,
  };
}
