import type { BrowserEvent, EventFields, ServerEvent } from '../model/event.ts';
import type { Basis, RuleAlternative } from '../model/rule.ts';
import type { KeyComparison } from '../model/verdict.ts';
import { compareField, compareNames } from './compare-field.ts';
import { compareWindow, describeWindow } from './compare-window.ts';
import type { DedupContext } from './context.ts';
import { compareDaily } from './daily-counter.ts';

/** Code of a decoder's finding that the platform deduplicates this event with nothing. */
export const NEVER_MERGED = 'never-deduplicated';

/** An event that reached the platform, with the time at which it did. */
export interface Arrival {
  event: BrowserEvent | ServerEvent;
  /** Unix ms. */
  at: number;
}

/** What the platform does with two arrivals. */
export interface PairResult {
  result: 'merge' | 'separate' | 'unknown';
  basis: Basis;
  keys: readonly KeyComparison[];
  /** The alternative that decided, or the strongest one that failed; null where none holds for these names. */
  alternative: RuleAlternative | null;
  /** A weaker rule would have merged them had the browser come first. */
  wrongOrder: boolean;
}

export function arrivalOf(event: BrowserEvent | ServerEvent): Arrival {
  return { event, at: event.side === 'browser' ? event.at : event.receivedAt };
}

/**
 * Compares two arrivals by the platform's rule: across channels by its alternatives, within one by `sameChannel`.
 * A fallback holds only where an ID is missing; any other alternative merges even where the first one's keys differ.
 */
export function comparePair(context: DedupContext, a: Arrival, b: Arrival): PairResult {
  const daily = compareDaily(a.event, b.event);
  if (daily) return daily;
  const alternatives = applicable(context, a.event, b.event);
  const [strongest] = alternatives;
  // Where the documentation names no rule for an event, the safe reading is that every copy counts.
  if (!strongest) return { result: 'separate', basis: 'inferred', keys: compareNames(context, a.event, b.event), alternative: null, wrongOrder: false };
  const first = tryAlternative(context, strongest, a, b);
  if (isNeverMerged(a) || isNeverMerged(b)) return { ...first, result: 'separate', basis: 'documented' };
  const isAcross = a.event.side !== b.event.side;
  if (isAcross && first.result !== 'separate') return first;
  const weaker = alternatives.slice(1).map((alternative) => tryAlternative(context, alternative, a, b));
  if (!isAcross) return withinChannel(context, a.event.side, [first, ...weaker]);
  const fallsBack = isIdMissing(first);
  const open = weaker.filter(({ alternative }) => fallsBack || alternative?.basis !== 'fallback');
  const met = open.find((attempt) => attempt.result !== 'separate');
  return met ?? leaveOpen(context, { ...closestOf([first, ...open]), wrongOrder: open.some(failsByOrderAlone) });
}

function isNeverMerged({ event: { issues } }: Arrival): boolean {
  return issues.some(({ code }) => code === NEVER_MERGED);
}

/** Of alternatives that all fail, the one that fails by the fewest keys explains best why. */
function closestOf(attempts: readonly [PairResult, ...PairResult[]]): PairResult {
  const faults = ({ keys }: PairResult) => keys.filter(({ result }) => result === 'different' || result === 'missing').length;
  const [first, ...others] = attempts;
  return others.reduce((best, attempt) => (attempt.alternative?.basis !== 'fallback' && faults(attempt) < faults(best) ? attempt : best), first);
}

/** Where only the ID is missing, a method that the platform does not publish may still merge the two. */
function leaveOpen({ platform: { rule } }: DedupContext, result: PairResult): PairResult {
  const faults = result.keys.filter((key) => key.result === 'different' || key.result === 'missing');
  const lacksIdAlone = faults.length === 1 && faults[0]?.key === rule.idField && faults[0].result === 'missing';
  return rule.unpublishedMethod !== undefined && lacksIdAlone ? { ...result, result: 'unknown', basis: 'inferred' } : result;
}

/** Alternatives that hold for either event's name: one is enough, since a wrong name is what we want to see compared. */
function applicable({ platform: { rule } }: DedupContext, a: EventFields, b: EventFields): readonly RuleAlternative[] {
  if (rule.alternatives.every(({ appliesTo }) => appliesTo === null)) return rule.alternatives;
  return rule.alternatives.filter(({ appliesTo }) => appliesTo === null || appliesTo.includes(a.eventName) || appliesTo.includes(b.eventName));
}

/** Repeats are held to the same keys as pairs, but to no fallback: that is said of browser and server only. */
function withinChannel({ platform: { rule } }: DedupContext, side: 'browser' | 'server', attempts: readonly [PairResult, ...PairResult[]]): PairResult {
  const met = attempts.find(({ result, alternative }) => result !== 'separate' && alternative?.basis !== 'fallback');
  if (!met) return attempts[0];
  const { result, basis } = (side === 'server' ? rule.serverRepeats : undefined) ?? rule.sameChannel;
  if (result === 'merged') return { ...met, basis: weaker(met.basis, basis) };
  return { ...met, basis, result: result === 'counted' ? 'separate' : 'unknown' };
}

function isIdMissing({ keys }: PairResult): boolean {
  return keys.some(({ key, result }) => (key === 'eventId' || key === 'orderId') && result === 'missing');
}

function failsByOrderAlone({ keys, alternative }: PairResult): boolean {
  return alternative?.order === 'browser-first' && keys.every(({ key, result }) => key === 'window' || result === 'equal');
}

/** Compares two arrivals by one alternative alone. */
export function tryAlternative(context: DedupContext, alternative: RuleAlternative, a: Arrival, b: Arrival): PairResult {
  const isTurned = a.event.side === 'server' && b.event.side === 'browser';
  const browser = isTurned ? b : a;
  const server = isTurned ? a : b;
  // Two events of one side do carry the same kind of ID: only across sides is it assumed.
  const assumed: readonly KeyComparison['key'][] = (browser.event.side === server.event.side ? undefined : alternative.assumed) ?? NONE;
  const { lines, allowed } = proofOf(alternative);
  const keys = lines.map((line) => {
    if (line === 'window') return compareWindow(alternative, browser, server, allowed);
    const compared = compareField(context, line, browser.event, server.event);
    return assumed.includes(line) ? { ...compared, result: 'not-comparable' as const, note: 'assumed equal: the wire does not say' } : compared;
  });
  const result = resultOf(keys, assumed);
  return { result, basis: basisOf(context, alternative, keys, result), keys, alternative, wrongOrder: false };
}

const NONE: readonly never[] = [];

/** What every proof by one alternative has in common. */
interface Proof {
  /** The keys, then the window. */
  lines: readonly KeyComparison['key'][];
  /** How long the window is. */
  allowed: string;
}

const PROOFS = new WeakMap<RuleAlternative, Proof>();

function proofOf(alternative: RuleAlternative): Proof {
  const known = PROOFS.get(alternative);
  if (known) return known;
  const proof: Proof = { lines: [...alternative.on, 'window'], allowed: describeWindow(alternative) };
  PROOFS.set(alternative, proof);
  return proof;
}

/** What is only assumed equal decides nothing. */
function resultOf(keys: readonly KeyComparison[], assumed: readonly KeyComparison['key'][]): PairResult['result'] {
  let result: PairResult['result'] = 'merge';
  for (const compared of keys) {
    if (assumed.includes(compared.key)) continue;
    if (compared.result === 'different' || compared.result === 'missing') return 'separate';
    if (compared.result === 'not-comparable') result = 'unknown';
  }
  return result;
}

function basisOf({ platform: { rule } }: DedupContext, alternative: RuleAlternative, keys: readonly KeyComparison[], result: PairResult['result']): Basis {
  if (result === 'merge') return alternative.windowMs === null ? weaker(alternative.basis, 'inferred') : alternative.basis;
  const different = keys.filter((key) => key.result === 'different');
  const [only] = different;
  const isSilentOn = (only?.key === 'eventName' && only.note === null) || (only?.key === rule.idField && !rule.exactIdDocumented);
  if (result === 'separate' && different.length === 1 && only && isSilentOn && isSpelling(only)) return 'inferred';
  return alternative.basis === 'fallback' ? 'documented' : alternative.basis;
}

/** True where two IDs or names are equal but for case, space or number format, on which most documentation is silent. */
function isSpelling({ browser, server }: KeyComparison): boolean {
  const fold = (id: string | null) => (id ?? '').trim().toLowerCase().replace(/^0+(?=\d)/, '').replace(/\.0+$/, '');
  return fold(browser) === fold(server);
}

/** The weaker of two bases. */
export function weaker(a: Basis, b: Basis): Basis {
  return SUREST_FIRST.indexOf(b) > SUREST_FIRST.indexOf(a) ? b : a;
}

const SUREST_FIRST: readonly Basis[] = ['documented', 'inferred', 'fallback'];
