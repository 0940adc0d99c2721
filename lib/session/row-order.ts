import { compareTies } from '../dedup/buckets.ts';
import type { Row } from '../dedup/verdict-stage.ts';
import { PLATFORM_IDS } from '../model/platform-id.ts';

/** Newest first; what starts at the same moment in the platforms' order. */
export function newestFirst(a: Row, b: Row): number {
  return b.start - a.start || compareAtOneTime(a, b);
}

/** Oldest first; what starts at the same moment in the platforms' order. */
export function oldestFirst(a: Row, b: Row): number {
  return a.start - b.start || compareAtOneTime(a, b);
}

function compareAtOneTime(a: Row, b: Row): number {
  if (a === b) return 0;
  return PLATFORM_IDS.indexOf(a.conversion.platform) - PLATFORM_IDS.indexOf(b.conversion.platform) || compareTies(a.cluster, b.cluster);
}
