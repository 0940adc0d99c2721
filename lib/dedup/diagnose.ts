import type { CauseId } from '../model/cause.ts';
import type { BrowserEvent, DecodeIssue, ServerEvent } from '../model/event.ts';
import type { Cause, KeyComparison, Outcome } from '../model/verdict.ts';
import type { Pairing } from './count.ts';
import { CAUSES } from './causes.ts';
import type { DedupContext } from './context.ts';
import type { Evidence } from './evidence.ts';
import type { Ruling } from './outcome.ts';
import { arrivalOf, comparePair, NEVER_MERGED, type PairResult } from './pair.ts';
import { diagnoseId } from './diagnose-id.ts';
import { diagnoseTime } from './diagnose-time.ts';
import { diagnoseUnsent } from './diagnose-unsent.ts';
import { CONSENT_DENIED } from '../platforms/wire-consent.ts';

/** The comparison that shows best why the outcome is as it is. */
export function tellingPair({ count, cluster, context, sent, accepted }: Evidence, outcome: Outcome): Pairing | null {
  const wanted = outcome === 'deduplicates' ? 'merge' : outcome === 'undetermined' ? 'unknown' : 'separate';
  const [only] = count.pairings;
  if (only && count.pairings.length === 1 && isCross(only)) return only;
  const cross = count.pairings.filter(isCross);
  const found = cross.find((pairing) => pairing.outcome.result === wanted) ?? (cross.length > 0 && sent.length < 2 && accepted.length < 2 ? cross[0] : undefined);
  if (found) return found;
  const merging = outcome === 'deduplicates' ? findMerging(context, sent, accepted) : null;
  if (merging) return merging;
  const same = count.pairings.find((pairing) => pairing.outcome.result === wanted);
  if (same) return same;
  const [browser, server] = [sent[0]?.event ?? cluster.browser[0]?.event, accepted[0] ?? cluster.server[0]];
  if (!browser || !server) return cross[0] ?? count.pairings[0] ?? null;
  const [a, b] = [arrivalOf(browser), arrivalOf(server)];
  return { a, b, outcome: comparePair(context, a, b) };
}

function isCross({ a, b }: Pairing): boolean {
  return a.event.side !== b.event.side;
}

/** Counting stops at the first comparison that decides: the pair that a reader wants to see may not be among those it made. */
function findMerging(context: DedupContext, sent: Evidence['sent'], accepted: Evidence['accepted']): Pairing | null {
  for (const { event } of sent) {
    for (const other of accepted) {
      const [a, b] = [arrivalOf(event), arrivalOf(other)];
      const compared = comparePair(context, a, b);
      if (compared.result === 'merge') return { a, b, outcome: compared };
    }
  }
  return null;
}

/** Names the reasons for an outcome, the decisive one first. */
export function diagnose(evidence: Evidence, ruling: Ruling, pair: Pairing | null): Cause[] {
  const causes: Cause[] = [];
  addNew(causes, diagnoseOpen(evidence, ruling));
  if (ruling.outcome === 'double-counts') addNew(causes, diagnoseRepeats(evidence));
  if (pair && isAtFault(evidence, ruling)) addNew(causes, diagnosePair(evidence, pair));
  addNew(causes, diagnoseUnsent(evidence));
  addNew(causes, diagnoseRepeats(evidence));
  addNew(causes, diagnoseTests(evidence));
  addNew(causes, diagnoseConsent(evidence));
  for (const event of evidence.cluster.server) addNew(causes, diagnoseTime(event));
  addNew(causes, diagnoseSharedRule(evidence));
  return causes;
}

function addNew(causes: Cause[], found: readonly Cause[]): void {
  for (const cause of found) if (!causes.some(({ id }) => id === cause.id)) causes.push(cause);
}

/** Most conversions have no cause of most kinds: all of them share this list. */
const NONE: readonly Cause[] = [];

/** A pair explains an outcome where it keeps copies apart, or where the rule leaves the question open. */
function isAtFault({ sent, accepted, refused }: Evidence, { outcome, openBy }: Ruling): boolean {
  if (outcome === 'double-counts' || openBy === 'rule') return true;
  return outcome === 'browser-only' && sent.length > 0 && accepted.length === 0 && refused.some((event) => event.adjustment);
}

function diagnoseOpen({ cluster, relay }: Evidence, { openBy }: Ruling): readonly Cause[] {
  if (openBy === 'relay') return relay.cause === null ? NONE : [relay.cause];
  if (openBy !== 'body') return NONE;
  const issue = cluster.browser.flatMap((fire) => fire.event.issues)[0];
  return [{ id: 'body-unreadable', detail: issue?.message ?? CAUSES['body-unreadable'].explanation }];
}

function diagnosePair(evidence: Evidence, { a, b, outcome }: Pairing): Cause[] {
  const [browser, server] = a.event.side === 'server' && b.event.side === 'browser' ? [b.event, a.event] : [a.event, b.event];
  const open = outcome.keys.filter((key) => key.result === 'not-comparable');
  const decided = outcome.keys.filter((key) => key.result === 'different' || key.result === 'missing');
  const faults = [...decided, ...open].flatMap((key) => diagnoseKey(evidence, key, browser, server));
  const hosts = sentToTwoHosts(browser, server);
  const order: Cause[] = outcome.wrongOrder ? [{ id: 'wrong-order', detail: CAUSES['wrong-order'].explanation }] : [];
  const method = outcome.result === 'unknown' && outcome.keys.some((key) => key.result === 'missing') ? unpublishedMethod(evidence) : [];
  return [...hosts, ...method, ...(faults.length > 0 || hosts.length > 0 ? faults : silentRule(outcome, [...browser.issues, ...server.issues])), ...order];
}

/** The missing ID leaves open what a method that nobody published makes of the two. */
function unpublishedMethod({ context: { platform } }: Evidence): Cause[] {
  return platform.rule.unpublishedMethod === undefined ? [] : [{ id: 'rule-undocumented', detail: `an ID is missing, and ${platform.rule.unpublishedMethod}` }];
}

function silentRule(outcome: PairResult, issues: readonly DecodeIssue[]): Cause[] {
  const never = issues.find(({ code }) => code === NEVER_MERGED);
  if (never) return [{ id: NEVER_MERGED, detail: never.message }];
  if (outcome.alternative === null) return [{ id: 'rule-undocumented', detail: 'the platform documents no deduplication for this event' }];
  return outcome.result === 'unknown' ? [{ id: 'rule-undocumented', detail: 'the documentation does not say whether repeats within one channel are merged' }] : [];
}

function diagnoseKey(evidence: Evidence, key: KeyComparison, browser: BrowserEvent | ServerEvent, server: BrowserEvent | ServerEvent): Cause[] {
  switch (key.key) {
    case 'eventId':
    case 'orderId':
      return [diagnoseId(evidence, key, browser, server)];
    case 'eventName':
      return [{ id: key.result === 'not-comparable' ? 'name-alias' : 'name-differs', detail: `the event names differ: the browser sent “${key.browser}”, the server “${key.server}”` }];
    case 'pixelId':
      return key.result === 'not-comparable' ? [] : [{ id: 'pixel-differs', detail: `the browser sent to ${key.browser ?? 'no pixel'}, the server to ${key.server ?? 'no pixel'}` }];
    case 'action':
      return [diagnoseAction(key)];
    case 'window':
      return [diagnoseWindow(key)];
    default:
      return [];
  }
}

function diagnoseAction(key: KeyComparison): Cause {
  if (key.result === 'not-comparable') return { id: 'action-unmapped', detail: `no mapping says whether the label ${key.browser ?? '(none)'} belongs to the conversion action ${key.server ?? '(none)'}` };
  return { id: 'pixel-differs', detail: `the browser's label ${key.browser} is ${key.note ?? 'another action'}, the server sent to ${key.server}` };
}

function diagnoseWindow(key: KeyComparison): Cause {
  const hours = key.browser && key.server ? Math.abs(Date.parse(key.server) - Date.parse(key.browser)) / 3_600_000 : 0;
  const apart = `the copies are ${hours.toFixed(hours < 10 ? 1 : 0)} h apart`;
  if (key.result === 'not-comparable') return { id: 'rule-undocumented', detail: `${apart} and the platform does not document its window` };
  return { id: 'outside-window', detail: `${apart}, ${key.note ?? 'outside the window'}` };
}

function sentToTwoHosts(a: BrowserEvent | ServerEvent, b: BrowserEvent | ServerEvent): Cause[] {
  if (a.side !== 'browser' || b.side !== 'browser' || a.host === b.host || a.mirrorKey === null || a.mirrorKey !== b.mirrorKey) return [];
  return [{ id: 'sent-to-two-hosts', detail: `the same hit went to ${a.host} and to ${b.host}` }];
}

function diagnoseRepeats({ sent, accepted }: Evidence): readonly Cause[] {
  if (sent.length < 2 && accepted.length < 2) return NONE;
  const [first, ...again] = sent.map((fire) => fire.event);
  if (first && again.length > 0) {
    const copy = again.flatMap((event) => sentToTwoHosts(first, event))[0];
    if (copy) return [copy];
    const samePage = again.some((event) => event.documentId === first.documentId);
    const id: CauseId = samePage ? 'fired-twice' : 'page-revisited';
    const where = samePage ? 'on one page' : 'on several visits of the page';
    return [{ id, detail: `the browser fired ${sent.length} times ${where}` }];
  }
  return accepted.length > 1 ? [{ id: 'fired-twice', detail: `${accepted.length} server events were sent by ${[...new Set(accepted.map((event) => event.sender))].join(', ')}` }] : NONE;
}

function diagnoseTests({ cluster }: Evidence): readonly Cause[] {
  const test = cluster.server.find((event) => event.test !== null);
  if (!test) return NONE;
  return [{ id: 'test-event', detail: test.test === 'counts' ? 'the server event carries a test code; the platform counts it all the same' : 'the server event was sent in validation mode: the platform counts nothing' }];
}

/** A hit without consent was sent, so it decides nothing; what becomes of it is not documented. */
function diagnoseConsent({ sent }: Evidence): readonly Cause[] {
  const denied = sent.find(({ event }) => event.issues.some(({ code }) => code === CONSENT_DENIED));
  const issue = denied?.event.issues.find(({ code }) => code === CONSENT_DENIED);
  return issue ? [{ id: 'consent-denied', detail: issue.message.charAt(0).toLowerCase() + issue.message.slice(1) }] : NONE;
}

function diagnoseSharedRule({ context: { platform }, sent, accepted }: Evidence): readonly Cause[] {
  if (platform.rule.serverPixel !== 'conversion-rule') return NONE;
  const shared = accepted.find(({ action }) => action !== null && sent.some((fire) => fire.event.action === action));
  return shared ? [{ id: 'rule-shared', detail: `both sides use the conversion rule ${shared.action}, where ${platform.name} asks for one of each source` }] : NONE;
}
