import type { BrowserEvent, ServerEvent } from '../../../../lib/model/event.ts';

/**
 * Small machines that count a stream the way each platform's documentation words it, one event after the other.
 * Written from the documents, not from the engine's rules: they must not import anything of lib/dedup or lib/platforms.
 */
export type Simulator = (stream: readonly Arrived[]) => number;

export interface Arrived {
  event: BrowserEvent | ServerEvent;
  /** Unix ms. */
  at: number;
}

const HOURS_48_MS = 48 * 3_600_000;

/** "We deduplicate any events … with the identical event and event_id … within a 48-hour window from the first event", any channel. */
export const simulateTikTok: Simulator = (stream) => countByFirst(stream, ({ pixelId, eventName, eventId }) => (eventId === null ? null : `${pixelId} ${eventName} ${eventId}`), HOURS_48_MS);

/** "uses the first event it receives for a matching key and ignores later duplicates"; no window is named. */
export const simulateOpenAi: Simulator = (stream) => countByFirst(stream, ({ pixelId, eventName, eventId }) => (eventId === null ? null : `${pixelId} ${eventName} ${eventId}`), Infinity);

/** `purchase` with equal transaction_id is one purchase; every other event counts each time. */
export const simulateGa4: Simulator = (stream) => countByFirst(stream, ({ pixelId, eventName, orderId }) => (eventName !== 'purchase' || orderId === null ? null : `${pixelId} ${orderId}`), Infinity);

/**
 * "2 conversions for the same conversion action with the same transaction ID": the second is a duplicate. A RETRACTION takes
 * back the conversion of that action with that ID, and no other. The tests map label L to action A.
 */
export const simulateGoogleAds: Simulator = (stream) => {
  const keyOf = ({ action, orderId }: Arrived['event']) => (orderId === null ? null : `${(action ?? '').toLowerCase()} ${orderId}`);
  const isRetraction = ({ event }: Arrived) => event.side === 'server' && event.adjustment;
  const conversions = stream.filter((arrived) => !isRetraction(arrived));
  const sent = new Set(conversions.map(({ event }) => keyOf(event)));
  const takenBack = new Set(stream.filter(isRetraction).map(({ event }) => keyOf(event)).filter((key) => key !== null && sent.has(key)));
  return countByFirst(conversions, keyOf, Infinity) - takenBack.size;
};

/**
 * "same server key combination and browser key combination … within 48 hours, we discard the subsequent events": an event
 * is discarded where the other channel's copy of its key was received before, 48 h from the first receipt of that key.
 * What happens to a repeat within one channel is not said; the tests feed no such streams.
 */
export const simulateMeta: Simulator = (stream) => {
  const firstByKey = new Map<string, Arrived>();
  let counted = 0;
  for (const arrived of stream) {
    const { pixelId, eventName, eventId, side } = arrived.event;
    const key = eventId === null ? null : `${pixelId} ${eventName} ${eventId}`;
    const first = key === null ? undefined : firstByKey.get(key);
    if (first && first.event.side !== side && arrived.at - first.at <= HOURS_48_MS) continue;
    counted += 1;
    if (key !== null && !first) firstByKey.set(key, arrived);
  }
  return counted;
};

/**
 * "it only works for … first from the browser and then through the server. Server events will not be discarded if a browser
 * event has not been received in the past 48 hours", by event name and fbp, where a side sends no event ID; of "two consecutive
 * browser events … we do not discard either".
 */
export const simulateMetaFallback: Simulator = (stream) => {
  const isMatch = (first: Arrived, later: Arrived) =>
    first.event.side === 'browser' && later.at - first.at <= HOURS_48_MS && first.event.eventName === later.event.eventName && first.event.userKeys['fbp']?.[0] === later.event.userKeys['fbp']?.[0];
  return stream.filter((arrived, index) => arrived.event.side === 'browser' || !stream.slice(0, index).some((first) => isMatch(first, arrived))).length;
};

function countByFirst(stream: readonly Arrived[], keyOf: (event: Arrived['event']) => string | null, windowMs: number): number {
  const countedAt = new Map<string, number>();
  let counted = 0;
  for (const { event, at } of stream) {
    const key = keyOf(event);
    const first = key === null ? undefined : countedAt.get(key);
    if (first !== undefined && at - first <= windowMs) continue;
    counted += 1;
    if (key !== null) countedAt.set(key, at);
  }
  return counted;
}
