import { PLATFORM_IDS } from '../../lib/model/platform-id.ts';
import type { PlatformId } from '../../lib/model/platform-id.ts';
import type { Projection, Visit } from '../../lib/model/projection.ts';
import type { Outcome } from '../../lib/model/verdict.ts';
import { createMapping } from './common-ends.ts';
import type { MappedList } from './common-ends.ts';
import type { Filters } from './panel-store.ts';
import type { Findings } from './use-search.ts';
import { chooseFrom, scopeVisit } from './visit-shares.ts';
import type { Choice, ChosenVisit, ScopedVisit, Scoping } from './visit-shares.ts';

/** What the filters leave of a projection, and what the filter bar says about the rest. */
export interface Filtered {
  /** Visits with the conversions that are shown; none is empty. */
  visits: readonly Visit[];
  shown: number;
  /** Conversions per outcome under every filter but the outcome's own: the numbers on the chips. */
  byOutcome: ReadonlyMap<Outcome, number>;
  /** All conversions under every filter but the outcome's own. */
  ofAllOutcomes: number;
  /** Platforms in the scope, in the product's order. */
  platforms: readonly PlatformId[];
  /** Conversions in the scope before any filter. */
  inScope: number;
  /** Of these, page views and other measurement events, which are hidden at first. */
  measured: number;
  /** Conversions outside the scope: other tabs. */
  elsewhere: number;
  /** Conversions of the tab of which every event is older than the scope. */
  earlier: number;
  /** How much of the session the search has looked into, from 0 to 1 = all of it, or nothing is searched for. */
  searched: number;
}

/** Which part of a session is looked at before any filter. */
export interface Scope {
  /** null = every tab belongs to it. Visits of unknown tab (-1) always do. */
  tabId: number | null;
  /** Unix ms; null = from the start. */
  since: number | null;
}

/** Filters a projection, and the next one of the same session at the cost of what has changed in it. */
export type Filter = (projection: Projection, filters: Filters, scope: Scope, findings?: Findings | null) => Filtered;

export function createFilter(): Filter {
  const scoped = createMapping(scopeVisit);
  const chosen = createMapping(chooseFrom);
  const [inScope, inChoice] = [new ScopeCounts(), new ChoiceCounts()];
  let scoping: Scoping | null = null;
  let choice: Choice | null = null;
  return ({ visits }, { outcomes, platforms, conversionsOnly, allTabs }, { tabId, since }, findings = null) => {
    scoping = unlessSame(scoping, { platforms, conversionsOnly, allTabs, tabId, since });
    choice = unlessSame(choice, { outcomes, findings });
    const looked = scoped(visits, scoping);
    const picked = chosen(looked.all, choice);
    inScope.update(looked);
    inChoice.update(picked);
    return { ...inScope.read(), ...inChoice.read(), visits: picked.all.flatMap(({ shown }) => shown ?? []), searched: findings?.progress ?? 1 };
  };
}

/** One look at a session that is not followed. */
export function filterConversions(...looked: Parameters<Filter>): Filtered {
  return createFilter()(...looked);
}

/** A rule that says the same is the same rule. */
function unlessSame<Rule extends object>(before: Rule | null, now: Rule): Rule {
  const isSame = before !== null && (Object.keys(now) as (keyof Rule)[]).every((name) => before[name] === now[name]);
  return isSame ? before : now;
}

/** The counts of what is looked at, kept up to date. */
class ScopeCounts {
  #counts = { inScope: 0, measured: 0, elsewhere: 0, earlier: 0 };
  /** In how many visits each platform is. */
  readonly #platforms = new Map<PlatformId, number>();

  update({ removed, added }: MappedList<ScopedVisit>): void {
    for (const visit of removed) this.#count(visit, -1);
    for (const visit of added) this.#count(visit, 1);
  }

  #count(visit: ScopedVisit, sign: 1 | -1): void {
    for (const name of ['inScope', 'measured', 'elsewhere', 'earlier'] as const) this.#counts[name] += sign * visit[name];
    for (const platform of visit.platforms) this.#platforms.set(platform, (this.#platforms.get(platform) ?? 0) + sign);
  }

  read() {
    return { ...this.#counts, platforms: PLATFORM_IDS.filter((id) => (this.#platforms.get(id) ?? 0) > 0) };
  }
}

/** The counts of what search and verdicts leave, kept up to date. */
class ChoiceCounts {
  #shown = 0;
  #ofAllOutcomes = 0;
  readonly #byOutcome = new Map<Outcome, number>();

  update({ removed, added }: MappedList<ChosenVisit>): void {
    for (const visit of removed) this.#count(visit, -1);
    for (const visit of added) this.#count(visit, 1);
  }

  #count({ shown, outcomes }: ChosenVisit, sign: 1 | -1): void {
    this.#shown += sign * (shown?.conversions.length ?? 0);
    this.#ofAllOutcomes += sign * outcomes.length;
    for (const outcome of outcomes) this.#byOutcome.set(outcome, (this.#byOutcome.get(outcome) ?? 0) + sign);
  }

  read() {
    return { shown: this.#shown, ofAllOutcomes: this.#ofAllOutcomes, byOutcome: new Map([...this.#byOutcome].filter(([, count]) => count > 0)) };
  }
}
