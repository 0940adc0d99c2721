import type { BrowserFire } from '../model/conversion.ts';
import type { BrowserEvent, ServerEvent } from '../model/event.ts';
import { isCorrection } from './delivery.ts';
import { searchForms } from './id-forms.ts';
import { isNearMiss } from './near-miss.ts';
import { isOneSale } from './order-naming.ts';
import { orderWords, salePage } from './order-page.ts';
import { SortedList } from './sorted-list.ts';

/** Copies of one order carry its time; another amount at another time is another order, not an update. */
const SAME_EVENT_MS = 60_000;

/** One order among the events that share an ID. */
export interface Order {
  /** Its place among the orders. */
  index: number;
  /** `129.5 EUR`; null where the first event carries no value. */
  amount: string | null;
  /** The first page that names it; null where none does. */
  page: string | null;
  /** Unix ms of its first event. */
  at: number;
  browser: BrowserFire[];
  server: ServerEvent[];
  /** The order ID by which each side names it. */
  names: { browser?: string; server?: string };
}

/** One event that is put into an order. */
export interface OrderItem {
  event: BrowserEvent | ServerEvent;
  fire: BrowserFire | null;
  /** Unix ms. */
  at: number;
  /** An order ID beside the deduplication ID; null where none names the order, or they are one and the same field. */
  orderId: string | null;
}

/** The time of a server event, with the order it belongs to. */
interface ServerTime {
  at: number;
  order: Order;
}

/** The orders under one ID, found by what tells them apart without walking through all: one constant ID may stand on every order. */
export class OrderBook {
  readonly orders: Order[] = [];
  readonly #namesDiffer: boolean;
  readonly #named = new Map<string, Order>();
  readonly #byForm = new Map<string, Order>();
  readonly #byPage = new Map<string, Order>();
  readonly #byWord = new Map<string, Order>();
  readonly #all = newList();
  readonly #byAmount = new Map<string | null, SortedList<Order>>();
  readonly #byDocument = new Map<string | null, Set<Order>>();
  readonly #withoutBrowser = newList();
  readonly #withoutServer = newList();
  readonly #serverTimes = new SortedList<ServerTime>((a, b) => a.at - b.at || a.order.index - b.order.index);

  /** `namesDiffer`: no order is known by one name on both sides. */
  constructor(namesDiffer: boolean) {
    this.#namesDiffer = namesDiffer;
  }

  /** Puts an event into the order that it belongs to, or opens one for it. */
  put(item: OrderItem): void {
    const { event, fire, orderId } = item;
    const page = fire && salePage(fire.event);
    const order = (orderId === null ? this.#findOn(page, item) : (this.#named.get(orderId) ?? this.#findNamed(orderId, event.side) ?? this.#findOtherNamed(event))) ?? this.#open(item);
    if (orderId !== null) this.#noteName(orderId, event.side, order);
    if (page !== null) this.#notePage(page, order);
    if (fire) {
      if (order.browser.push(fire) === 1) this.#withoutBrowser.remove(order);
      this.#byDocument.set(fire.event.documentId, (this.#byDocument.get(fire.event.documentId) ?? new Set()).add(order));
    } else if (event.side === 'server') {
      if (order.server.push(event) === 1) this.#withoutServer.remove(order);
      this.#serverTimes.add({ at: timeOf(event), order });
    }
  }

  #noteName(orderId: string, side: OrderItem['event']['side'], order: Order): void {
    if (order.names[side] === orderId) return;
    order.names[side] ??= orderId;
    this.#named.set(orderId, order);
    for (const form of searchForms(orderId)) if (!this.#byForm.has(form)) this.#byForm.set(form, order);
  }

  /** The two sides may spell one order's ID differently (`#1013`, `1013`); two spellings of one side are two orders. */
  #findNamed(orderId: string, side: OrderItem['event']['side']): Order | null {
    const isOwn = ({ names }: Order) => {
      const other = names[side === 'browser' ? 'server' : 'browser'];
      return names[side] === undefined && other !== undefined && isNearMiss(orderId, other);
    };
    return searchForms(orderId).map((form) => this.#byForm.get(form)).find((order) => order !== undefined && isOwn(order)) ?? null;
  }

  /** The nearest order in time that the other side alone has sent so far, under a name of its own. */
  #findOtherNamed(event: BrowserEvent | ServerEvent): Order | null {
    if (!this.#namesDiffer) return null;
    const order = nearestIn(event.side === 'browser' ? this.#withoutBrowser : this.#withoutServer, event.side === 'browser' ? event.at : timeOf(event));
    const known = order?.browser[0]?.event ?? order?.server[0];
    return order && known && isOneSale(known, event) ? order : null;
  }

  #notePage(page: string, order: Order): void {
    order.page ??= page;
    if (!this.#byPage.has(page)) this.#byPage.set(page, order);
    for (const word of orderWords(page)) if (!this.#byWord.has(word)) this.#byWord.set(word, order);
  }

  #open({ event, at }: OrderItem): Order {
    const order: Order = { index: this.orders.length, amount: amountOf(event), page: null, at, browser: [], server: [], names: {} };
    this.orders.push(order);
    const alike = this.#byAmount.get(order.amount) ?? newList();
    this.#byAmount.set(order.amount, alike);
    for (const list of [this.#all, alike, this.#withoutBrowser, this.#withoutServer]) list.add(order);
    return order;
  }

  /** One page that names its order is one order, whatever the amount; a page that names another one is another. */
  #findOn(page: string | null, item: OrderItem): Order | null {
    const own = page === null ? undefined : this.#byPage.get(page);
    if (own) return own;
    const found = this.#find(item);
    if (page === null || !found || found.page === null) return found;
    const words = orderWords(page);
    if (orderWords(found.page).some((word) => words.includes(word))) return found;
    const amount = amountOf(item.event);
    return words.map((word) => this.#byWord.get(word)).find((order) => order !== undefined && order.amount === amount) ?? null;
  }

  /** The order that an event without an order ID belongs to: the nearest of those that do not speak against it. */
  #find({ event, at }: OrderItem): Order | null {
    const amount = amountOf(event);
    if (amount === null && this.orders.length > 0) return nearestIn(this.#all, at);
    const fitting = [this.#byAmount.get(amount), this.#byAmount.get(null)].map((list) => list && nearestIn(list, at));
    return nearest(fitting, at) ?? nearest(event.side === 'browser' ? this.#ofDocument(event, at) : this.#ofTime(event, at), at);
  }

  /** Another amount is another order only within one channel: across channels it is drift. In the same document it is an update. */
  #ofDocument({ documentId }: BrowserEvent, at: number): Iterable<Order | null> {
    return [nearestIn(this.#withoutBrowser, at), ...(this.#byDocument.get(documentId) ?? [])];
  }

  /** As `#ofDocument`; servers have no document, but the copies of one order carry one time. */
  #ofTime(event: ServerEvent, at: number): Iterable<Order | null> {
    const orders: (Order | null)[] = [nearestIn(this.#withoutServer, at)];
    const time = timeOf(event);
    for (const other of this.#serverTimes.from({ at: time - SAME_EVENT_MS, order: BEFORE_ALL })) {
      if (other.at > time + SAME_EVENT_MS) break;
      orders.push(other.order);
    }
    return orders;
  }
}

const BEFORE_ALL: Order = { index: -1, amount: null, page: null, at: 0, browser: [], server: [], names: {} };

function newList(): SortedList<Order> {
  return new SortedList((a, b) => a.at - b.at || a.index - b.index);
}

function nearestIn(list: SortedList<Order>, at: number): Order | null {
  const probe = { ...BEFORE_ALL, at };
  const earlier = list.before(probe);
  const firstOfEarlier = earlier && firstFrom(list, { ...BEFORE_ALL, at: earlier.at });
  return nearest([firstOfEarlier, firstFrom(list, probe)], at);
}

function firstFrom(list: SortedList<Order>, probe: Order): Order | undefined {
  for (const order of list.from(probe)) return order;
  return undefined;
}

/** Of equally near ones the one that was opened first. */
function nearest(orders: Iterable<Order | null | undefined>, at: number): Order | null {
  let best: Order | null = null;
  for (const order of orders) {
    if (!order) continue;
    const closer = best === null ? -1 : Math.abs(order.at - at) - Math.abs(best.at - at);
    if (best === null || closer < 0 || (closer === 0 && order.index < best.index)) best = order;
  }
  return best;
}

function timeOf({ eventTime, receivedAt }: ServerEvent): number {
  return eventTime ?? receivedAt;
}

/** What tells orders without an ID apart: not the amount to which one is corrected. */
export function amountOf(event: BrowserEvent | ServerEvent): string | null {
  return event.value === null || isCorrection(event) ? null : `${event.value} ${event.currency ?? ''}`;
}
