import type { CoverageGap } from '../lib/model/relay.ts';

/** One life of a relay process. Unix ms. */
export interface Run {
  from: number;
  to: number;
}

/** Times between the runs in which no relay recorded. Runs may overlap: several relays share one store. */
export function gapsBetween(runs: readonly Run[]): CoverageGap[] {
  const [first, ...later] = runs.toSorted((a, b) => a.from - b.from);
  if (first === undefined) return [];
  const gaps: CoverageGap[] = [];
  let end = first.to;
  for (const run of later) {
    if (run.from > end) gaps.push({ from: end, to: run.from, reason: 'relay_down' });
    end = Math.max(end, run.to);
  }
  return gaps;
}

/** Gaps of one reason this close together are told as one, so that a relay that keeps failing does not fill its answers. */
const MERGE_MS = 60_000;

/** The gaps in order of time. Merging makes a gap longer, never shorter: that errs on the side of less proof. */
export function mergeGaps(gaps: readonly CoverageGap[]): CoverageGap[] {
  const merged = new Map<string, CoverageGap[]>();
  for (const gap of gaps.toSorted((a, b) => a.from - b.from)) {
    const same = merged.get(gap.reason) ?? [];
    const last = same.at(-1);
    if (last !== undefined && gap.from - last.to <= MERGE_MS) same[same.length - 1] = { ...last, to: Math.max(last.to, gap.to) };
    else same.push(gap);
    merged.set(gap.reason, same);
  }
  return [...merged.values()].flat().toSorted((a, b) => a.from - b.from);
}
