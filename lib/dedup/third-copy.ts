import type { BrowserEvent, ServerEvent } from '../model/event.ts';
import { leadOf, sideOf, type Cluster } from './cluster.ts';
import type { DedupContext } from './context.ts';
import { isSameAccount, isSameMeaning } from './group.ts';
import { nearBuckets } from './join-keys.ts';
import { hasUnknownMeaning, isCompatible, isNearPair, leadsAgree, namesOtherAccount } from './leads.ts';
import { MEETING_WINDOW_MS } from './meetings.ts';
import { arrivalOf } from './pair.ts';

/**
 * A copy of a third sender (partner app, gateway) with the ID of a pair, under a name that the rule does not take for the pair's.
 * Another account counts its own: what is sent there is no copy.
 */
export function isThirdCopy(context: DedupContext, a: Cluster, b: Cluster): boolean {
  return isBesidePair(context, a, b) && leadsAgree(a, b, (left, right) => {
    return isSameMeaning(context, left, right) || (hasUnknownMeaning(context, left, right) && isSameSale(left, right));
  });
}

/** The same with nearly the ID of the pair, for as much money and at about the same time. */
export function isThirdNearCopy(context: DedupContext, a: Cluster, b: Cluster): boolean {
  return isBesidePair(context, a, b) && leadsAgree(a, b, (left, right) => isMeeting(left, right) && isNearPair(context, left, right));
}

/** Near misses of page views and steps (`visit-1`, `visit-1-2`) are no copies: sales alone are worth the search. */
export function saleBuckets(context: DedupContext, cluster: Cluster): readonly string[] {
  return (leadOf(cluster)?.value ?? null) === null ? NONE : nearBuckets(context, cluster);
}

const NONE: readonly never[] = [];

/** Where one ID spans orders, it says nothing of whose copy a third one is. */
function isBesidePair(context: DedupContext, a: Cluster, b: Cluster): boolean {
  if ((sideOf(a) === 'both') === (sideOf(b) === 'both') || a.shared.length + b.shared.length > 0 || namesOtherAccount(context, a, b)) return false;
  return leadsAgree(a, b, (left, right) => isSameAccount(context, left, right) && isCompatible(left, right));
}

function isMeeting(a: BrowserEvent | ServerEvent, b: BrowserEvent | ServerEvent): boolean {
  return a.value !== null && a.value === b.value && Math.abs(arrivalOf(a).at - arrivalOf(b).at) <= MEETING_WINDOW_MS;
}

function isSameSale(a: BrowserEvent | ServerEvent, b: BrowserEvent | ServerEvent): boolean {
  return (a.orderId !== null && a.orderId === b.orderId) || (a.value !== null && a.value === b.value);
}
