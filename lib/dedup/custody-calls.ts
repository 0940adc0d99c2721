import type { BrowserEvent, SdkCall } from '../model/event.ts';
import { isNearMiss } from './near-miss.ts';

/** Names under which pages and SDKs hand over the ID that platforms deduplicate by. */
const ID_NAME = /^(?:event_?id|eid|transaction_?id|order_?(?:id|number)|deduplication_?(?:id|key)|conversion_?id)$/i;
const MAX_DEPTH = 6;

/** An ID as it stood in the page's own data. */
export interface FoundId {
  id: string;
  /** Name of the field that held it. */
  place: string;
}

/** The ID in the page's data layer: the one that was sent, nearly the one that was sent, else the first that is named like one. */
export function dataLayerId(pushes: readonly SdkCall[], wanted: readonly string[]): FoundId | null {
  const named = pushes.flatMap(({ arguments: args }) => namedIds(args, 0));
  return (
    named.find(({ id }) => wanted.includes(id)) ??
    named.find(({ id }) => wanted.some((each) => isNearMiss(id, each) || isNearMiss(each, id))) ??
    named.find(({ place }) => /event_?id/i.test(place)) ??
    null
  );
}

/** The SDK call behind an event, with the ID that it names anywhere in its arguments. */
export function sdkCallOf(calls: readonly SdkCall[], event: BrowserEvent, wireId: string | null): { name: string; id: string | null; stack: string | null } | null {
  const own = calls.filter(({ method }) => method !== 'dataLayer.push');
  const call = own.find(({ eventId }) => eventId !== null && eventId === wireId) ?? nearest(own, event.at);
  return call === null ? null : { name: call.method, id: call.eventId ?? argumentId(call, wireId), stack: call.stack };
}

function nearest(calls: readonly SdkCall[], at: number): SdkCall | null {
  return calls.toSorted((a, b) => Math.abs(a.at - at) - Math.abs(b.at - at))[0] ?? null;
}

/** An ID that stands where the SDK does not read it is still the page's ID: it vanishes after this station. */
function argumentId({ arguments: args }: SdkCall, wireId: string | null): string | null {
  const named = namedIds(args, 0).filter(({ place }) => /event_?id|eid/i.test(place) || wireId !== null);
  return (named.find(({ id }) => id === wireId) ?? named.find(({ place }) => /event_?id/i.test(place)))?.id ?? null;
}

function namedIds(value: unknown, depth: number): FoundId[] {
  if (depth > MAX_DEPTH || typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([place, item]) => {
    if (!ID_NAME.test(place)) return namedIds(item, depth + 1);
    return typeof item === 'string' || typeof item === 'number' ? [{ id: String(item), place }] : namedIds(item, depth + 1);
  });
}

/** Script and line of the first frame of a stack that is the page's own; null where it names none. */
export function scriptOf(stack: string | null): string | null {
  for (const line of (stack ?? '').split('\n')) {
    const [, url, row] = /(https?:\/\/[^\s()]+?):(\d+)(?::\d+)?\)?$/.exec(line.trim()) ?? [];
    if (url !== undefined && row !== undefined) return `${new URL(url).pathname.split('/').at(-1) || new URL(url).host}:${row}`;
  }
  return null;
}
