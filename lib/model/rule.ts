import type { PlatformId } from './platform-id.ts';

/** How sure a rule is: the platform's documentation says it, we took the safe reading, or it is a weaker documented rule. */
export type Basis = 'documented' | 'inferred' | 'fallback';

/** A field that a platform compares to decide whether two events are the same. */
export type KeyField = 'pixelId' | 'action' | 'eventName' | 'eventId' | 'orderId' | 'fbp' | 'external_id';

/** One way in which a platform merges two events. */
export interface RuleAlternative {
  /** Keys that must all be equal, in the order the proof lists them. */
  on: readonly KeyField[];
  /** Of these, keys that the wire does not carry on both sides (an ad account): taken as equal and shown as assumed. */
  assumed?: readonly KeyField[];
  /** Farthest apart that two receipts may be, in ms; null = not documented. */
  windowMs: number | null;
  /** `browser-first`: only a server event that comes after the browser event is dropped. */
  order: 'any' | 'browser-first';
  /** Event names it holds for; null = all. */
  appliesTo: readonly string[] | null;
  basis: Basis;
}

/** A document that a rule rests on. */
export interface RuleSource {
  url: string;
  title: string;
  /** ISO date on which a person last read it. */
  checkedOn: string;
}

/** What a platform does with two copies that came through the same channel with the same keys. */
export interface SameChannelRule {
  result: 'merged' | 'counted' | 'undocumented';
  basis: Basis;
}

/** A platform's deduplication rule as data: the engine judges by it and by nothing else. */
export interface DedupRule {
  platform: PlatformId;
  /** Tried in order; the first whose keys are equal merges the pair. */
  alternatives: readonly RuleAlternative[];
  /** The field that carries the deduplication ID: GA4 and Google Ads use the transaction ID. */
  idField: 'eventId' | 'orderId';
  /** True where the documentation says that IDs must be equal to the character (Google). */
  exactIdDocumented: boolean;
  sameChannel: SameChannelRule;
  /** Where repeats from the server follow another rule than repeats from the browser (documented retries). */
  serverRepeats?: SameChannelRule;
  /**
   * What the server side's pixelId names where the account is only assumed equal: the ad account itself, so that two of them
   * are two accounts (Pinterest), or a conversion rule in it, of which each side should have its own (LinkedIn).
   */
  serverPixel?: 'account' | 'conversion-rule';
  /**
   * What may well be a key, but is not named as one: the event's name (Snap), or the conversion rule, of which each side has its
   * own (LinkedIn). Whether two events of one ID that differ in it are taken for one is not documented.
   */
  openKey?: 'eventName' | 'action';
  /** How the platform may deduplicate an event without an ID, by a method that it does not publish; half a sentence. */
  unpublishedMethod?: string;
  /** Which copy is kept. */
  survivor: {
    keeps: 'first' | 'browser' | 'undocumented';
    /** Within this many ms of each other the browser's copy is kept instead; null = no such clause. */
    browserFavouredWithinMs: number | null;
    /** True where the later copy's data are merged into the first (TikTok). */
    merges: boolean;
  };
  /** Names that may mean the same event to the platform, undocumented: equal IDs under both are `name-alias`. */
  aliases: readonly (readonly string[])[];
  /** True where it is open whether a custom event named like a standard one is the same event (OpenAI). */
  customNameIsOpen?: true;
  /** The rule in one sentence, as the panel shows it. */
  summary: string;
  sources: readonly [RuleSource, ...RuleSource[]];
}
