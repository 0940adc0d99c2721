import type { Basis } from '../model/rule.ts';
import type { DedupContext } from './context.ts';
import { comparePair, weaker, type Arrival, type PairResult } from './pair.ts';

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

/** Arrivals that the platform takes for one event, in order of arrival: the first is the one it counted. */
type Group = Arrival[];

/**
 * Counts arrivals as the platform does: in order of arrival, each either merges into an earlier group or opens a new one.
 * One event may hold two earlier groups together (two browser fires that the same server event merges with).
 */
export function countArrivals(context: DedupContext, arrivals: readonly Arrival[]): Count {
  let groups: Group[] = [];
  const pairings: Pairing[] = [];
  for (const arrival of [...arrivals].sort((a, b) => a.at - b.at)) {
    const absorbed = groups.filter((group) => mergesInto(context, group, arrival, pairings));
    groups = [...groups.filter((group) => !absorbed.includes(group)), [...absorbed.flat(), arrival]];
  }
  const mergeBasis = pairings.reduce<Basis>((basis, { outcome }) => (outcome.result === 'merge' ? weaker(basis, outcome.basis) : basis), 'documented');
  return { least: countLinked(groups, pairings), most: groups.length, pairings, mergeBasis };
}

/** Compares an arrival with a group's members until one merges; a window runs from the group's first arrival. */
function mergesInto(context: DedupContext, group: Group, arrival: Arrival, pairings: Pairing[]): boolean {
  for (const member of group) {
    const outcome = withinWindowOfFirst(comparePair(context, member, arrival), group, arrival);
    pairings.push({ a: member, b: arrival, outcome });
    if (outcome.result === 'merge') return true;
  }
  return false;
}

function withinWindowOfFirst(outcome: PairResult, [first]: Group, arrival: Arrival): PairResult {
  const windowMs = outcome.alternative?.windowMs ?? null;
  if (outcome.result === 'separate' || windowMs === null || !first || arrival.at - first.at <= windowMs) return outcome;
  const keys = outcome.keys.map((key) => (key.key === 'window' ? { ...key, result: 'different' as const } : key));
  return { ...outcome, result: 'separate', keys };
}

/** Number of sets of groups that open questions link: what is counted if every open question turns out a merge. */
function countLinked(groups: readonly Group[], pairings: readonly Pairing[]): number {
  const groupOf = new Map(groups.flatMap((group) => group.map((arrival) => [arrival, group] as const)));
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
