import type { Capture } from '../model/capture.ts';
import type { FirstPartyRule, Settings } from '../model/settings.ts';
import type { HostSuggestion, Resemblance } from '../model/suggestion.ts';

/** A capture with what it looks like. */
export interface Resembling {
  capture: Capture;
  resembles: Resemblance;
}

/** One suggestion for each host that nobody has named, for the platform its first such request looks like; the busiest first. */
export function suggestHosts(resembling: readonly Resembling[], named: readonly FirstPartyRule[]): HostSuggestion[] {
  const unknown = resembling.filter(({ resembles }) => !named.some(({ host }) => host === resembles.host));
  const byHost = Map.groupBy(unknown, ({ resembles }) => resembles.host);
  return [...byHost.values()].flatMap((group) => toSuggestion(group) ?? []).toSorted((a, b) => b.requests - a.requests);
}

function toSuggestion(group: readonly Resembling[]): HostSuggestion | null {
  const first = group.reduce<Resembling | null>((earliest, each) => (earliest === null || each.capture.startedAt < earliest.capture.startedAt ? each : earliest), null);
  if (first === null) return null;
  const requests = group.filter(({ resembles }) => resembles.platform === first.resembles.platform).length;
  return { ...first.resembles, requests, at: first.capture.startedAt };
}

/** The suggestions that the user has not answered. */
export function openSuggestions(suggestions: readonly HostSuggestion[], { dismissedHosts }: Pick<Settings, 'dismissedHosts'>): HostSuggestion[] {
  return suggestions.filter(({ host }) => !dismissedHosts.includes(host));
}
