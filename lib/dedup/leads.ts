import type { BrowserEvent, ServerEvent } from '../model/event.ts';
import { agreeOnAmount } from './agree.ts';
import { leadOf, type Cluster } from './cluster.ts';
import { meaningOf, type DedupContext } from './context.ts';
import { isOtherThing, isSameMeaning } from './group.ts';
import { nearId } from './join-keys.ts';
import { hashesOf, nearHashes } from './id-forms.ts';
import { isSha256 } from './id-kinds.ts';
import { isNearMiss } from './near-miss.ts';
import { compareUserKey } from './compare-field.ts';
import { contradictOrders } from './order-name.ts';

/** Compares two clusters by the events that stand for them; one whose name is not known agrees with none. */
export function leadsAgree(a: Cluster, b: Cluster, holds: (left: BrowserEvent | ServerEvent, right: BrowserEvent | ServerEvent) => boolean): boolean {
  const [left, right] = [leadOf(a), leadOf(b)];
  return left !== null && right !== null && left.eventName !== '' && right.eventName !== '' && holds(left, right);
}

/** Ad accounts are only assumed equal to the browser's: two that the server names are two. */
export function namesOtherAccount({ platform: { rule } }: DedupContext, a: Cluster, b: Cluster): boolean {
  return rule.serverPixel === 'account' && a.server.some((left) => b.server.some((right) => left.pixelId !== right.pixelId));
}

/** A custom name may stand for anything that it does not rule out, so the order decides. */
export function hasUnknownMeaning(context: DedupContext, a: BrowserEvent | ServerEvent, b: BrowserEvent | ServerEvent): boolean {
  return (meaningOf(context, a) === null || meaningOf(context, b) === null) && !isOtherThing(context, a, b);
}

/** No order, amount or currency in which the two contradict each other. */
export function isCompatible(a: BrowserEvent | ServerEvent, b: BrowserEvent | ServerEvent): boolean {
  return !contradictOrders(a, b) && agreeOnAmount(a, b);
}

/** User keys stand on both, and none of them agrees. */
export function isOtherUser(a: BrowserEvent | ServerEvent, b: BrowserEvent | ServerEvent): boolean {
  const [browser, server] = a.side === 'server' ? [b, a] : [a, b];
  const compared = (['fbp', 'external_id'] as const).map((key) => compareUserKey(key, browser, server).result);
  return compared.includes('different') && !compared.includes('equal');
}

/** IDs that are the same but for the way they are written, on events that mean the same. */
export function isNearPair(context: DedupContext, a: BrowserEvent | ServerEvent, b: BrowserEvent | ServerEvent): boolean {
  const [left, right] = [nearId(context, a), nearId(context, b)];
  return left !== null && right !== null && (isNearMiss(left, right) || isNearHash(a, b)) && isSameMeaning(context, a, b);
}

function isNearHash(a: BrowserEvent | ServerEvent, b: BrowserEvent | ServerEvent): boolean {
  const isHashOf = (hash: string | null, plain: string | undefined) => hash !== null && plain !== undefined && nearHashes(plain).includes(hash);
  return isHashOf(a.eventId, b.plainId) || isHashOf(b.eventId, a.plainId);
}

/** One ID is the hash of the other, as it stands or in another form. */
export function isHashOfOther(context: DedupContext, a: BrowserEvent | ServerEvent, b: BrowserEvent | ServerEvent): boolean {
  const [left, right] = [nearId(context, a), nearId(context, b)];
  if (left === null || right === null || isSha256(left) === isSha256(right)) return false;
  const [hash, plain] = isSha256(left) ? [left, right] : [right, left];
  return hashesOf(plain).includes(hash.toLowerCase());
}
