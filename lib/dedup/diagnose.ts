import type { CauseId } from '../model/cause.ts';
import type { BrowserEvent, DecodeIssue, ServerEvent } from '../model/event.ts';
import type { Cause, KeyComparison, Outcome } from '../model/verdict.ts';
import type { Pairing } from './count.ts';
import { CAUSES } from './causes.ts';
import { isRetraction } from './counted-sets.ts';
import type { DedupContext } from './context.ts';
import type { Evidence } from './evidence.ts';
import { findingIn } from './findings.ts';
import type { Ruling } from './outcome.ts';
import { arrivalOf, comparePair, NEVER_MERGED, type PairResult } from './pair.ts';
import { proveRecorded } from './recorded.ts';
import { diagnoseId, diagnoseTemplate } from './diagnose-id.ts';
import { diagnoseCountedRepeats, diagnoseRepeats, sentToTwoHosts } from './diagnose-repeats.ts';
import { diagnoseTime, diagnoseWindow } from './diagnose-time.ts';
import { diagnoseUnsent } from './diagnose-unsent.ts';
import { proveSilence } from './relay-proof.ts';
import { EMPTY_ID } from '../platforms/finding-codes.ts';
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
export function diagnose(evidence: Evidence, ruling: Ruling, pair: Pairing | null): readonly Cause[] {
  let causes = withNew(NONE, diagnoseOpen(evidence, ruling));
  if (ruling.isTakenBack && ruling.counted === 0) causes = withNew(causes, [{ id: 'conversion-retracted', detail: 'the server took it back' }]);
  if (ruling.outcome === 'double-counts') causes = withNew(causes, diagnoseCountedRepeats(evidence));
  if (pair && isAtFault(evidence, ruling)) causes = withNew(causes, diagnosePair(evidence, pair));
  if (ruling.isTakenBack) causes = withNew(causes, diagnoseRetraction(evidence));
  causes = withNew(causes, diagnoseUnsent(evidence));
  causes = withNew(causes, diagnoseTemplate(evidence));
  causes = withNew(causes, diagnoseRepeats(evidence));
  if (evidence.cluster.shared.length === 0) causes = withNew(causes, diagnoseFinding(evidence, EMPTY_ID, 'id-constant'));
  causes = withNew(causes, diagnoseTests(evidence));
  causes = withNew(causes, diagnoseFinding(evidence, CONSENT_DENIED, 'consent-denied'));
  for (const event of evidence.cluster.server) causes = withNew(causes, diagnoseTime(event));
  return withNew(causes, diagnoseSharedRule(evidence));
}

/** What the server took back, where that is not all that was counted. */
function diagnoseRetraction({ context, accepted }: Evidence): readonly Cause[] {
  const id = accepted.find(isRetraction)?.[context.platform.rule.idField];
  return [{ id: 'conversion-retracted', detail: `the server took back what carries the ID “${id ?? ''}”` }];
}

/** With those of a kind that is not named yet. */
function withNew(causes: readonly Cause[], found: readonly Cause[]): readonly Cause[] {
  if (found.length === 0) return causes;
  return found.reduce((known, cause) => (known.some(({ id }) => id === cause.id) ? known : [...known, cause]), causes);
}

/** Most conversions have no cause of most kinds: all of them share this list. */
const NONE: readonly Cause[] = [];

/** A pair explains an outcome where it keeps copies apart, or where the rule leaves the question open. */
function isAtFault({ sent, accepted, refused }: Evidence, { outcome, openBy }: Ruling): boolean {
  if (outcome === 'double-counts' || openBy === 'rule') return true;
  return outcome === 'browser-only' && sent.length > 0 && accepted.length === 0 && refused.some((event) => event.adjustment);
}

function diagnoseOpen({ context, cluster }: Evidence, { openBy }: Ruling): readonly Cause[] {
  if (openBy === 'recorder') return [proveRecorded(context, cluster)].filter((cause) => cause !== null);
  if (openBy === 'relay') return [proveSilence(context, cluster).cause].filter((cause) => cause !== null);
  if (openBy !== 'body') return NONE;
  const issue = cluster.browser.flatMap((fire) => fire.event.issues)[0];
  return [{ id: 'body-unreadable', detail: issue?.message ?? CAUSES['body-unreadable'].explanation }];
}

function diagnosePair(evidence: Evidence, { a, b, outcome }: Pairing): Cause[] {
  const [browser, server] = a.event.side === 'server' && b.event.side === 'browser' ? [b.event, a.event] : [a.event, b.event];
  const open = outcome.keys.filter((key) => key.result === 'not-comparable');
  const decided = outcome.keys.filter((key) => key.result === 'different' || key.result === 'missing');
  const faults = [...decided, ...open].flatMap((key) => (key.key === 'window' ? diagnoseWindow(key, outcome) : diagnoseKey(evidence, key, browser, server)));
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
      return diagnoseId(evidence, key, browser, server);
    case 'eventName':
      return [{ id: key.result === 'not-comparable' ? 'name-alias' : 'name-differs', detail: describeNames(key, browser) }];
    case 'pixelId':
      return key.result === 'not-comparable' ? [] : [{ id: 'pixel-differs', detail: `the browser sent to ${key.browser ?? 'no pixel'}, the server to ${key.server ?? 'no pixel'}` }];
    case 'action':
      return [diagnoseAction(key)];
    default:
      return [];
  }
}

function describeNames(key: KeyComparison, { customName }: BrowserEvent | ServerEvent): string {
  if (key.browser !== key.server) return `the event names differ: the browser sent “${key.browser}”, the server “${key.server}”`;
  const [custom, standard] = customName ? ['browser', 'server'] : ['server', 'browser'];
  return `the ${custom}'s “${key.browser}” is a custom event of that name, the ${standard}'s the standard one`;
}

function diagnoseAction(key: KeyComparison): Cause {
  if (key.result === 'not-comparable') return { id: 'action-unmapped', detail: `no mapping says whether the label ${key.browser ?? '(none)'} belongs to the conversion action ${key.server ?? '(none)'}` };
  return { id: 'pixel-differs', detail: `the browser's label ${key.browser} is ${key.note ?? 'another action'}, the server sent to ${key.server}` };
}

function diagnoseTests({ cluster }: Evidence): readonly Cause[] {
  const test = cluster.server.find((event) => event.test !== null);
  if (!test) return NONE;
  return [{ id: 'test-event', detail: test.test === 'counts' ? 'the server event carries a test code; the platform counts it all the same' : 'the server event was sent in validation mode: the platform counts nothing' }];
}

/** What a decoder found and what decides nothing by itself: what becomes of a hit without consent is not documented. */
function diagnoseFinding(evidence: Evidence, code: string, id: CauseId): readonly Cause[] {
  const issue = findingIn(evidence, code);
  return issue ? [{ id, detail: issue.message.charAt(0).toLowerCase() + issue.message.slice(1) }] : NONE;
}

function diagnoseSharedRule({ context: { platform }, sent, accepted }: Evidence): readonly Cause[] {
  if (platform.rule.serverPixel !== 'conversion-rule') return NONE;
  const shared = accepted.find(({ action }) => action !== null && sent.some((fire) => fire.event.action === action));
  return shared ? [{ id: 'rule-shared', detail: `both sides use the conversion rule ${shared.action}, where ${platform.name} asks for one of each source` }] : NONE;
}
