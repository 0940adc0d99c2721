import type { BrowserFire } from '../model/conversion.ts';
import type { ServerEvent } from '../model/event.ts';
import type { Basis } from '../model/rule.ts';
import type { DedupContext } from './context.ts';
import { arrivalOf, comparePair, weaker, type Arrival, type PairResult } from './pair.ts';

/** A comparison of two arrivals of one conversion. */
export interface Pairing {
  a: Arrival;
  b: Arrival;
  outcome: PairResult;
}

/** How often the platform counts a set of arrivals. */
export interface Count {
  /** Taking every open question as "merges". */
  least: number;
  /** Taking every open question as "counts apart". */
  most: number;
  /** The comparisons that were made, in order of arrival. */
  pairings: readonly Pairing[];
  /** The weakest basis among the merges that hold the arrivals together. */
  mergeBasis: Basis;
}

/** Arrivals that the platform takes for one event. */
interface Group {
  /** In order of arrival: the first is the one it counted. */
  members: Arrival[];
  /** Copies through one channel, of which the documentation does not say whether they merge: each may count again. */
  repeats: Arrival[];
}

/**
 * Counts what arrived of both sides as the platform does: in order of arrival, each either merges into an earlier group or opens a new one.
 * One event may hold two earlier groups together (two browser fires that the same server event merges with).
 */
export function countArrivals(context: DedupContext, sent: readonly BrowserFire[], accepted: readonly ServerEvent[]): Count {
  if (sent.length + accepted.length < 3) return countFew(context, sent, accepted);
  const arrivals = [...sent.map(({ event }) => arrivalOf(event)), ...accepted.map(arrivalOf)];
  let groups: Group[] = [];
  const pairings: Pairing[] = [];
  for (const arrival of arrivals.sort((a, b) => a.at - b.at)) {
    const relations = groups.map((group) => ({ group, ...relate(context, group, arrival) }));
    const absorbed = new Set(absorbing(relations));
    const repeated = relations.find(({ relation }) => relation === 'repeat')?.group;
    for (const one of relations) if (one.relation !== 'merge' || absorbed.has(one)) pairings.push(...one.pairings);
    if (absorbed.size > 0) groups = [...relations.filter((one) => !absorbed.has(one)).map(({ group }) => group), absorb(context, [...absorbed].map(({ group }) => group), arrival, pairings)];
    else if (repeated) repeated.repeats.push(arrival);
    else groups.push({ members: [arrival], repeats: [] });
  }
  return { least: countLinked(groups, pairings), most: groups.reduce((sum, { repeats }) => sum + 1 + repeats.length, 0), pairings, mergeBasis: mergeBasisOf(pairings) };
}

/** Where a copy of the other channel settles repeats within one, on which the documentation is silent, that is our reading. */
function mergeBasisOf(pairings: readonly Pairing[]): Basis {
  let weakest: Basis = 'documented';
  for (const { outcome: { result, basis } } of pairings) weakest = result === 'merge' ? weaker(weakest, basis) : result === 'unknown' ? weaker(weakest, 'inferred') : weakest;
  return weakest;
}

/** Those that an arrival merges with: all that carry its ID, or the first alone where only a fallback holds ("two consecutive browser events … we do not discard either"). */
function absorbing(relations: readonly Relation[]): Relation[] {
  const merging = relations.filter(({ relation }) => relation === 'merge');
  const byId = merging.filter((one) => !isFallback(one.pairings.at(-1)?.outcome));
  return byId.length > 0 ? byId : merging.slice(0, 1);
}

function isFallback(outcome: PairResult | undefined): boolean {
  return outcome?.basis === 'fallback';
}

/** Most conversions are one or two arrivals: what one comparison says of them is all there is. */
function countFew(context: DedupContext, sent: readonly BrowserFire[], accepted: readonly ServerEvent[]): Count {
  const first = sent[0]?.event ?? accepted[0];
  const second = sent[1]?.event ?? accepted[sent.length === 0 ? 1 : 0];
  if (!first) return NOTHING;
  return second ? countPair(context, arrivalOf(first), arrivalOf(second)) : ONE;
}

const NONE: readonly never[] = [];
const NOTHING: Count = { least: 0, most: 0, pairings: NONE, mergeBasis: 'documented' };
const ONE: Count = { ...NOTHING, least: 1, most: 1 };

function countPair(context: DedupContext, one: Arrival, other: Arrival): Count {
  const a = other.at < one.at ? other : one;
  const b = a === one ? other : one;
  const outcome = withinWindowOf(a, comparePair(context, a, b), b);
  const { result, basis } = outcome;
  return { least: result === 'separate' ? 2 : 1, most: result === 'merge' ? 1 : 2, pairings: [{ a, b, outcome }], mergeBasis: result === 'merge' ? basis : 'documented' };
}

/** How an arrival stands to a group. */
interface Relation {
  group: Group;
  relation: 'merge' | 'repeat' | 'apart';
  /** The comparisons that say so; the last one decided. */
  pairings: Pairing[];
}

/** Compares an arrival with a group's members until one merges. */
function relate(context: DedupContext, { members }: Group, arrival: Arrival): Omit<Relation, 'group'> {
  const pairings: Pairing[] = [];
  let relation: 'repeat' | 'apart' = 'apart';
  for (const member of members) {
    const { result } = compareWithin(context, members, member, arrival, pairings);
    if (result === 'merge') return { relation: result, pairings };
    if (result === 'unknown' && member.event.side === arrival.event.side) relation = 'repeat';
  }
  return { relation, pairings };
}

function compareWithin(context: DedupContext, members: readonly Arrival[], a: Arrival, b: Arrival, pairings: Pairing[]): PairResult {
  const outcome = withinWindowOf(members[0] ?? a, comparePair(context, a, b), b);
  pairings.push({ a, b, outcome });
  return outcome;
}

/** Groups that one arrival holds together; it may settle their repeats, too (a server event that every fire merges with). */
function absorb(context: DedupContext, absorbed: readonly Group[], arrival: Arrival, pairings: Pairing[]): Group {
  const members = [...absorbed.flatMap((group) => group.members), arrival];
  const repeats = absorbed.flatMap((group) => group.repeats);
  const settled = repeats.filter((repeat) => {
    const outcome = compareWithin(context, members, repeat, arrival, pairings);
    return outcome.result === 'merge' && !isFallback(outcome);
  });
  return { members: [...members, ...settled], repeats: repeats.filter((repeat) => !settled.includes(repeat)) };
}

/** A window runs from the group's first arrival, not from its last duplicate. */
function withinWindowOf(first: Arrival, outcome: PairResult, arrival: Arrival): PairResult {
  const windowMs = outcome.alternative?.windowMs ?? null;
  if (outcome.result === 'separate' || windowMs === null || arrival.at - first.at <= windowMs) return outcome;
  const keys = outcome.keys.map((key) => (key.key === 'window' ? { ...key, result: 'different' as const } : key));
  return { ...outcome, result: 'separate', keys };
}

/** Number of sets of groups that open questions link: what is counted if every open question turns out a merge. */
function countLinked(groups: readonly Group[], pairings: readonly Pairing[]): number {
  const groupOf = new Map(groups.flatMap((group) => [...group.members, ...group.repeats].map((arrival) => [arrival, group] as const)));
  const links = new Map<Group, Set<Group>>(groups.map((group) => [group, new Set()]));
  for (const { a, b, outcome } of pairings) {
    const [from, to] = [groupOf.get(a), groupOf.get(b)];
    if (outcome.result !== 'unknown' || !from || !to) continue;
    links.get(from)?.add(to);
    links.get(to)?.add(from);
  }
  const seen = new Set<Group>();
  return groups.filter((group) => !seen.has(group) && reach(group, links, seen)).length;
}

/** Marks everything that hangs together with `start`. */
function reach(start: Group, links: ReadonlyMap<Group, ReadonlySet<Group>>, seen: Set<Group>): true {
  const open = [start];
  for (let group = open.pop(); group; group = open.pop()) {
    if (seen.has(group)) continue;
    seen.add(group);
    open.push(...(links.get(group) ?? []));
  }
  return true;
}
