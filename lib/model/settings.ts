import type { Expectation } from './expectation.ts';
import type { PlatformId } from './platform-id.ts';

/** "This host is that platform": a first-party endpoint the user named. */
export interface FirstPartyRule {
  host: string;
  platform: PlatformId;
}

/** What matching needs to know of the shop's set-up. */
export interface MatchSettings {
  /** Google Ads `AW-123/label` → conversion action ID; Floodlight `type/cat` → activity ID. */
  conversionActions: Readonly<Record<string, string>>;
  firstParty: readonly FirstPartyRule[];
}

/** Where a shop's server events can be asked for. */
export interface RelayConnection {
  id: string;
  /** Page hosts it answers for: `shop.test`, `*.shop.test` or `*`. */
  hostPattern: string;
  /** Base URL without `/v1`: `https://relay.shop.test`. */
  endpoint: string;
  token: string;
}

/** Everything the options page stores. */
export interface Settings extends MatchSettings {
  version: 1;
  relays: readonly RelayConnection[];
  recording: boolean;
  /** How long after a browser event its server event may still come, ms. */
  graceMs: number;
  /** Captures kept; the oldest go first. */
  maxCaptures: number;
  /** Days for which captures are kept. */
  maxAgeDays: number;
  /** Size of the session log, MB (a million bytes), above which the oldest captures go. */
  maxMegabytes: number;
  /** Page hosts whose requests are recorded: `shop.test`, `*.shop.test`; [] = every page. */
  sites: readonly string[];
  /** Hosts that get what looks like a platform's events, and of which the user said that they are none of it. */
  dismissedHosts: readonly string[];
  /** Whether the hook in the page reads bodies, calls and attempts that the browser does not hand over. */
  pageHook: boolean;
  /** Names of fields whose values every export leaves out, beside what is personal by itself. */
  redactedFields: readonly string[];
  /** What QA expects of pages, in the order in which the popup lists them. */
  expectations: readonly Expectation[];
}

export const DEFAULT_SETTINGS: Settings = {
  version: 1,
  relays: [],
  conversionActions: {},
  firstParty: [],
  recording: true,
  graceMs: 30_000,
  maxCaptures: 10_000,
  maxAgeDays: 30,
  maxMegabytes: 500,
  sites: [],
  dismissedHosts: [],
  pageHook: true,
  redactedFields: [],
  expectations: [],
};
