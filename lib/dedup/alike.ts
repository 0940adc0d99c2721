import { eventsOf, gapOf, leadOf, timesOf, type Cluster } from './cluster.ts';
import { compares, type DedupContext } from './context.ts';
import { isAccepted } from './delivery.ts';
import { isSameAccount, isSameName } from './group.ts';
import { nearId } from './join-keys.ts';
import { isCompatible, isOtherUser, leadsAgree } from './leads.ts';
import { areTwoOrders } from './order-naming.ts';
import { FIRED_TWICE_WINDOW_MS, orderPage } from './order-page.ts';
import { arrivalOf, comparePair } from './pair.ts';
import { proveSilence, type RelayProof } from './relay-proof.ts';
import { sharedName } from './rule-key.ts';

/** Events that look alike belong together up to this far apart; without a value to compare, less. */
const LIKENESS_WINDOW_MS = 300_000;
const BARE_LIKENESS_WINDOW_MS = 60_000;

export function userKeyBuckets(context: DedupContext, cluster: Cluster): string[] {
  return userKeysOf(cluster).map((key) => `${hasId(context, cluster)} ${key}`);
}

/** Two clusters that both have an ID are never joined by a user key, and one person's events all share theirs. */
export function userKeyLookups(context: DedupContext, cluster: Cluster): string[] {
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
export function isSameUser(context: DedupContext, a: Cluster, b: Cluster): boolean {
  return leadsAgree(a, b, (left, right) => {
    if (nearId(context, left) !== null && nearId(context, right) !== null) return false;
    if (!isSameAccount(context, left, right) || !isSameName(context, left, right)) return false;
    // What the platform merges by the user alone may carry other amounts: it does not look at them.
    return isCompatible(left, right) || (!areTwoOrders(left, right) && comparePair(context, arrivalOf(left), arrivalOf(right)).result === 'merge');
  });
}

export function likenessBuckets(context: DedupContext, cluster: Cluster): string[] {
  return likenessKeys(context, cluster, [0]);
}

/** What is close enough lies in the same slice of time or in a neighbour. */
export function likenessLookups(context: DedupContext, cluster: Cluster): string[] {
  return likenessKeys(context, cluster, [-1, 0, 1]);
}

/** One key for each slice of time, as long as the window, that the cluster's events fall into. */
function likenessKeys(context: DedupContext, cluster: Cluster, steps: readonly number[]): string[] {
  const lead = leadOf(cluster);
  if (!lead) return [];
  // Where conversion actions are compared, each side has words of its own for the event.
  const meaning = compares(context, 'action') ? '' : (context.platform.meaningOf(lead.eventName) ?? sharedName(context, lead));
  const slices = new Set(timesOf(cluster).flatMap((at) => steps.map((step) => Math.floor(at / LIKENESS_WINDOW_MS) + step)));
  return [...slices].map((slice) => JSON.stringify([meaning, lead.value, slice]));
}

/**
 * A refused event counts nothing, so likeness to it explains nothing. While the relay may still show the true copy, a
 * look-alike must not stand in its place.
 */
export function isLike(context: DedupContext, a: Cluster, b: Cluster): boolean {
  if (![...a.server, ...b.server].some(isAccepted)) return false;
  const looksAlike = leadsAgree(a, b, (left, right) => {
    const windowMs = left.value === null ? BARE_LIKENESS_WINDOW_MS : LIKENESS_WINDOW_MS;
    return gapOf(a, b) <= windowMs && isSameAccount(context, left, right) && isCompatible(left, right) && !isOtherUser(left, right);
  });
  return looksAlike && SEES_ALL_THERE_IS.has(proveSilence(context, a.browser.length > 0 ? a : b).state);
}

/** `absent`: payloads of a file are all the evidence that there will be. */
const SEES_ALL_THERE_IS: ReadonlySet<RelayProof['state']> = new Set<RelayProof['state']>(['settled', 'absent']);

export function isFiredTwice(context: DedupContext, a: Cluster, b: Cluster): boolean {
  const [left, right] = [a.browser[0]?.event, b.browser[0]?.event];
  if (!left || !right || (a.server.length > 0 && b.server.length > 0)) return false;
  const samePage = left.documentId === right.documentId ? gapOf(a, b) <= FIRED_TWICE_WINDOW_MS : orderPage(left) !== null && orderPage(left) === orderPage(right);
  return samePage && isSameAccount(context, left, right) && isSameName(context, left, right) && isCompatible(left, right) && left.value === right.value;
}
