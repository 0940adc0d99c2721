import type { JoinedBy } from '../model/conversion.ts';
import type { BrowserEvent, ServerEvent } from '../model/event.ts';
import { eventsOf, gapOf, isOppositeSide, leadOf, timesOf, type Cluster } from './cluster.ts';
import { compares, dedupIdOf, type DedupContext } from './context.ts';
import { isAccepted } from './delivery.ts';
import { isSameAccount, isSameMeaning, isSameName } from './group.ts';
import { isNearMiss, isUnresolved, nearForms, nearHashes } from './near-miss.ts';
import { documentBuckets, FIRED_TWICE_WINDOW_MS, orderPage, pagesOf } from './order-page.ts';
import { proveSilence, type RelayProof } from './relay-proof.ts';
import { nameKey } from './rule-key.ts';

/** Events that look alike belong together up to this far apart; without a value to compare, less. */
const LIKENESS_WINDOW_MS = 300_000;
const BARE_LIKENESS_WINDOW_MS = 60_000;

/** One way in which clusters that no rule holds together belong to one business event. */
export interface Join {
  by: Exclude<JoinedBy, 'rule' | null>;
  /** True where it joins only clusters of browser events with clusters of server events. */
  acrossSides: boolean;
  /** Clusters that share a bucket are candidates for one another. */
  buckets(context: DedupContext, cluster: Cluster): readonly string[];
  /** Where candidates are looked for, if not only in the cluster's own buckets. */
  lookups?(context: DedupContext, cluster: Cluster): readonly string[];
  /** Coarser than `buckets` and cheaper to tell, where there is such a thing: only clusters that share a place share a bucket. */
  places?: (cluster: Cluster) => readonly string[];
  fits(context: DedupContext, a: Cluster, b: Cluster): boolean;
}

/** Surest first: what one join has put together, the next ones see as one. */
export const JOINS: readonly Join[] = [
  { by: 'order-id', acrossSides: false, buckets: orderBuckets, fits: isSameOrderSameAccount },
  { by: 'event-id', acrossSides: true, buckets: idBuckets, fits: isSameIdElsewhere },
  { by: 'event-id', acrossSides: false, buckets: copyBuckets, places: hitsOf, fits: isOnOtherHost },
  { by: 'order-id', acrossSides: true, buckets: orderBuckets, fits: isSameOrderElsewhere },
  { by: 'event-id-near', acrossSides: true, buckets: nearBuckets, fits: isNear },
  { by: 'similarity', acrossSides: false, buckets: documentBuckets, places: pagesOf, fits: isFiredTwice },
  { by: 'user-key', acrossSides: true, buckets: userKeyBuckets, lookups: userKeyLookups, fits: isSameUser },
  { by: 'similarity', acrossSides: true, buckets: likenessBuckets, lookups: likenessLookups, fits: isLike },
];

function leadsAgree(a: Cluster, b: Cluster, holds: (left: BrowserEvent | ServerEvent, right: BrowserEvent | ServerEvent) => boolean): boolean {
  const [left, right] = [leadOf(a), leadOf(b)];
  return left !== null && right !== null && left.eventName !== '' && right.eventName !== '' && holds(left, right);
}

/** An order ID that a template left unresolved stands on every order. */
function orderBuckets(_context: DedupContext, cluster: Cluster): readonly string[] {
  return valuesOf(cluster, ({ orderId }) => (orderId === null || isUnresolved(orderId) ? null : orderId));
}

/** The different values that a cluster's events carry; empty ones do not count. */
function valuesOf({ browser, server }: Cluster, read: (event: BrowserEvent | ServerEvent) => string | null): readonly string[] {
  if (browser.length < 2 && server.length < 2) return distinct((browser[0] && read(browser[0].event)) || null, (server[0] && read(server[0])) || null);
  const values = new Set<string>();
  for (const { event } of browser) values.add(read(event) ?? '');
  for (const event of server) values.add(read(event) ?? '');
  values.delete('');
  return values.size === 0 ? NONE : [...values];
}

/** Most clusters are one event of each side, or one alone. */
function distinct(a: string | null, b: string | null): readonly string[] {
  if (a === null) return b === null ? NONE : [b];
  return b === null || a === b ? [a] : [a, b];
}

const NONE: readonly never[] = [];

function isSameOrderSameAccount(context: DedupContext, a: Cluster, b: Cluster): boolean {
  return !namesOtherAccount(context, a, b) && leadsAgree(a, b, (left, right) => {
    if (!isSameAccount(context, left, right)) return false;
    return isOppositeSide(a, b) ? isSameMeaning(context, left, right) : isSameName(context, left, right);
  });
}

/** Ad accounts are only assumed equal to the browser's: two that the server names are two. */
function namesOtherAccount({ platform: { rule } }: DedupContext, a: Cluster, b: Cluster): boolean {
  return rule.serverPixel === 'account' && a.server.some((left) => b.server.some((right) => left.pixelId !== right.pixelId));
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
function copyBuckets(_context: DedupContext, cluster: Cluster): readonly string[] {
  return valuesOf(cluster, (event) => (event.side === 'browser' && event.mirrorKey !== null && event.mirror === false ? `${event.pixelId} ${event.eventName} ${event.mirrorKey}` : null));
}

/** The same without pixel and name. */
function hitsOf({ browser }: Cluster): string[] {
  const hits: string[] = [];
  for (const { event } of browser) if (event.mirrorKey !== null) hits.push(event.mirrorKey);
  return hits;
}

function isOnOtherHost(_context: DedupContext, a: Cluster, b: Cluster): boolean {
  return a.browser[0]?.event.host !== b.browser[0]?.event.host;
}

/** A form that has lost the ID's digits is a mere word (`order`): it would make every ID a candidate for every other. */
function nearBuckets(context: DedupContext, cluster: Cluster): string[] {
  const forms = valuesOf(cluster, (event) => nearId(context, event)).flatMap((id) => nearForms(id).filter((form) => /\d/.test(form) || !/\d/.test(id)));
  const hashes = valuesOf(cluster, ({ plainId }) => plainId ?? null).flatMap(nearHashes);
  return hashes.length > 0 ? [...new Set([...forms, ...hashes])] : forms;
}

function nearId(context: DedupContext, event: BrowserEvent | ServerEvent): string | null {
  return dedupIdOf(context, event) ?? event.eventId;
}

function isNear(context: DedupContext, a: Cluster, b: Cluster): boolean {
  return isOppositeSide(a, b) && leadsAgree(a, b, (left, right) => {
    const [leftId, rightId] = [nearId(context, left), nearId(context, right)];
    return leftId !== null && rightId !== null && (isNearMiss(leftId, rightId) || isNearHash(left, right)) && isSameMeaning(context, left, right);
  });
}

function isNearHash(a: BrowserEvent | ServerEvent, b: BrowserEvent | ServerEvent): boolean {
  const isHashOf = (hash: string | null, plain: string | undefined) => hash !== null && plain !== undefined && nearHashes(plain).includes(hash);
  return isHashOf(a.eventId, b.plainId) || isHashOf(b.eventId, a.plainId);
}

function userKeyBuckets(context: DedupContext, cluster: Cluster): string[] {
  return userKeysOf(cluster).map((key) => `${hasId(context, cluster)} ${key}`);
}

/** Two clusters that both have an ID are never joined by a user key, and one person's events all share theirs. */
function userKeyLookups(context: DedupContext, cluster: Cluster): string[] {
  const partners = hasId(context, cluster) ? [false] : [false, true];
  return partners.flatMap((partnerHasId) => userKeysOf(cluster).map((key) => `${partnerHasId} ${key}`));
}

function userKeysOf(cluster: Cluster): string[] {
  return eventsOf(cluster).flatMap(({ userKeys }) => [...(userKeys['fbp'] ?? []), ...(userKeys['external_id'] ?? [])]);
}

function hasId(context: DedupContext, cluster: Cluster): boolean {
  const lead = leadOf(cluster);
  return lead !== null && nearId(context, lead) !== null;
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
  return likenessKeys(context, cluster, [0]);
}

/** What is close enough lies in the same slice of time or in a neighbour. */
function likenessLookups(context: DedupContext, cluster: Cluster): string[] {
  return likenessKeys(context, cluster, [-1, 0, 1]);
}

/** One key for each slice of time, as long as the window, that the cluster's events fall into. */
function likenessKeys(context: DedupContext, cluster: Cluster, steps: readonly number[]): string[] {
  const lead = leadOf(cluster);
  if (!lead) return [];
  // Where conversion actions are compared, each side has words of its own for the event.
  const meaning = compares(context, 'action') ? '' : (context.platform.meaningOf(lead.eventName) ?? nameKey(context, lead));
  const slices = new Set(timesOf(cluster).flatMap((at) => steps.map((step) => Math.floor(at / LIKENESS_WINDOW_MS) + step)));
  return [...slices].map((slice) => JSON.stringify([meaning, lead.value, slice]));
}

/**
 * A refused event counts nothing, so likeness to it explains nothing. While the relay may still show the true copy, a
 * look-alike must not stand in its place.
 */
function isLike(context: DedupContext, a: Cluster, b: Cluster): boolean {
  if (!isOppositeSide(a, b) || ![...a.server, ...b.server].some(isAccepted)) return false;
  const looksAlike = leadsAgree(a, b, (left, right) => {
    const windowMs = left.value === null ? BARE_LIKENESS_WINDOW_MS : LIKENESS_WINDOW_MS;
    return gapOf(a, b) <= windowMs && isSameAccount(context, left, right) && isCompatible(left, right);
  });
  return looksAlike && SEES_ALL_THERE_IS.has(proveSilence(context, a.browser.length > 0 ? a : b).state);
}

/** `absent`: payloads of a file are all the evidence that there will be. */
const SEES_ALL_THERE_IS: ReadonlySet<RelayProof['state']> = new Set<RelayProof['state']>(['settled', 'absent']);

function isFiredTwice(context: DedupContext, a: Cluster, b: Cluster): boolean {
  const [left, right] = [a.browser[0]?.event, b.browser[0]?.event];
  if (!left || !right || (a.server.length > 0 && b.server.length > 0)) return false;
  const samePage = left.documentId === right.documentId ? gapOf(a, b) <= FIRED_TWICE_WINDOW_MS : orderPage(left) !== null && left.pageUrl === right.pageUrl;
  return samePage && isSameAccount(context, left, right) && isSameName(context, left, right) && isCompatible(left, right) && left.value === right.value;
}
