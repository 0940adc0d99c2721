import type { Check, Checklist, CheckStatus, Expectation, ExpectedEvent } from '../model/expectation.ts';
import type { Visit } from '../model/projection.ts';
import type { JudgedConversion } from '../model/verdict.ts';
import { platformById } from '../platforms/registry.ts';
import { fitsPage } from './page-pattern.ts';
import { platformName } from './words.ts';

/** The worse stands first: it is the status of the whole. */
const WORST_FIRST: readonly CheckStatus[] = ['failed', 'undecided', 'waiting', 'passed'];

/** Holds what is expected of a page against the newest order that the visits show on it. `visits`: newest first. */
export function checkPage(expectation: Expectation, visits: readonly Visit[]): Checklist {
  const seen = visitsOfNewestOrder(visits.filter(({ pageUrl }) => pageUrl !== null && fitsPage(expectation.page, pageUrl)));
  const conversions = seen.flatMap((visit) => visit.conversions);
  const found = expectation.events.map((expected) => conversions.filter((conversion) => isExpected(expected, conversion)));
  const checks = expectation.events.map((expected, index) => checkCount(expected, found[index] ?? [], seen.length > 0));
  if (expectation.deduplicated) checks.push(checkDeduplication(expectation, [...new Set(found.flat())]));
  return {
    expectation,
    pageUrl: seen[0]?.pageUrl ?? null,
    checks,
    status: WORST_FIRST.find((status) => checks.some((check) => check.status === status)) ?? 'waiting',
  };
}

/** A reload is a visit of its own, in which what the platform merges makes no row: the order's first visit belongs to it. */
function visitsOfNewestOrder(visits: readonly Visit[]): readonly Visit[] {
  const newest = visits.find((visit) => visit.orderId !== null);
  if (!newest) return visits.slice(0, 1);
  return visits.filter((visit) => visit.orderId === newest.orderId || (visit.orderId === null && visit.at >= newest.at));
}

function isExpected({ platform, event }: ExpectedEvent, conversion: JudgedConversion): boolean {
  if (conversion.platform !== platform) return false;
  return conversion.eventName === event || platformById(platform)?.meaningOf(conversion.eventName) === event;
}

function checkCount(expected: ExpectedEvent, found: readonly JudgedConversion[], visited: boolean): Check {
  const { platform, event, count } = expected;
  const text = `${count === 0 ? 'No' : `Exactly ${count}`} ${event} on ${platformName(platform)}`;
  const open = openStatus(found);
  const counted = found.reduce((sum, { verdict }) => sum + (verdict.counted ?? 0), 0);
  if (!visited) return { text, status: 'waiting', detail: 'The page was not visited yet.' };
  // What is counted already does not become less: too many is certain while others are open.
  if (counted > count) return { text, status: 'failed', detail: `${platformName(platform)} will count ${counted}.` };
  if (open) return { text, ...open };
  if (counted === count) return { text, status: 'passed', detail: null };
  return { text, status: 'failed', detail: found.length === 0 ? 'None was seen.' : `${platformName(platform)} will count ${counted}.` };
}

function checkDeduplication({ events }: Expectation, found: readonly JudgedConversion[]): Check {
  const text = 'All deduplicate';
  const missing = found.filter(({ verdict: { outcome } }) => !['deduplicates', 'pending', 'undetermined'].includes(outcome));
  const open = openStatus(found);
  if (missing.length > 0) {
    return { text, status: 'failed', detail: `${missing.length} of ${found.length} ${missing.length === 1 ? 'does' : 'do'} not: ${[...new Set(missing.map(({ platform }) => platformName(platform)))].join(', ')}.` };
  }
  if (open) return { text, ...open };
  const expectsAny = events.some(({ count }) => count > 0);
  return found.length === 0 && expectsAny ? { text, status: 'waiting', detail: 'No expected event was seen yet.' } : { text, status: 'passed', detail: null };
}

/** What keeps a check from being decided; null = every count is known. */
function openStatus(found: readonly JudgedConversion[]): { status: 'waiting' | 'undecided'; detail: string } | null {
  const undecided = found.find(({ verdict }) => verdict.outcome === 'undetermined');
  if (undecided) return { status: 'undecided', detail: undecided.verdict.sentence };
  const pending = found.find(({ verdict }) => verdict.outcome === 'pending');
  return pending ? { status: 'waiting', detail: pending.verdict.sentence } : null;
}
