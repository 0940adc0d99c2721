import type { FirstPartyRule, Settings } from '../model/settings.ts';

/** The settings after the user accepted or dismissed that a host is a platform's. Accepting ends an earlier dismissal. */
export function answerSuggestion(settings: Settings, { host, platform }: FirstPartyRule, accepted: boolean): Settings {
  const firstParty = settings.firstParty.filter((rule) => rule.host !== host);
  const dismissedHosts = settings.dismissedHosts.filter((dismissed) => dismissed !== host);
  if (accepted) return { ...settings, firstParty: [...firstParty, { host, platform }], dismissedHosts };
  return { ...settings, dismissedHosts: [...dismissedHosts, host] };
}
