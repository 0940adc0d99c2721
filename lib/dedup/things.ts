import type { BrowserFire } from '../model/conversion.ts';
import type { BrowserEvent, ServerEvent } from '../model/event.ts';
import { byReceipt, byTime, eventsOf, NO_SHARED, type Cluster } from './cluster.ts';
import { comparableName, dedupIdOf, type DedupContext } from './context.ts';
import { isOtherThing } from './group.ts';
import { contradictOrders } from './order-name.ts';
import { ruleKey } from './rule-key.ts';

/** Events that carry one ID, and are one thing: a purchase, a page view. */
interface Thing {
  name: string;
  /** Unix ms of its first event. */
  at: number;
  browser: BrowserFire[];
  server: ServerEvent[];
}

/**
 * Splits events that carry one ID by what tells them apart beside it, where the documentation names the ID alone: nobody knows
 * whether the platform takes a purchase for a repeat of the page view whose ID it carries. One event that has another name on
 * each side is left to the joins: copies of its own name are nearer to it.
 */
export function splitByThing(context: DedupContext, cluster: Cluster): Cluster[] {
  if (isOneThing(context, cluster)) return [cluster];
  const [first] = eventsOf(cluster);
  const [key, id] = first ? [ruleKey(context, first), dedupIdOf(context, first)] : [null, null];
  if (key === null || id === null) return [cluster];
  const things = thingsIn(context, cluster);
  const mayBeOne = isOneEvent(context, things);
  return things.map(({ name, browser, server }) => ({
    browser: browser.sort(byTime),
    server: server.sort(byReceipt),
    joinedBy: null,
    shared: mayBeOne ? NO_SHARED : [{ key, id, thing: name }],
  }));
}

/** True where nothing tells any two of the events apart. */
export function isOneThing(context: DedupContext, cluster: Cluster): boolean {
  return context.platform.rule.openKey === undefined || isNamedAlike(context, cluster);
}

function isNamedAlike(context: DedupContext, { browser, server }: Cluster): boolean {
  let known: string | null = null;
  const isSame = (event: BrowserEvent | ServerEvent) => {
    const name = thingOf(context, event);
    if (name !== null) known ??= name;
    return name === null || name === known;
  };
  return browser.every(({ event }) => isSame(event)) && server.every(isSame);
}

/** True for two names of what may be one event: each side has one of them. */
function isOneEvent(context: DedupContext, [one, other, ...more]: readonly Thing[]): boolean {
  const [browser, server] = [one?.browser[0]?.event, other?.server[0]];
  if (!one || !other || !browser || !server || more.length > 0 || one.server.length > 0 || other.browser.length > 0) return false;
  return !contradictOrders(browser, server) && !isOtherThing(context, browser, server);
}

/** What says which thing an event is; null where nothing does. Conversion rules are each side's own, and the server's follow the browser's. */
function thingOf(context: DedupContext, event: BrowserEvent | ServerEvent): string | null {
  if (context.platform.rule.openKey === 'eventName') return comparableName(context, event);
  return event.side === 'browser' ? event.action : null;
}

function thingsIn(context: DedupContext, { browser, server }: Cluster): Thing[] {
  const things = new Map<string, Thing>();
  const open = (name: string, at: number): Thing => {
    const thing = things.get(name) ?? { name, at, browser: [], server: [] };
    things.set(name, thing);
    return thing;
  };
  const [named, unnamed] = [browser.filter(({ event }) => thingOf(context, event) !== null), browser.filter(({ event }) => thingOf(context, event) === null)];
  for (const fire of named) open(thingOf(context, fire.event) ?? '', fire.event.at).browser.push(fire);
  for (const fire of unnamed) fitting(things.values(), fire.event, fire.event.at)?.browser.push(fire);
  for (const event of server) {
    const name = thingOf(context, event);
    (name === null ? fitting(things.values(), event, event.receivedAt) : open(name, event.receivedAt))?.server.push(event);
  }
  return [...things.values()];
}

/** Copies that come within this time of each other tell nothing by it, ms. */
const SAME_TIME_MS = 60_000;

/** The thing that an event without a name of its own belongs to: by its order, else by its amount, else by its time; where all agree, the first, which is kept. */
function fitting(things: Iterable<Thing>, event: BrowserEvent | ServerEvent, at: number): Thing | null {
  let best: Thing | null = null;
  let bestFit = -Infinity;
  for (const thing of things) {
    const known = thing.browser[0]?.event;
    const fit = (event.orderId !== null && known?.orderId === event.orderId ? 2 : 0) + (known?.value === event.value ? 1 : 0);
    if (best !== null && (fit < bestFit || (fit === bestFit && Math.abs(thing.at - at) + SAME_TIME_MS >= Math.abs(best.at - at)))) continue;
    best = thing;
    bestFit = fit;
  }
  return best;
}
