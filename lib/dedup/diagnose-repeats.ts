import type { BrowserEvent, ServerEvent } from '../model/event.ts';
import type { Cause } from '../model/verdict.ts';
import { isOwnCopy } from './delivery.ts';
import type { Evidence } from './evidence.ts';

const NONE: readonly Cause[] = [];

/** Why one side sent more than one copy. */
export function diagnoseRepeats({ sent, accepted }: Evidence): readonly Cause[] {
  const browser = repeatsOfBrowser(sent);
  return browser.length > 0 ? browser : repeatsOfServer(accepted);
}

/** Those alone that the platform counts again: what it merges is no reason for a double count. */
export function diagnoseCountedRepeats({ sent, accepted, count }: Evidence): readonly Cause[] {
  if (sent.length < 2 && accepted.length < 2) return NONE;
  const isCounted = (side: 'browser' | 'server') =>
    count.pairings.some(({ a, b, outcome }) => outcome.result === 'separate' && a.event.side === side && b.event.side === side);
  const browser = isCounted('browser') ? repeatsOfBrowser(sent) : NONE;
  return browser.length > 0 || !isCounted('server') ? browser : repeatsOfServer(accepted);
}

function repeatsOfBrowser(sent: Evidence['sent']): readonly Cause[] {
  if (sent.length < 2) return NONE;
  const [first, ...again] = sent.map((fire) => fire.event);
  if (!first) return NONE;
  const copy = again.flatMap((event) => sentToTwoHosts(first, event))[0];
  if (copy) return [copy];
  const samePage = again.some((event) => event.documentId === first.documentId);
  const where = samePage ? 'on one page' : 'on several visits of the page';
  return [{ id: samePage ? 'fired-twice' : 'page-revisited', detail: `the browser fired ${sent.length} times ${where}` }];
}

function repeatsOfServer(accepted: Evidence['accepted']): readonly Cause[] {
  if (accepted.length < 2) return NONE;
  const copies = accepted.filter(isOwnCopy);
  return copies.length < 2 ? NONE : [{ id: 'fired-twice', detail: `${copies.length} server events were sent by ${[...new Set(copies.map((event) => event.sender))].join(', ')}` }];
}

/** One hit that went to the shop's own tagging server and to the platform. */
export function sentToTwoHosts(a: BrowserEvent | ServerEvent, b: BrowserEvent | ServerEvent): readonly Cause[] {
  if (a.side !== 'browser' || b.side !== 'browser' || a.host === b.host || a.mirrorKey === null || a.mirrorKey !== b.mirrorKey) return NONE;
  return [{ id: 'sent-to-two-hosts', detail: `the same hit went to ${a.host} and to ${b.host}` }];
}
