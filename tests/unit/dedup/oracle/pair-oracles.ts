import type { Arrived, Simulator } from './simulators.ts';

/**
 * What seven platforms document about a browser event and a server event. Most of them say nothing about repeats within
 * one channel; such streams prove nothing. Written from the documents, not from the engine's rules: no import of lib/dedup
 * or lib/platforms.
 */
export interface Oracle {
  count: Simulator;
  /** True where the documentation does not say what happens to this stream. */
  isSilentOn(stream: readonly Arrived[]): boolean;
}

/** ms within which the platform merges the two, Infinity where no window is named; null = they are two events. */
type MergeWindow = (a: Arrived['event'], b: Arrived['event']) => number | null;

const HOUR_MS = 3_600_000;

/** "duplicate events arrive within 24 hours of the first recorded event", with event_id and event_name; addtocart is add_to_cart. */
export const pinterestOracle = oraclePairs((a, b) => (hasSameId(a, b) && plainName(a.eventName) === plainName(b.eventName) ? 24 * HOUR_MS : null));

/**
 * "the same unique identifier …, for the same pixel, and within a window": 48 h by client_dedup_id / event_id, 30 days by the
 * transaction ID of a PURCHASE. Whether the event's name belongs to the key is not stated.
 */
export const snapchatOracle: Oracle = {
  ...oraclePairs(snapchatWindow),
  isSilentOn: (stream) => pairsOf(stream).some(([a, b]) => hasSameId(a.event, b.event) && a.event.eventName !== b.event.eventName) || repeatsOrChains(snapchatWindow, stream),
};

function snapchatWindow(a: Arrived['event'], b: Arrived['event']): number | null {
  if (a.pixelId !== b.pixelId) return null;
  const isPurchase = a.eventName === 'PURCHASE' && b.eventName === 'PURCHASE';
  if (isPurchase && a.orderId !== null && a.orderId === b.orderId) return 30 * 24 * HOUR_MS;
  return hasSameId(a, b) ? 48 * HOUR_MS : null;
}

/**
 * "If we receive an Insight Tag event and a Conversions API event from the same account with the same eventId, we discard
 * the Conversions API event": whatever came first, and whatever the conversion rules are. No window is named.
 */
const linkedinWindow: MergeWindow = (a, b) => (hasSameId(a, b) ? Infinity : null);
export const linkedinOracle: Oracle = {
  ...oraclePairs(linkedinWindow),
  count: (stream) => {
    const browserIds = new Set(stream.filter(({ event }) => event.side === 'browser').map(({ event }) => event.eventId));
    return stream.filter(({ event }) => event.side === 'browser' || event.eventId === null || !browserIds.has(event.eventId)).length;
  },
};

/** "of the same event type. For custom events, the event name must also match"; "Events must be sent within two days". */
const byConversionId = oraclePairs((a, b) => (isSameRedditType(a, b) && hasSameId(a, b) ? 48 * HOUR_MS : null));

/** "conversion ID and session-based deduplication": how the latter works is not published, so without an ID nobody knows. */
export const redditOracle: Oracle = {
  ...byConversionId,
  isSilentOn: (stream) => byConversionId.isSilentOn(stream) || pairsOf(stream).some(([a, b]) => a.event.side !== b.event.side && isSameRedditType(a.event, b.event) && lacksId(a, b) && b.at - a.at <= 48 * HOUR_MS),
};

function isSameRedditType(a: Arrived['event'], b: Arrived['event']): boolean {
  const isSameType = a.customName === b.customName && (a.customName ? a.eventName === b.eventName : plainName(a.eventName) === plainName(b.eventName));
  return a.pixelId === b.pixelId && isSameType;
}

function lacksId(a: Arrived, b: Arrived): boolean {
  return a.event.eventId === null || b.event.eventId === null;
}

/** "to deduplicate events between Pixel and Conversion API for the same event": the tag or its last part, and conversion_id; 48 h. */
export const xOracle = oraclePairs((a, b) => (a.pixelId === b.pixelId && hasSameId(a, b) && a.eventName.split('-').at(-1) === b.eventName.split('-').at(-1) ? 48 * HOUR_MS : null));

/** "use the same UET tagId, eventId, and eventName"; "stable eventId values so retries don't create duplicate conversions" of the server. */
const microsoftWindow: MergeWindow = (a, b) => (a.pixelId === b.pixelId && a.eventName === b.eventName && hasSameId(a, b) ? Infinity : null);
export const microsoftOracle: Oracle = {
  count: (stream) => stream.filter(({ event }, index) => !stream.slice(0, index).some((earlier) => microsoftWindow(earlier.event, event) !== null)).length,
  isSilentOn: (stream) => repeatsOrChains(microsoftWindow, stream.filter(({ event }) => event.side === 'browser')),
};

/**
 * "different ordinals" of one activity are different conversions, and so is what goes to another activity. Whether an upload
 * merges with a tag, and how a sales tag counts a repeated order, is not said.
 */
export const floodlightOracle: Oracle = {
  count: (stream) => stream.length,
  isSilentOn: (stream) => pairsOf(stream).some(([a, b]) => a.event.orderId !== null && a.event.orderId === b.event.orderId && activityOf(a.event) === activityOf(b.event)),
};

/** The tests' settings: activity 7654321 is sales0/order0, 7654322 is sales0/order1. */
function activityOf({ action }: Arrived['event']): string | null {
  return action === 'sales0/order0' ? '7654321' : action === 'sales0/order1' ? '7654322' : action;
}

/** A copy is dropped where its twin came through the other channel before it, within the window. */
function oraclePairs(mergeWindow: MergeWindow): Oracle {
  const isCopy = (first: Arrived, later: Arrived) => first.event.side !== later.event.side && later.at - first.at <= (mergeWindow(first.event, later.event) ?? -1);
  return {
    count: (stream) => stream.filter((arrived, index) => !stream.slice(0, index).some((earlier) => isCopy(earlier, arrived))).length,
    isSilentOn: (stream) => repeatsOrChains(mergeWindow, stream),
  };
}

/** Two of one channel that share a key, or one event with two twins: documented are pairs. */
function repeatsOrChains(mergeWindow: MergeWindow, stream: readonly Arrived[]): boolean {
  const twins = pairsOf(stream).filter(([a, b]) => mergeWindow(a.event, b.event) !== null);
  const paired = twins.flat();
  return twins.some(([a, b]) => a.event.side === b.event.side) || new Set(paired).size < paired.length;
}

function pairsOf(stream: readonly Arrived[]): (readonly [Arrived, Arrived])[] {
  return stream.flatMap((a, index) => stream.slice(index + 1).map((b) => [a, b] as const));
}

function hasSameId(a: Arrived['event'], b: Arrived['event']): boolean {
  return a.eventId !== null && a.eventId === b.eventId;
}

function plainName(name: string): string {
  return name.toLowerCase().replaceAll('_', '');
}
