import type { JoinedBy } from '../model/conversion.ts';
import { isFiredTwice, isLike, isSameUser, likenessBuckets, likenessLookups, userKeyBuckets, userKeyLookups } from './alike.ts';
import { isOppositeSide, sideOf, type Cluster } from './cluster.ts';
import type { DedupContext } from './context.ts';
import { isOtherThing, isSameAccount, isSameMeaning, isSameName } from './group.ts';
import { hashBuckets, idBuckets, nearBuckets, orderBuckets, valuesOf } from './join-keys.ts';
import { hasUnknownMeaning, isHashOfOther, isNearPair, leadsAgree, namesOtherAccount } from './leads.ts';
import { Meetings } from './meetings.ts';
import { contradictOrders } from './order-name.ts';
import { documentBuckets, pagesOf } from './order-page.ts';
import { Places } from './places.ts';
import { isThirdCopy, isThirdNearCopy, saleBuckets } from './third-copy.ts';

/** Keeps clusters out of a join's buckets as long as nobody is there whom they could meet. */
export interface Lobby {
  /** Takes a cluster in; gives those kept so far that may meet somebody now, or null where it is kept itself. */
  enter(cluster: Cluster): Iterable<Cluster> | null;
  /** Lets a cluster go that is kept; false for one that is not. */
  leave(cluster: Cluster): boolean;
}

/** One way in which clusters that no rule holds together belong to one business event. */
export interface Join {
  by: Exclude<JoinedBy, 'rule' | null>;
  /** True where it joins only clusters of browser events with clusters of server events. */
  acrossSides: boolean;
  /** Clusters that share a bucket are candidates for one another. */
  buckets(context: DedupContext, cluster: Cluster): readonly string[];
  /** Where candidates are looked for, if not only in the cluster's own buckets. */
  lookups?(context: DedupContext, cluster: Cluster): readonly string[];
  /** True where events that the platform refused are no side of their own: beside a browser event they stand in nobody's way. */
  ignoresRefused?: true;
  /** For a new session: whose coming first gives the join something to do, where most sessions never have it. */
  wakes?(): (cluster: Cluster) => boolean;
  /** Who has nobody to meet in any bucket, where that is cheaper to tell than the buckets are. */
  lobby?(context: DedupContext): Lobby;
  fits(context: DedupContext, a: Cluster, b: Cluster): boolean;
}

/** Surest first: what one join has put together, the next ones see as one. */
export const JOINS: readonly Join[] = [
  { by: 'order-id', acrossSides: false, buckets: orderBuckets, fits: isSameOrderSameAccount },
  { by: 'event-id', acrossSides: true, buckets: idBuckets, fits: isSameIdSameAccount },
  { by: 'event-id', acrossSides: true, buckets: idBuckets, fits: isSameIdElsewhere },
  { by: 'event-id', acrossSides: false, buckets: copyBuckets, wakes: secondHost, lobby: () => new Places(hitsOf), fits: isOnOtherHost },
  { by: 'order-id', acrossSides: true, buckets: orderBuckets, fits: isSameOrderElsewhere },
  { by: 'event-id-near', acrossSides: true, ignoresRefused: true, buckets: nearBuckets, fits: isNear },
];

/** For what one side alone sent, where a pair stands for its sale already. */
export const JOINS_WITH_PAIRS: readonly Join[] = [
  { by: 'event-id', acrossSides: false, buckets: idBuckets, lobby: (context) => new Places((cluster) => idBuckets(context, cluster)), fits: isThirdCopy },
  { by: 'event-id-near', acrossSides: false, buckets: saleBuckets, lobby: () => new Meetings(), fits: isThirdNearCopy },
];

/** For hashes that one side alone sent; to hash all other IDs is dear. */
export const JOINS_BY_HASH: readonly Join[] = [{ by: 'event-id-near', acrossSides: false, buckets: hashBuckets, fits: isHashed }];

/** For what has no ID, or is not known by it. */
export const JOINS_BY_LIKENESS: readonly Join[] = [
  { by: 'similarity', acrossSides: false, buckets: documentBuckets, lobby: () => new Places(pagesOf), fits: isFiredTwice },
  { by: 'user-key', acrossSides: true, ignoresRefused: true, buckets: userKeyBuckets, lookups: userKeyLookups, fits: isSameUser },
  { by: 'similarity', acrossSides: true, ignoresRefused: true, buckets: likenessBuckets, lookups: likenessLookups, fits: isLike },
];

function isSameOrderSameAccount(context: DedupContext, a: Cluster, b: Cluster): boolean {
  return !namesOtherAccount(context, a, b) && leadsAgree(a, b, (left, right) => {
    if (!isSameAccount(context, left, right)) return false;
    return sideOf(a) === sideOf(b) ? isSameName(context, left, right) : isSameMeaning(context, left, right);
  });
}

function isSameOrderElsewhere(context: DedupContext, a: Cluster, b: Cluster): boolean {
  return leadsAgree(a, b, (left, right) => isSameMeaning(context, left, right) || hasUnknownMeaning(context, left, right));
}

/** The same ID under another pixel or name: one event that is counted once under each. */
function isSameIdElsewhere(context: DedupContext, a: Cluster, b: Cluster): boolean {
  return leadsAgree(a, b, (left, right) => !contradictOrders(left, right) && !isOtherThing(context, left, right));
}

/** What went to the same account is nearer than what is nearer in time. */
function isSameIdSameAccount(context: DedupContext, a: Cluster, b: Cluster): boolean {
  return isSameIdElsewhere(context, a, b) && leadsAgree(a, b, (left, right) => isSameAccount(context, left, right));
}

/** The very same hit on two hosts (GA4 to a first-party server and to Google) shares the SDK's own hit number. */
function copyBuckets(_context: DedupContext, cluster: Cluster): readonly string[] {
  return valuesOf(cluster, (event) => (event.side === 'browser' && event.mirrorKey !== null && event.mirror === false ? `${event.pixelId} ${event.eventName} ${event.mirrorKey}` : null));
}

/** The same without pixel and name. */
function hitsOf(cluster: Cluster): readonly string[] {
  return valuesOf(cluster, (event) => (event.side === 'browser' ? event.mirrorKey : null));
}

/** True for a cluster that was sent to another host than the first one. */
function secondHost(): (cluster: Cluster) => boolean {
  let first: string | null = null;
  return ({ browser }) => browser.some(({ event }) => event.host !== (first ??= event.host));
}

function isOnOtherHost(_context: DedupContext, a: Cluster, b: Cluster): boolean {
  return a.browser[0]?.event.host !== b.browser[0]?.event.host;
}

function isNear(context: DedupContext, a: Cluster, b: Cluster): boolean {
  return leadsAgree(a, b, (left, right) => isNearPair(context, left, right));
}

/** One side sent the ID, the other its hash. */
function isHashed(context: DedupContext, a: Cluster, b: Cluster): boolean {
  return isOppositeSide(a, b) && leadsAgree(a, b, (left, right) => isHashOfOther(context, left, right) && isSameMeaning(context, left, right));
}
