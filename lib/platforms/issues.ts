import type { DecodeIssue } from '../model/event.ts';
import { timeUnit } from '../wire/time.ts';

const UNIT_NAMES = { s: 'seconds', ms: 'milliseconds', us: 'microseconds' } as const;

/** A time stamp in another unit than the platform reads; [] where it is right or there is none. */
export function timeUnitIssues(stamp: number | null, wanted: keyof typeof UNIT_NAMES, field: string, platform: string): DecodeIssue[] {
  if (stamp === null || timeUnit(stamp) === wanted) return [];
  return [{ code: 'time-unit', message: `${field} is not in ${UNIT_NAMES[wanted]}, which is what ${platform} reads.` }];
}

/** A body that should be JSON and is none. */
export function malformedJson(what: string): DecodeIssue {
  return { code: 'malformed-json', message: `${what} is no JSON: it may have been cut off.` };
}
