import type { BrowserFire } from '../model/conversion.ts';
import type { BrowserEvent, ServerEvent } from '../model/event.ts';
import { dedupIdOf, type DedupContext } from './context.ts';
import { byReceipt, byTime, eventsOf, type Cluster } from './cluster.ts';

/** Copies of one order carry its time; another amount at another time is another order, not an update. */
const SAME_EVENT_MS = 60_000;

/** One order among the events that share an ID. */
interface Order {
  orderId: string | null;
  /** `129.5 EUR`; null where the first event carries no value. */
  amount: string | null;
  /** Unix ms of its first event. */
  at: number;
  browser: BrowserFire[];
  server: ServerEvent[];
}

/**
 * Splits events that carry one ID into orders. Orders are told apart by order ID; where the wire has none, by another
 * amount in another document. More than one order under one ID is what swallows sales.
 */
export function splitByOrder(context: DedupContext, cluster: Cluster, key: string): Cluster[] {
  const orders: Order[] = [];
  for (const item of inReadingOrder(context, cluster)) {
    const order = findOrder(orders, item) ?? openOrder(orders, item);
    if (item.fire) order.browser.push(item.fire);
    else if (item.event.side === 'server') order.server.push(item.event);
  }
  const [first] = eventsOf(cluster);
  const id = first ? dedupIdOf(context, first) : null;
  if (orders.length < 2 || id === null) return [cluster];
  return orders.map(({ browser, server }) => ({ browser: browser.sort(byTime), server: server.sort(byReceipt), joinedBy: null, shared: { key, id } }));
}

interface Item {
  event: BrowserEvent | ServerEvent;
  fire: BrowserFire | null;
  /** Unix ms. */
  at: number;
  /** An order ID beside the deduplication ID; null where there is none or they are one and the same field. */
  orderId: string | null;
}

/** What names its order comes first, then what the browser saw: the rest is fitted to them. */
function inReadingOrder({ platform: { rule } }: DedupContext, { browser, server }: Cluster): Item[] {
  const orderIdOf = (event: BrowserEvent | ServerEvent) => (rule.idField === 'orderId' ? null : event.orderId);
  const items: Item[] = [
    ...browser.map((fire) => ({ event: fire.event, fire, at: fire.event.at, orderId: orderIdOf(fire.event) })),
    ...server.map((event) => ({ event, fire: null, at: event.receivedAt, orderId: orderIdOf(event) })),
  ];
  const rank = (item: Item) => (item.orderId === null ? 2 : 0) + (item.fire ? 0 : 1);
  return items.sort((a, b) => rank(a) - rank(b) || a.at - b.at);
}

function openOrder(orders: Order[], { event, at, orderId }: Item): Order {
  const order: Order = { orderId, amount: amountOf(event), at, browser: [], server: [] };
  orders.push(order);
  return order;
}

function findOrder(orders: readonly Order[], item: Item): Order | null {
  if (item.orderId !== null) return orders.find((order) => order.orderId === item.orderId) ?? null;
  const amount = amountOf(item.event);
  const fitting = orders.filter((order) => order.amount === null || amount === null || order.amount === amount);
  const candidates = fitting.length ? fitting : orders.filter((order) => !isAnotherOrder(order, item));
  return candidates.reduce<Order | null>((best, order) => (best && Math.abs(best.at - item.at) <= Math.abs(order.at - item.at) ? best : order), null);
}

/** Another amount is another order only within one channel: across channels it is drift. */
function isAnotherOrder({ browser, server }: Order, { event }: Item): boolean {
  if (event.side === 'browser') return browser.length > 0 && !browser.some((fire) => fire.event.documentId === event.documentId);
  return server.length > 0 && server.every((other) => isAnotherTime(other, event));
}

function isAnotherTime(a: ServerEvent, b: ServerEvent): boolean {
  return Math.abs((a.eventTime ?? a.receivedAt) - (b.eventTime ?? b.receivedAt)) > SAME_EVENT_MS;
}

function amountOf({ value, currency }: BrowserEvent | ServerEvent): string | null {
  return value === null ? null : `${value} ${currency ?? ''}`;
}
