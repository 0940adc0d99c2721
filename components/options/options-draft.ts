import type { Expectation } from '../../lib/model/expectation.ts';
import type { PlatformId } from '../../lib/model/platform-id.ts';
import type { RelayConnection, Settings } from '../../lib/model/settings.ts';
import { formatEvents, parseEvents } from './expected-events.ts';

/** What the tag's own name of a conversion is called by the server. */
export interface MappingDraft {
  id: string;
  label: string;
  actionId: string;
}

/** The settings as the form holds them: text as typed, and a key per line that stays while it is edited. */
export interface OptionsDraft {
  relays: readonly RelayConnection[];
  /** Google Ads: `AW-123/label` and the conversion action. */
  actions: readonly MappingDraft[];
  /** Floodlight: `type/cat`, or `src/type/cat`, and the activity. */
  activities: readonly MappingDraft[];
  firstParty: readonly { id: string; host: string; platform: PlatformId }[];
  /** Hosts of which the user said that they are no platform's. */
  dismissedHosts: readonly string[];
  graceSeconds: string;
  /** Hosts as typed, separated by spaces. */
  sites: string;
  pageHook: boolean;
  /** Names as typed, separated by spaces. */
  redactedFields: string;
  maxCaptures: string;
  maxAgeDays: string;
  maxMegabytes: string;
  /** As in the settings, but with the events as typed. */
  expectations: readonly (Omit<Expectation, 'events'> & { events: string })[];
}

/** `newId` names each line; it is called once per mapping and endpoint. */
export function toDraft(settings: Settings, newId: () => string): OptionsDraft {
  const mappings = Object.entries(settings.conversionActions).map(([label, actionId]) => ({ id: newId(), label, actionId }));
  return {
    relays: settings.relays,
    actions: mappings.filter(({ label }) => !isActivity(label)),
    activities: mappings.filter(({ label }) => isActivity(label)),
    firstParty: settings.firstParty.map((rule) => ({ ...rule, id: newId() })),
    dismissedHosts: settings.dismissedHosts,
    graceSeconds: String(settings.graceMs / 1000),
    sites: settings.sites.join(' '),
    pageHook: settings.pageHook,
    redactedFields: settings.redactedFields.join(' '),
    maxCaptures: String(settings.maxCaptures),
    maxAgeDays: String(settings.maxAgeDays),
    maxMegabytes: String(settings.maxMegabytes),
    expectations: settings.expectations.map((expectation) => ({ ...expectation, events: formatEvents(expectation.events) })),
  };
}

/** A valid draft as settings; what the form does not show stays as it is stored. */
export function toSettings(draft: OptionsDraft, stored: Settings): Settings {
  return {
    ...stored,
    relays: draft.relays.map(cleanRelay),
    conversionActions: Object.fromEntries([...draft.actions, ...draft.activities].map(({ label, actionId }) => [label.trim(), actionId.trim()])),
    firstParty: draft.firstParty.map(({ host, platform }) => ({ host: host.trim().toLowerCase(), platform })),
    dismissedHosts: draft.dismissedHosts,
    graceMs: Number(draft.graceSeconds) * 1000,
    sites: sitesIn(draft.sites),
    pageHook: draft.pageHook,
    redactedFields: wordsIn(draft.redactedFields),
    maxCaptures: Number(draft.maxCaptures),
    maxAgeDays: Number(draft.maxAgeDays),
    maxMegabytes: Number(draft.maxMegabytes),
    expectations: draft.expectations.map(cleanExpectation),
  };
}

/** A Floodlight activity as a tag names it: `type/cat`, with the advertiser's number before it where there are several. */
export function isActivity(label: string): boolean {
  return /^(\d+\/)?[^\s/]+\/[^\s/]+$/.test(label.trim()) && !/^AW-/i.test(label.trim());
}

function cleanExpectation({ id, name, page, events, deduplicated }: OptionsDraft['expectations'][number]): Expectation {
  return { id, name: name.trim() || page.trim(), page: page.trim(), events: parseEvents(events) ?? [], deduplicated };
}

/** The hosts of a typed list; `*` among them means every page, as an empty list does. */
export function sitesIn(typed: string): string[] {
  const sites = wordsIn(typed.toLowerCase());
  return sites.includes('*') ? [] : sites;
}

function wordsIn(typed: string): string[] {
  return typed.split(/[\s,]+/).filter((word) => word !== '');
}

/** A connection as it is stored and tested: without stray spaces, its endpoint without `/v1`. */
export function cleanRelay({ id, hostPattern, endpoint, token }: RelayConnection): RelayConnection {
  const base = endpoint.trim().replace(/\/+$/, '').replace(/\/v1$/, '');
  return { id, hostPattern: hostPattern.trim().toLowerCase(), endpoint: base, token: token.trim() };
}
