import type { Basis } from '../model/rule.ts';
import type { Outcome } from '../model/verdict.ts';
import { isRetraction, setsLeft } from './counted-sets.ts';
import type { Evidence } from './evidence.ts';
import { findingIn } from './findings.ts';
import { EMPTY_ID } from '../platforms/finding-codes.ts';
import { CONSENT_DENIED } from '../platforms/wire-consent.ts';
import { isUnconfirmed } from './delivery.ts';
import { weaker } from './pair.ts';
import { proveRecorded } from './recorded.ts';
import { proveSilence } from './relay-proof.ts';

/** What the platform does with a conversion, before it is explained. */
export interface Ruling {
  outcome: Outcome;
  basis: Basis;
  /** null = the evidence does not say. */
  counted: number | null;
  /** What keeps the verdict open: a body, a request under way, the recording, the relay, or the platform's silence; null = it is closed. */
  openBy: 'body' | 'request' | 'recorder' | 'relay' | 'rule' | null;
  /** `counted` is the least: where the documentation is silent it may be more. */
  isLeast?: true;
  /** The server took the conversion back: it should be counted no more, and is not, but for copies that the retraction did not reach. */
  isTakenBack?: true;
}

/** Rules on one conversion by product.md's table. Nothing is green without evidence for both sides. */
export function rule(evidence: Evidence): Ruling {
  const { cluster, sent, accepted, inFlight } = evidence;
  // Without a body not even the event's name is known.
  if (cluster.browser.some(({ event }) => event.eventName === '')) return open('undetermined', 'body');
  if (inFlight.length > 0) return open('pending', 'request');
  if (sent.length === 0 && accepted.length === 0) return ruleOnNothing(evidence);
  if (evidence.count.least > 1) return ruleOnDouble(evidence);
  if (sent.length > 0 && accepted.length > 0) return ruleOnBoth(evidence);
  return sent.length > 0 ? ruleOnBrowser(evidence) : ruleOnServer(evidence);
}

function open(outcome: 'pending' | 'undetermined', openBy: Ruling['openBy'], basis: Basis = 'documented'): Ruling {
  return { outcome, basis, counted: null, openBy };
}

function close(outcome: Outcome, basis: Basis, counted: number): Ruling {
  return { outcome, basis, counted, openBy: null };
}

/** What the browser sent while nothing was recorded nobody saw. */
function openByRecorder({ context, cluster }: Evidence): Ruling | null {
  return proveRecorded(context, cluster) && open('undetermined', 'recorder');
}

/** While the relay cannot prove its silence, what it did not show may still exist. */
function openByRelay({ context, cluster }: Evidence): Ruling | null {
  const { state } = proveSilence(context, cluster);
  if (state === 'settled') return null;
  return open(state === 'pending' ? 'pending' : 'undetermined', 'relay');
}

function ruleOnNothing(evidence: Evidence): Ruling {
  const unseen = openByRecorder(evidence);
  if (unseen) return unseen;
  const bothSeen = evidence.unsent.length > 0 && evidence.refused.length > 0;
  const unproved = openByRelay(evidence);
  return unproved && !(bothSeen && unproved.outcome === 'undetermined') ? unproved : close('lost', 'documented', 0);
}

/** What only looks like the server's copy proves nothing while the true copy may still be unseen; two fires of the browser need no server. */
function ruleOnDouble(evidence: Evidence): Ruling {
  const { count, cluster, context, accepted } = evidence;
  const isAlikeOnly = cluster.joinedBy === 'similarity';
  const unproved = isAlikeOnly && accepted.length > 0 && proveSilence(context, cluster).state !== 'absent' ? openByRelay(evidence) : null;
  const basis = unconfirmedBasis(evidence, count.most > count.least ? 'inferred' : separateBasis(evidence));
  const ruling = unlessTakenBack(evidence, close('double-counts', isAlikeOnly ? weaker(basis, 'inferred') : basis, count.least));
  return unproved ?? (count.most > count.least ? { ...ruling, isLeast: true } : ruling);
}

function ruleOnBoth(evidence: Evidence): Ruling {
  const { count } = evidence;
  if (count.most > 1) return open('undetermined', 'rule', 'inferred');
  return unlessTakenBack(evidence, close('deduplicates', unconfirmedBasis(evidence, count.mergeBasis), 1));
}

/** A retraction takes back what carries its ID: a copy under another one goes on counting, though nobody expects it to. */
function unlessTakenBack(evidence: Evidence, ruling: Ruling): Ruling {
  return evidence.accepted.some(isRetraction) ? { ...ruling, counted: setsLeft(evidence).length, isTakenBack: true } : ruling;
}

function ruleOnBrowser(evidence: Evidence): Ruling {
  const unproved = openByRelay(evidence);
  if (unproved) return unproved;
  if (evidence.count.most > 1) return open('undetermined', 'rule', 'inferred');
  return close('browser-only', unconfirmedBasis(evidence, evidence.count.mergeBasis), 1);
}

/** A blocked browser event is evidence of its own; without one, silence of the browser side needs a session that was asked about. */
function ruleOnServer(evidence: Evidence): Ruling {
  const unproved = openByRecorder(evidence) ?? (evidence.unsent.length > 0 ? null : openByRelay(evidence));
  if (unproved) return unproved;
  if (evidence.count.most > 1) return open('undetermined', 'rule', 'inferred');
  return unlessTakenBack(evidence, close('server-only', unconfirmedBasis(evidence, evidence.count.mergeBasis), 1));
}

/** No documentation says that a request without an answer arrived, that a hit without consent is counted, or an ID that is empty the first of its kind. */
function unconfirmedBasis(evidence: Evidence, basis: Basis): Basis {
  const isOpen = evidence.sent.some(isUnconfirmed) || findingIn(evidence, CONSENT_DENIED) !== null || findingIn(evidence, EMPTY_ID) !== null;
  return isOpen ? weaker(basis, 'inferred') : basis;
}

/** The surest of the comparisons that keep the copies apart. */
function separateBasis({ count }: Evidence): Basis {
  const apart = count.pairings.filter(({ outcome }) => outcome.result === 'separate');
  return apart.some(({ outcome }) => outcome.basis === 'documented') ? 'documented' : 'inferred';
}
