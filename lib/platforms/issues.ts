import type { DecodeIssue } from '../model/event.ts';
import type { WireRequest } from '../wire/request.ts';
import { timeUnit } from '../wire/time.ts';
import type { Decoded } from './define.ts';

export const NO_ISSUES: readonly DecodeIssue[] = [];

/** All issues in order. Nearly every event has none: nothing is copied then. */
export function joinIssues(...lists: readonly (readonly DecodeIssue[])[]): readonly DecodeIssue[] {
  let joined = NO_ISSUES;
  for (const list of lists) if (list.length > 0) joined = joined.length === 0 ? list : [...joined, ...list];
  return joined;
}

const UNIT_NAMES = { s: 'seconds', ms: 'milliseconds', us: 'microseconds' } as const;

/** A time stamp in another unit than the platform reads; [] where it is right or there is none. */
export function timeUnitIssues(stamp: number | null, wanted: keyof typeof UNIT_NAMES, field: string, platform: string): readonly DecodeIssue[] {
  if (stamp === null || timeUnit(stamp) === wanted) return NO_ISSUES;
  return [{ code: 'time-unit', message: `${field} is not in ${UNIT_NAMES[wanted]}, which is what ${platform} reads.` }];
}

/** The answer for a request in which no event was found: the body that hides it, where it cannot be read. */
export function withoutEvent({ body }: WireRequest): Decoded<never> {
  const unreadable = body.unreadable();
  return { events: [], issues: unreadable ? [unreadable] : NO_ISSUES };
}

/** A body that should be JSON and is none. */
export function malformedJson(what: string): DecodeIssue {
  return { code: 'malformed-json', message: `${what} is no JSON: it may have been cut off.` };
}
