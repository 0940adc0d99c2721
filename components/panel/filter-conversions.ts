import type { PlatformId } from '../../lib/model/platform-id.ts';
import type { Projection, Visit } from '../../lib/model/projection.ts';
import type { JudgedConversion, Outcome } from '../../lib/model/verdict.ts';
import { formatMoney } from '../format.ts';
import { OUTCOME_WORDS, PLATFORM_NAMES } from '../strings.ts';
import type { Filters } from './panel-store.ts';

/** What the filters leave of a projection, and what the filter bar says about the rest. */
export interface Filtered {
  /** Visits with the conversions that are shown; none is empty. */
  visits: readonly Visit[];
  shown: number;
  /** Conversions per outcome under every filter but the outcome's own: the numbers on the chips. */
  byOutcome: ReadonlyMap<Outcome, number>;
  /** All conversions under every filter but the outcome's own. */
  ofAllOutcomes: number;
  /** Platforms in the scope, in order of appearance. */
  platforms: readonly PlatformId[];
  /** Conversions in the scope before any filter. */
  inScope: number;
  /** Of these, page views and other measurement events, which are hidden at first. */
  measured: number;
  /** Conversions outside the scope: other tabs. */
  elsewhere: number;
  /** Conversions of the tab of which every event is older than the scope. */
  earlier: number;
}

/** Which part of a session is looked at before any filter. */
export interface Scope {
  /** null = every tab belongs to it. Visits of unknown tab (-1) always do. */
  tabId: number | null;
  /** Unix ms; null = from the start. */
  since: number | null;
}

export function filterConversions(projection: Projection, filters: Filters, { tabId, since }: Scope): Filtered {
  const inTab = projection.visits.filter((visit) => tabId === null || visit.tabId === tabId || visit.tabId === -1);
  const ofTabs = filters.allTabs ? projection.visits : inTab;
  const scope = since === null ? ofTabs : narrow(ofTabs, (conversion) => isSince(conversion, since));
  const narrowed = narrow(scope, (conversion) => passes(conversion, filters));
  const candidates = narrowed.flatMap(({ conversions }) => conversions);
  const { outcomes } = filters;
  const visits = outcomes.length === 0 ? narrowed : narrow(narrowed, ({ verdict }) => outcomes.includes(verdict.outcome));
  return {
    visits,
    shown: count(visits),
    byOutcome: countOutcomes(candidates),
    ofAllOutcomes: candidates.length,
    platforms: [...new Set(scope.flatMap(({ conversions }) => conversions.map(({ platform }) => platform)))],
    inScope: count(scope),
    measured: scope.flatMap(({ conversions }) => conversions).filter((conversion) => !isConversion(conversion)).length,
    elsewhere: count(projection.visits) - count(inTab),
    earlier: count(ofTabs) - count(scope),
  };
}

/** A conversion that an earlier page load began and this one repeated belongs to both. */
function isSince({ browser, server }: JudgedConversion, since: number): boolean {
  return browser.some(({ event }) => event.at >= since) || server.some(({ receivedAt }) => receivedAt >= since);
}

function narrow(visits: readonly Visit[], keeps: (conversion: JudgedConversion) => boolean): Visit[] {
  return visits
    .map((visit) => ({ ...visit, conversions: visit.conversions.filter(keeps) }))
    .filter(({ conversions }) => conversions.length > 0);
}

function count(visits: readonly Visit[]): number {
  return visits.reduce((sum, { conversions }) => sum + conversions.length, 0);
}

function countOutcomes(conversions: readonly JudgedConversion[]): Map<Outcome, number> {
  const counts = new Map<Outcome, number>();
  for (const { verdict } of conversions) counts.set(verdict.outcome, (counts.get(verdict.outcome) ?? 0) + 1);
  return counts;
}

function passes(conversion: JudgedConversion, { platforms, conversionsOnly, search }: Filters): boolean {
  if (platforms.length > 0 && !platforms.includes(conversion.platform)) return false;
  if (conversionsOnly && !isConversion(conversion)) return false;
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return words.length === 0 || words.every((word) => searchText(conversion).includes(word));
}

/** Page views and other measurement events are not. A row that could not be read stays: it may be a sale. */
export function isConversion({ browser, server }: JudgedConversion): boolean {
  return server.length > 0 || browser.some(({ event }) => event.role === 'conversion' || event.issues.length > 0);
}

const searchTexts = new WeakMap<JudgedConversion, string>();

/** Every text of a row, lower case; kept per conversion, since a keystroke searches all of them. */
function searchText(conversion: JudgedConversion): string {
  const known = searchTexts.get(conversion);
  if (known !== undefined) return known;
  const text = texts(conversion).join('\n').toLowerCase();
  searchTexts.set(conversion, text);
  return text;
}

function texts(conversion: JudgedConversion): string[] {
  const { platform, pixelId, eventName, orderId, browser, server, calls, value, currency, verdict } = conversion;
  const fires = browser.flatMap(({ event, mirrors }) => [event, ...mirrors]);
  const found = [
    ...[PLATFORM_NAMES[platform], platform, pixelId, eventName, orderId, formatMoney(value, currency)],
    ...[OUTCOME_WORDS[verdict.outcome], verdict.sentence, ...verdict.causes.map(({ detail }) => detail)],
    ...verdict.keys.flatMap((key) => [key.browser, key.server]),
    ...[...fires, ...server].flatMap((event) => [event.pixelId, event.action, event.eventName, event.eventId, event.orderId, ...event.contentIds]),
    ...fires.flatMap(({ pageUrl, host }) => [pageUrl, host]),
    ...server.flatMap(({ sender, deliveries }) => [sender, ...deliveries.map(({ message }) => message)]),
    ...[...fires, ...server].flatMap(({ userKeys, issues }) => [...Object.values(userKeys).flat(), ...issues.map(({ message }) => message)]),
    ...calls.flatMap(({ method, eventId }) => [method, eventId]),
  ];
  return found.filter((each) => each !== null);
}
