import type { CauseId } from '../model/cause.ts';
import type { BrowserEvent, DecodeIssue, ServerEvent } from '../model/event.ts';
import type { Cause, KeyComparison, Outcome } from '../model/verdict.ts';
import type { Pairing } from './count.ts';
import { CAUSES } from './causes.ts';
import type { Evidence } from './evidence.ts';
import { explainDifference, isUnresolved } from './near-miss.ts';
import type { Ruling } from './outcome.ts';
import { arrivalOf, comparePair, NEVER_MERGED, type PairResult } from './pair.ts';
import { diagnoseUnsent } from './diagnose-unsent.ts';

/** The comparison that shows best why the outcome is as it is. */
export function tellingPair({ count, cluster, context, sent, accepted }: Evidence, outcome: Outcome): Pairing | null {
  const wanted = outcome === 'deduplicates' ? 'merge' : outcome === 'undetermined' ? 'unknown' : 'separate';
  const isCross = ({ a, b }: Pairing) => a.event.side !== b.event.side;
  const cross = count.pairings.filter(isCross);
  const found = cross.find((pairing) => pairing.outcome.result === wanted) ?? (cross.length > 0 && sent.length < 2 && accepted.length < 2 ? cross[0] : undefined);
  if (found) return found;
  const same = count.pairings.find((pairing) => pairing.outcome.result === wanted);
  if (same) return same;
  const [browser, server] = [cluster.browser[0]?.event, cluster.server[0]];
  if (!browser || !server) return cross[0] ?? count.pairings[0] ?? null;
  const [a, b] = [arrivalOf(browser), arrivalOf(server)];
  return { a, b, outcome: comparePair(context, a, b) };
}

/** Names the reasons for an outcome, the decisive one first. */
export function diagnose(evidence: Evidence, ruling: Ruling, pair: Pairing | null): Cause[] {
  const causes = [
    ...diagnoseOpen(evidence, ruling),
    ...(ruling.outcome === 'double-counts' ? diagnoseRepeats(evidence) : []),
    ...(pair && isAtFault(evidence, ruling) ? diagnosePair(evidence, pair) : []),
    ...diagnoseUnsent(evidence),
    ...diagnoseRepeats(evidence),
    ...diagnoseTests(evidence),
    ...evidence.cluster.server.flatMap(checkTimeUnit),
  ];
  return causes.filter((cause, index) => causes.findIndex((other) => other.id === cause.id) === index);
}

/** A pair explains an outcome where it keeps copies apart, or where the rule leaves the question open. */
function isAtFault({ sent, accepted, refused }: Evidence, { outcome, openBy }: Ruling): boolean {
  if (outcome === 'double-counts' || openBy === 'rule') return true;
  return outcome === 'browser-only' && sent.length > 0 && accepted.length === 0 && refused.some((event) => event.adjustment);
}

function diagnoseOpen({ cluster, relay }: Evidence, { openBy }: Ruling): Cause[] {
  if (openBy === 'relay') return relay.cause === null ? [] : [relay.cause];
  if (openBy !== 'body') return [];
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
  return [...hosts, ...(faults.length > 0 || hosts.length > 0 ? faults : silentRule(outcome, [...browser.issues, ...server.issues])), ...order];
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

function diagnoseId({ context: { platform }, cluster }: Evidence, key: KeyComparison, browser: BrowserEvent | ServerEvent, server: BrowserEvent | ServerEvent): Cause {
  const noun = key.key === 'orderId' ? 'transaction ID' : 'event ID';
  if (key.browser === null || key.server === null) return missingId(key, noun, browser, server);
  const hidden = [...browser.issues, ...server.issues].find(({ code }) => code === 'id-whitespace' || code === 'id-template');
  if (hidden) return { id: hidden.code as CauseId, detail: hidden.message };
  const calledWith = cluster.browser.length > 0 && browser.side === 'browser' && browser.eventIdOrigin === 'page';
  const maker = calledWith ? undefined : platform.sdk.autoIds.find(({ pattern }) => pattern.test(key.browser ?? ''));
  const senders = browser.side === server.side ? (['one copy', 'the other'] as const) : undefined;
  const difference = explainDifference(key.browser, key.server, noun, senders);
  const named = difference.id === 'id-differs' && browser.side === 'browser' && browser.side !== server.side;
  const isProved = maker?.certain === true || (browser.side === 'browser' && browser.eventIdOrigin === 'sdk');
  if (named && maker) return { id: 'id-sdk-generated', detail: `the browser's ${noun} “${key.browser}” ${isProved ? 'was made by' : 'looks like one made by'} ${maker.madeBy}, the server sent “${key.server}”` };
  return difference;
}

function missingId(key: KeyComparison, noun: string, browser: BrowserEvent | ServerEvent, server: BrowserEvent | ServerEvent): Cause {
  const silent = key.browser === null ? browser : server;
  const misplaced = silent.issues.find((issue) => issue.code === 'id-wrong-argument');
  if (misplaced) return { id: 'id-wrong-argument', detail: misplaced.message };
  if (key.browser === null && key.server !== null) return { id: 'id-missing-browser', detail: `the browser sent no ${noun}, the server sent “${key.server}”` };
  if (key.browser === null) return { id: 'id-missing-browser', detail: `neither side sent ${noun === 'event ID' ? 'an event ID' : 'a transaction ID'}` };
  const unresolved = isUnresolved(key.browser) ? ' (and the browser sent an unresolved value)' : '';
  return { id: 'id-missing-server', detail: `the server sent no ${noun}, the browser sent “${key.browser}”${unresolved}` };
}

function sentToTwoHosts(a: BrowserEvent | ServerEvent, b: BrowserEvent | ServerEvent): Cause[] {
  if (a.side !== 'browser' || b.side !== 'browser' || a.host === b.host || a.mirrorKey === null || a.mirrorKey !== b.mirrorKey) return [];
  return [{ id: 'sent-to-two-hosts', detail: `the same hit went to ${a.host} and to ${b.host}` }];
}

function diagnoseRepeats({ sent, accepted }: Evidence): Cause[] {
  const [first, ...again] = sent.map((fire) => fire.event);
  if (first && again.length > 0) {
    const copy = again.flatMap((event) => sentToTwoHosts(first, event))[0];
    if (copy) return [copy];
    const samePage = again.some((event) => event.documentId === first.documentId);
    const id: CauseId = samePage ? 'fired-twice' : 'page-revisited';
    const where = samePage ? 'on one page' : 'on several visits of the page';
    return [{ id, detail: `the browser fired ${sent.length} times ${where}` }];
  }
  return accepted.length > 1 ? [{ id: 'fired-twice', detail: `${accepted.length} server events were sent by ${[...new Set(accepted.map((event) => event.sender))].join(', ')}` }] : [];
}

function diagnoseTests({ cluster }: Evidence): Cause[] {
  const test = cluster.server.find((event) => event.test !== null);
  if (!test) return [];
  return [{ id: 'test-event', detail: test.test === 'counts' ? 'the server event carries a test code; the platform counts it all the same' : 'the server event was sent in validation mode: the platform counts nothing' }];
}

const PLAUSIBLE_SPAN_MS = 10 * 365 * 86_400_000;

function checkTimeUnit(event: ServerEvent): Cause[] {
  const confused = event.issues.find(({ code }) => code === 'time-unit');
  if (confused) return [{ id: 'time-unit', detail: confused.message }];
  if (event.eventTime === null || Math.abs(event.eventTime - event.receivedAt) < PLAUSIBLE_SPAN_MS) return [];
  return [{ id: 'time-unit', detail: `the server's event time reads as ${describeTime(event.eventTime)}` }];
}

function describeTime(ms: number): string {
  const date = new Date(ms);
  return Number.isNaN(date.getTime()) ? `${ms} ms` : `the year ${date.getUTCFullYear()}`;
}
