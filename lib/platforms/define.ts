import type { DecodedBrowserEvent, DecodedServerEvent, DecodeIssue, SdkCall } from '../model/event.ts';
import type { PlatformAnswer, ServerPayload } from '../model/payload.ts';
import type { PlatformId } from '../model/platform-id.ts';
import type { DedupRule } from '../model/rule.ts';
import type { Fields, WireRequest } from '../wire/request.ts';

/** A place that a platform's browser events go to. */
export interface BrowserEndpoint {
  /** WebExtension match pattern for the recorder's filter; it may admit more than `matches` accepts. */
  pattern: string;
  /** URLs that carry this platform's requests; the registry test feeds them to `matches`. */
  examples: readonly string[];
}

/** What events have in common across platforms: joins events whose names differ, never merges them. */
export type Meaning =
  | 'page'
  | 'product'
  | 'search'
  | 'wishlist'
  | 'cart'
  | 'checkout'
  | 'payment'
  | 'purchase'
  | 'refund'
  | 'lead'
  | 'signup'
  | 'subscribe'
  | 'trial'
  | 'booking'
  | 'contact';

export interface Decoded<E> {
  events: readonly E[];
  /** Faults of the request as a whole: with no event they become one row of their own. */
  issues: readonly DecodeIssue[];
}

/** An ID that an SDK or plugin makes by itself. */
export interface AutoId {
  pattern: RegExp;
  /** Who makes such IDs, for the explanation: `Meta Conversions API Gateway`. */
  madeBy: string;
  /** False where page code makes IDs of this shape too (UUID v4): then it is a hint, no proof. */
  certain: boolean;
}

/** The SDK's facts that an explanation or a fix needs. */
export interface SdkFacts {
  /** Global the page calls: `fbq`. */
  global: string;
  /** In words: where the event ID belongs in the call. */
  eventIdPlace: string;
  /** The correct call for this event; `eventId` is a JavaScript expression. */
  snippet(call: { eventName: string; value: number | null; currency: string | null; eventId: string }): string;
  /** The parameter of the call that a wrongly placed ID shows up in on the wire (`cd[eventID]`); [] where none. */
  misplacedIdParams: readonly string[];
  /** IDs that the SDK makes when the page gives none. */
  autoIds: readonly AutoId[];
  /** Why the SDK sends nothing of this call, as half a sentence; null where it would. Absent = it takes any call. */
  dropReason?(call: Pick<SdkCall, 'method' | 'arguments' | 'eventName'>): string | null;
}

/** Name and group of wire parameters, for the detail view. A key that ends with `*` is a prefix. */
export type ParamDictionary = Readonly<Record<string, readonly [label: string, group: string]>>;

/**
 * A form of events that neither the vendor's documentation nor its SDK, read or run, shows: it was taken from others'
 * captures or code, or inferred. It is decoded all the same, and every view says so.
 */
export interface UnverifiedFormat {
  /** One sentence for the detail view: what is not verified. */
  what: string;
  /** Where the format was taken from: a research note or an address. */
  source: string;
  /** True for a browser event that came in this form. */
  browser?(request: WireRequest, event: DecodedBrowserEvent): boolean;
  /** True for a server event that came in this form. */
  server?(payload: ServerPayload): boolean;
}

/**
 * How the platform's payload gives itself away at a host that is not known to be its own: a gateway or proxy of the shop.
 * Enough for a suggestion; a host that the user named needs no more to be decoded.
 */
export interface PayloadShape {
  /** Paths and parameters by which the recorder gets to see such requests at any host; examples are of shops' own hosts. */
  endpoints: readonly BrowserEndpoint[];
  /** What tells it, for the suggestion's text (`tid=G-DEMO1, en=purchase`); null where it is not this platform beyond doubt. */
  signsOf(request: WireRequest): string | null;
}

/** One ad platform: everything the product knows of it. */
export interface Platform {
  id: PlatformId;
  name: string;
  endpoints: readonly BrowserEndpoint[];
  /** URLs that look like this platform's and are not; the registry test feeds them to `matches`. */
  lookAlikes: readonly string[];
  /** Paths and hosts of the server API, for the README and the relay. */
  serverEndpoints: readonly string[];
  params: ParamDictionary;
  standardEvents: readonly string[];
  /** Event name on the wire → meaning; null = a custom event. */
  meaningOf(eventName: string): Meaning | null;
  /** The form in which the platform compares names, where that is not the wire form. */
  comparableName?(event: { eventName: string; customName: boolean }): string;
  sdk: SdkFacts;
  rule: DedupRule;
  /** What of all this is not verified; left out where everything is. */
  unverified?: readonly UnverifiedFormat[];
  /** Left out where `matches` knows the platform at any host already. */
  shape?: PayloadShape;
  /** The parameter by which a hit says that it was sent without consent, and the values that say so; absent where none does. */
  deniedOnWire?: { param: string; denied: RegExp };
  /** True where this request belongs to the platform: events, mirrors and SDK telemetry alike. */
  matches(request: WireRequest): boolean;
  /** The pixel as far as the URL alone tells it, for a request whose body cannot be read; '' where it does not. */
  pixelIdInUrl(request: WireRequest): string;
  /** Parameters that stand in the path, for the detail view (Floodlight). */
  pathFields?(request: WireRequest): Fields;
  /** Reads a request for which `matches` is true. Never throws. */
  decodeBrowser(request: WireRequest): Decoded<DecodedBrowserEvent>;
  /** True where the payload was sent to this platform's server API. */
  matchesServer(payload: ServerPayload): boolean;
  /** Reads a payload. Never throws. */
  decodeServer(payload: ServerPayload): Decoded<DecodedServerEvent>;
  /** Whether the platform accepted the payload's event number `index`; `accepted` null = its answer is not known. */
  readAnswer(answer: PlatformAnswer, index: number): { accepted: boolean | null; message: string | null };
}
