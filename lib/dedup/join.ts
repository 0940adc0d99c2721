import type { JoinedBy } from '../model/conversion.ts';
import type { BrowserEvent, ServerEvent } from '../model/event.ts';
import { dedupIdOf, type DedupContext } from './context.ts';
import { byReceipt, byTime, eventsOf, type Cluster } from './cluster.ts';
import { isSameAccount, isSameMeaning, isSameName } from './group.ts';
import { isNearMiss, nearForms } from './near-miss.ts';

/** Events that look alike belong together up to this far apart; without a value to compare, less. */
const LIKENESS_WINDOW_MS = 300_000;
const BARE_LIKENESS_WINDOW_MS = 60_000;
/** Two tags on one page fire within this time of each other. */
const FIRED_TWICE_WINDOW_MS = 10_000;

/** One way in which clusters that no rule holds together belong to one business event. */
interface Join {
  by: Exclude<JoinedBy, 'rule' | null>;
  /** Clusters that share a bucket are candidates for one another. */
  buckets(context: DedupContext, cluster: Cluster): readonly string[];
  fits(context: DedupContext, a: Cluster, b: Cluster): boolean;
}

/** Surest first: what one join has put together, the next ones see as one. */
const JOINS: readonly Join[] = [
  { by: 'order-id', buckets: orderBuckets, fits: isSameOrderSameAccount },
  { by: 'event-id', buckets: idBuckets, fits: isSameIdElsewhere },
  { by: 'event-id', buckets: copyBuckets, fits: isOnOtherHost },
  { by: 'order-id', buckets: orderBuckets, fits: isSameOrderElsewhere },
  { by: 'event-id-near', buckets: nearBuckets, fits: isNear },
  { by: 'similarity', buckets: documentBuckets, fits: isFiredTwice },
  { by: 'user-key', buckets: userKeyBuckets, fits: isSameUser },
  { by: 'similarity', buckets: likenessBuckets, fits: isLike },
];

/** Joins clusters of one platform that belong to one business event although no rule merges them. */
export function joinClusters(context: DedupContext, clusters: readonly Cluster[]): Cluster[] {
  return JOINS.reduce<readonly Cluster[]>((current, join) => applyJoin(context, join, current), clusters).slice();
}

function applyJoin(context: DedupContext, join: Join, clusters: readonly Cluster[]): Cluster[] {
  const buckets = new Map<string, Set<Cluster>>();
  const joined = new Set<Cluster>();
  for (const cluster of inTimeOrder(clusters)) {
    const isOpen = !join.acrossSides || sideOf(cluster) !== 'both';
    const partner = isOpen ? findPartner(context, join, buckets, cluster) : null;
    if (partner) mergeInto(partner, cluster, join.by);
    const survivor = partner ?? cluster;
    joined.add(survivor);
    // What has both sides can take no further part in a join across sides, and would only be looked at again and again.
    if (partner && join.acrossSides) for (const key of join.buckets(context, partner)) buckets.get(key)?.delete(partner);
    else if (isOpen) for (const key of join.buckets(context, cluster)) addTo(buckets, key, survivor);
  }
  return [...joined];
}

function inTimeOrder(clusters: readonly Cluster[]): Cluster[] {
  return clusters
    .map((cluster) => ({ cluster, start: startOf(cluster) }))
    .sort((a, b) => a.start - b.start)
    .map(({ cluster }) => cluster);
}

function findPartner(context: DedupContext, join: Join, buckets: ReadonlyMap<string, ReadonlySet<Cluster>>, cluster: Cluster): Cluster | null {
  const candidates = new Set<Cluster>();
  for (const key of (join.lookups ?? join.buckets)(context, cluster)) {
    for (const other of buckets.get(key) ?? []) {
      if (!join.acrossSides || isOppositeSide(other, cluster)) candidates.add(other);
    }
  }
  return nearestOf(cluster, [...candidates].filter((other) => join.fits(context, other, cluster)));
}

function addTo(buckets: Map<string, Set<Cluster>>, key: string, cluster: Cluster): void {
  const bucket = buckets.get(key);
  if (bucket) bucket.add(cluster);
  else buckets.set(key, new Set([cluster]));
}

function mergeInto(target: Cluster, source: Cluster, by: JoinedBy): void {
  target.browser = [...target.browser, ...source.browser].sort(byTime);
  target.server = [...target.server, ...source.server].sort(byReceipt);
  target.joinedBy = by;
  target.shared ??= source.shared;
}

function nearestOf(cluster: Cluster, candidates: readonly Cluster[]): Cluster | null {
  return candidates.reduce<Cluster | null>((best, other) => (best && gapOf(best, cluster) <= gapOf(other, cluster) ? best : other), null);
}

function startOf(cluster: Cluster): number {
  return Math.min(...cluster.browser.map((fire) => fire.event.at), ...cluster.server.map((event) => event.receivedAt));
}

/** Nearest distance in time of any two events, ms. */
function gapOf(a: Cluster, b: Cluster): number {
  const times = (cluster: Cluster) => [...cluster.browser.map((fire) => fire.event.at), ...cluster.server.map((event) => event.receivedAt)];
  return Math.min(...times(a).flatMap((left) => times(b).map((right) => Math.abs(left - right))));
}

/** The first event stands for its cluster: what a cluster holds already belongs together. */
function leadOf(cluster: Cluster): BrowserEvent | ServerEvent | null {
  return eventsOf(cluster)[0] ?? null;
}

function leadsAgree(a: Cluster, b: Cluster, holds: (left: BrowserEvent | ServerEvent, right: BrowserEvent | ServerEvent) => boolean): boolean {
  const [left, right] = [leadOf(a), leadOf(b)];
  return left !== null && right !== null && left.eventName !== '' && right.eventName !== '' && holds(left, right);
}

function sideOf(cluster: Cluster): 'browser' | 'server' | 'both' {
  if (cluster.browser.length === 0) return 'server';
  return cluster.server.length === 0 ? 'browser' : 'both';
}

/** True where one has only browser events and the other only server events. */
function isOppositeSide(a: Cluster, b: Cluster): boolean {
  const [left, right] = [sideOf(a), sideOf(b)];
  return left !== right && left !== 'both' && right !== 'both';
}

function orderBuckets(_context: DedupContext, cluster: Cluster): string[] {
  return valuesOf(cluster, (event) => event.orderId);
}

function valuesOf(cluster: Cluster, read: (event: BrowserEvent | ServerEvent) => string | null): string[] {
  return [...new Set(eventsOf(cluster).map(read))].filter((value): value is string => value !== null && value !== '');
}

function isSameOrderSameAccount(context: DedupContext, a: Cluster, b: Cluster): boolean {
  return leadsAgree(a, b, (left, right) => {
    if (!isSameAccount(context, left, right)) return false;
    return isOppositeSide(a, b) ? isSameMeaning(context, left, right) : isSameName(context, left, right);
  });
}

function isSameOrderElsewhere(context: DedupContext, a: Cluster, b: Cluster): boolean {
  return isOppositeSide(a, b) && leadsAgree(a, b, (left, right) => isSameMeaning(context, left, right) || hasUnknownMeaning(context, left, right));
}

/** A custom name may stand for anything, so the order decides. */
function hasUnknownMeaning({ platform }: DedupContext, a: BrowserEvent | ServerEvent, b: BrowserEvent | ServerEvent): boolean {
  return platform.meaningOf(a.eventName) === null || platform.meaningOf(b.eventName) === null;
}

function idBuckets({ platform: { rule } }: DedupContext, cluster: Cluster): string[] {
  return [...valuesOf(cluster, (event) => event[rule.idField]), ...valuesOf(cluster, (event) => event.eventId)];
}

/** The same ID under another pixel or name: one event that is counted once under each. */
function isSameIdElsewhere(_context: DedupContext, a: Cluster, b: Cluster): boolean {
  return isOppositeSide(a, b) && leadsAgree(a, b, (left, right) => !contradictOrders(left, right));
}

/** The very same hit on two hosts (GA4 to a first-party server and to Google) shares the SDK's own hit number. */
function copyBuckets(_context: DedupContext, cluster: Cluster): string[] {
  return valuesOf(cluster, (event) => (event.side === 'browser' && event.mirrorKey !== null && event.mirror === false ? JSON.stringify([event.pixelId, event.eventName, event.mirrorKey]) : null));
}

function isOnOtherHost(_context: DedupContext, a: Cluster, b: Cluster): boolean {
  return a.browser[0]?.event.host !== b.browser[0]?.event.host;
}

function nearBuckets(context: DedupContext, cluster: Cluster): string[] {
  return valuesOf(cluster, (event) => nearId(context, event)).flatMap(nearForms);
}

function nearId(context: DedupContext, event: BrowserEvent | ServerEvent): string | null {
  return dedupIdOf(context, event) ?? event.eventId;
}

function isNear(context: DedupContext, a: Cluster, b: Cluster): boolean {
  return isOppositeSide(a, b) && leadsAgree(a, b, (left, right) => {
    const [leftId, rightId] = [nearId(context, left), nearId(context, right)];
    return leftId !== null && rightId !== null && isNearMiss(leftId, rightId) && isSameMeaning(context, left, right);
  });
}

function userKeyBuckets(_context: DedupContext, cluster: Cluster): string[] {
  return eventsOf(cluster).flatMap(({ userKeys }) => [...(userKeys['fbp'] ?? []), ...(userKeys['external_id'] ?? [])]);
}

/** A user key tells the person, not the order: it joins only where an ID is missing and nothing speaks against it. */
function isSameUser(context: DedupContext, a: Cluster, b: Cluster): boolean {
  return isOppositeSide(a, b) && leadsAgree(a, b, (left, right) => {
    if (nearId(context, left) !== null && nearId(context, right) !== null) return false;
    return isSameAccount(context, left, right) && isSameName(context, left, right) && isCompatible(left, right);
  });
}

/** No order, amount or currency in which the two contradict each other. */
function isCompatible(a: BrowserEvent | ServerEvent, b: BrowserEvent | ServerEvent): boolean {
  const agree = <T>(left: T | null, right: T | null) => left === null || right === null || left === right;
  return !contradictOrders(a, b) && agree(a.value, b.value) && agree(a.currency, b.currency);
}

/** Two order IDs that are not the same but for their spelling are two orders. */
function contradictOrders(a: BrowserEvent | ServerEvent, b: BrowserEvent | ServerEvent): boolean {
  return a.orderId !== null && b.orderId !== null && a.orderId !== b.orderId && !isNearMiss(a.orderId, b.orderId);
}

function likenessBuckets(context: DedupContext, cluster: Cluster): string[] {
  const lead = leadOf(cluster);
  if (!lead) return [];
  const meaning = context.platform.meaningOf(lead.eventName) ?? lead.eventName;
  return [JSON.stringify([meaning, lead.value, lead.currency])];
}

function isLike(context: DedupContext, a: Cluster, b: Cluster): boolean {
  return isOppositeSide(a, b) && leadsAgree(a, b, (left, right) => {
    const windowMs = left.value === null ? BARE_LIKENESS_WINDOW_MS : LIKENESS_WINDOW_MS;
    return gapOf(a, b) <= windowMs && isSameAccount(context, left, right) && !contradictOrders(left, right);
  });
}

/** One document, or one thank-you page that names its order: what fires there again belongs to the same sale. */
function documentBuckets(_context: DedupContext, cluster: Cluster): string[] {
  return cluster.browser.flatMap(({ event }) => (event.role === 'conversion' && event.value !== null ? [event.documentId, orderPage(event)] : [])).filter((key) => key !== null);
}

function orderPage({ pageUrl }: BrowserEvent): string | null {
  return pageUrl !== null && /\d{3,}/.test(pageUrl.replace(/^\w+:\/\/[^/]*/, '')) ? pageUrl : null;
}

function isFiredTwice(context: DedupContext, a: Cluster, b: Cluster): boolean {
  const [left, right] = [a.browser[0]?.event, b.browser[0]?.event];
  if (!left || !right || (a.server.length > 0 && b.server.length > 0)) return false;
  const samePage = left.documentId === right.documentId ? gapOf(a, b) <= FIRED_TWICE_WINDOW_MS : orderPage(left) !== null && left.pageUrl === right.pageUrl;
  return samePage && isSameAccount(context, left, right) && isSameName(context, left, right) && isCompatible(left, right) && left.value === right.value;
}
