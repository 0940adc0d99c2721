import type { PlatformId } from '../../lib/model/platform-id.ts';
import type { Visit } from '../../lib/model/projection.ts';
import type { JudgedConversion, Outcome } from '../../lib/model/verdict.ts';
import type { Filters, PanelState } from './panel-store.ts';
import type { Findings } from './use-search.ts';

/** What of a session is looked at: every filter but the search and the verdicts. */
export type Scoping = Pick<Filters, 'platforms' | 'conversionsOnly' | 'allTabs'> & Pick<PanelState, 'tabId'> & { since: number | null };

/** A visit with those of its conversions that are looked at, and what it adds to the counts of `Filtered`. */
export interface ScopedVisit {
  visit: Visit;
  candidates: readonly JudgedConversion[];
  platforms: readonly PlatformId[];
  inScope: number;
  measured: number;
  elsewhere: number;
  earlier: number;
}

/** Search and verdicts. `findings`: null = nothing is searched for. */
export interface Choice {
  outcomes: readonly Outcome[];
  findings: Findings | null;
}

export interface ChosenVisit {
  /** The visit with the conversions that are shown; null = none is. */
  shown: Visit | null;
  /** One for each conversion under every filter but the outcome's own. */
  outcomes: readonly Outcome[];
}

const NOTHING: ChosenVisit = { shown: null, outcomes: [] };

export function isInTab({ tabId }: Visit, inspected: number | null): boolean {
  return inspected === null || tabId === inspected || tabId === -1;
}

export function scopeVisit(visit: Visit, scoping: Scoping): ScopedVisit {
  const { since, tabId, allTabs } = scoping;
  const [all, isHere] = [visit.conversions, isInTab(visit, tabId)];
  const inScope = !isHere && !allTabs ? [] : since === null ? all : all.filter((conversion) => isSince(conversion, since));
  return {
    visit,
    candidates: inScope.filter((conversion) => isLookedAt(conversion, scoping)),
    platforms: [...new Set(inScope.map(({ platform }) => platform))],
    inScope: inScope.length,
    measured: inScope.filter((conversion) => !isConversion(conversion)).length,
    elsewhere: isHere ? 0 : all.length,
    earlier: isHere || allTabs ? all.length - inScope.length : 0,
  };
}

export function isLookedAt(conversion: JudgedConversion, { platforms, conversionsOnly }: Pick<Filters, 'platforms' | 'conversionsOnly'>): boolean {
  if (platforms.length > 0 && !platforms.includes(conversion.platform)) return false;
  return !conversionsOnly || isConversion(conversion);
}

export function chooseFrom({ visit, candidates }: ScopedVisit, { outcomes, findings }: Choice): ChosenVisit {
  if (candidates.length === 0 || findings?.hasIn(visit) === false) return NOTHING;
  const found = findings === null ? candidates : candidates.filter((conversion) => findings.has(conversion));
  const conversions = outcomes.length === 0 ? found : found.filter(({ verdict }) => outcomes.includes(verdict.outcome));
  const shown = conversions.length === visit.conversions.length ? visit : { ...visit, conversions };
  return { shown: conversions.length === 0 ? null : shown, outcomes: found.map(({ verdict }) => verdict.outcome) };
}

/** A conversion that an earlier page load began and this one repeated belongs to both. */
function isSince({ browser, server }: JudgedConversion, since: number): boolean {
  return browser.some(({ event }) => event.at >= since) || server.some(({ receivedAt }) => receivedAt >= since);
}

/** Page views and other measurement events are not. A row that could not be read stays: it may be a sale. */
export function isConversion({ browser, server }: JudgedConversion): boolean {
  return server.length > 0 || browser.some(({ event }) => event.role === 'conversion' || event.issues.length > 0);
}
