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
  const shares = ofTabs.map((visit) => shareOf(visit, filters, since));
  const inScope = sum(shares, (share) => share.inScope);
  return {
    visits: shares.map(({ shown }) => shown).filter(({ conversions }) => conversions.length > 0),
    shown: sum(shares, ({ shown }) => shown.conversions.length),
    byOutcome: countOutcomes(shares),
    ofAllOutcomes: sum(shares, ({ outcomes }) => outcomes.length),
    platforms: platformsOf(shares),
    inScope,
    measured: sum(shares, ({ measured }) => measured),
    elsewhere: sum(projection.visits, countOf) - sum(inTab, countOf),
    earlier: sum(ofTabs, countOf) - inScope,
  };
}

/** What a visit adds to the list; the names are those of `Filtered`. */
interface Share {
  /** The visit with the conversions that are shown; it may be left empty. */
  shown: Visit;
  /** One for each conversion under every filter but the outcome's own. */
  outcomes: readonly Outcome[];
  platforms: readonly PlatformId[];
  inScope: number;
  measured: number;
}

const knownShares = new WeakMap<Visit, { filters: Filters; since: number | null; share: Share }>();

/** Kept per visit: of a live session, all visits but a few are the same ten times a second. */
function shareOf(visit: Visit, filters: Filters, since: number | null): Share {
  const known = knownShares.get(visit);
  if (known?.filters === filters && known.since === since) return known.share;
  const share = sift(visit, filters, since);
  knownShares.set(visit, { filters, since, share });
  return share;
}

function sift(visit: Visit, filters: Filters, since: number | null): Share {
  const { outcomes } = filters;
  const inScope = since === null ? visit.conversions : visit.conversions.filter((conversion) => isSince(conversion, since));
  const candidates = inScope.filter((conversion) => passes(conversion, filters));
  const conversions = outcomes.length === 0 ? candidates : candidates.filter(({ verdict }) => outcomes.includes(verdict.outcome));
  return {
    shown: conversions.length === visit.conversions.length ? visit : { ...visit, conversions },
    outcomes: candidates.map(({ verdict }) => verdict.outcome),
    platforms: [...new Set(inScope.map(({ platform }) => platform))],
    inScope: inScope.length,
    measured: inScope.filter((conversion) => !isConversion(conversion)).length,
  };
}

/** A conversion that an earlier page load began and this one repeated belongs to both. */
function isSince({ browser, server }: JudgedConversion, since: number): boolean {
  return browser.some(({ event }) => event.at >= since) || server.some(({ receivedAt }) => receivedAt >= since);
}

function countOf({ conversions }: Visit): number {
  return conversions.length;
}

function sum<Item>(items: readonly Item[], amountOf: (item: Item) => number): number {
  return items.reduce((total, item) => total + amountOf(item), 0);
}

function countOutcomes(from: readonly Share[]): Map<Outcome, number> {
  const counts = new Map<Outcome, number>();
  for (const { outcomes } of from) for (const outcome of outcomes) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return counts;
}

function platformsOf(from: readonly Share[]): PlatformId[] {
  const found = new Set<PlatformId>();
  for (const { platforms } of from) for (const platform of platforms) found.add(platform);
  return [...found];
}

function passes(conversion: JudgedConversion, { platforms, conversionsOnly, search }: Filters): boolean {
  if (platforms.length > 0 && !platforms.includes(conversion.platform)) return false;
  if (conversionsOnly && !isConversion(conversion)) return false;
  if (search === '') return true;
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
