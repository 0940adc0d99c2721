import type { BrowserEvent, ServerEvent } from '../model/event.ts';
import { dedupIdOf, type DedupContext } from './context.ts';
import { isCorrection } from './delivery.ts';
import { emptyIdOf } from './empty-id.ts';
import { byReceipt, byTime, eventsOf, type Cluster } from './cluster.ts';
import { amountOf, OrderBook, type OrderItem } from './order-book.ts';
import { orderNameOf } from './order-name.ts';
import { areTwoOrders } from './order-naming.ts';
import { ruleKey } from './rule-key.ts';

/**
 * Splits events that carry one ID into orders. Orders are told apart by order ID; where the wire has none, by another
 * amount in another document. More than one order under one ID is what swallows sales.
 */
export function splitByOrder(context: DedupContext, cluster: Cluster): Cluster[] {
  if (isOneOrder(context, cluster)) return [cluster];
  const items = inReadingOrder(context, cluster);
  const book = new OrderBook(!haveNameInCommon(items));
  for (const item of items) book.put(item);
  const { orders } = book;
  const [first] = eventsOf(cluster);
  const [key, id] = first ? [ruleKey(context, first), dedupIdOf(context, first) ?? emptyIdOf(first)] : [null, null];
  if (orders.length < 2 || key === null || id === null) return [cluster];
  return orders.map(({ browser, server }) => ({ browser: browser.sort(byTime), server: server.sort(byReceipt), joinedBy: null, shared: cluster.shared.length > 0 ? cluster.shared : [{ key, id, thing: null }] }));
}

/** One event of each side is one order, whatever their amounts, unless they name two. */
export function isOneOrder({ platform: { rule } }: DedupContext, { browser, server }: Cluster): boolean {
  if (browser.length > 1 || server.length > 1) return false;
  const [placed, reported] = [browser[0]?.event, server[0]];
  return rule.idField === 'orderId' || !placed || !reported || !areTwoOrders(placed, reported);
}

/** True where both sides name one order alike: then two names are two orders. */
function haveNameInCommon(items: readonly OrderItem[]): boolean {
  const placed = new Set(items.map(({ fire, orderId }) => (fire ? orderId : null)));
  return items.some(({ fire, orderId }) => !fire && orderId !== null && placed.has(orderId));
}

/** What names its order comes first, then what the browser saw, then the server's copies of as much: the rest is fitted to them, and at last what corrects an order. */
function inReadingOrder({ platform: { rule } }: DedupContext, { browser, server }: Cluster): OrderItem[] {
  const orderIdOf = (event: BrowserEvent | ServerEvent) => (rule.idField === 'orderId' ? null : orderNameOf(event));
  const items: OrderItem[] = [
    ...browser.map((fire) => ({ event: fire.event, fire, at: fire.event.at, orderId: orderIdOf(fire.event) })),
    ...server.map((event) => ({ event, fire: null, at: event.receivedAt, orderId: orderIdOf(event) })),
  ];
  const seen = new Set(browser.map(({ event }) => amountOf(event)));
  const rank = ({ event, fire, orderId }: OrderItem) => (isCorrection(event) ? 6 : (orderId === null ? 3 : 0) + (fire ? 0 : seen.has(amountOf(event)) ? 1 : 2));
  return items.sort((a, b) => rank(a) - rank(b) || a.at - b.at);
}
