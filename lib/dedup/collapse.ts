import type { BrowserFire } from '../model/conversion.ts';
import type { BrowserEvent } from '../model/event.ts';
import { byTime } from './cluster.ts';
import { isSent } from './delivery.ts';

/** Copies of one hit leave within this time of each other (Google Ads fan-out measured below 5 s). */
const MIRROR_WINDOW_MS = 5_000;

interface Draft {
  event: BrowserEvent;
  mirrors: BrowserEvent[];
}

/**
 * Collapses mirrors into the fire they copy: a mirror is a second transport, not a second event.
 * Each fire takes one mirror of a kind; a mirror without a primary (it was blocked, or not sent) stands for it.
 */
export function collapseMirrors(events: readonly BrowserEvent[]): BrowserFire[] {
  const inTime = [...events].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  const byPixel = Map.groupBy(inTime, (event) => event.pixelId);
  return [...byPixel.values()].flatMap(collapsePixel).map(toFire).sort(byTime);
}

/** `events` in time order. */
function collapsePixel(events: readonly BrowserEvent[]): Draft[] {
  const primaries: Draft[] = events.filter((event) => event.mirror === false).map((event) => ({ event, mirrors: [] }));
  const standIns: Draft[] = [];
  for (const mirror of events.filter((event) => event.mirror !== false)) {
    const primary = nearestCopy(mirror, [...around(mirror, primaries), ...around(mirror, standIns)]);
    if (primary) primary.mirrors.push(mirror);
    else standIns.push({ event: mirror, mirrors: [] });
  }
  return [...primaries, ...standIns];
}

function toFire({ event, mirrors }: Draft): BrowserFire {
  return { event, mirrors, sent: [event, ...mirrors].some((copy) => isSent(copy.delivery)) };
}

function nearestCopy(mirror: BrowserEvent, candidates: readonly Draft[]): Draft | null {
  let best: Draft | null = null;
  for (const draft of candidates) {
    if (!isCopyOf(mirror, draft)) continue;
    if (best === null || gapOf(draft, mirror) < gapOf(best, mirror)) best = draft;
  }
  return best;
}

function gapOf({ event }: Draft, mirror: BrowserEvent): number {
  return Math.abs(event.at - mirror.at);
}

/** The drafts, which are in time order, that left within the window of a mirror. */
function around(mirror: BrowserEvent, drafts: readonly Draft[]): readonly Draft[] {
  let from = 0;
  for (let to = drafts.length; from < to; ) {
    const middle = (from + to) >> 1;
    if ((drafts[middle]?.event.at ?? Infinity) < mirror.at - MIRROR_WINDOW_MS) from = middle + 1;
    else to = middle;
  }
  let end = from;
  while ((drafts[end]?.event.at ?? Infinity) <= mirror.at + MIRROR_WINDOW_MS) end += 1;
  return drafts.slice(from, end);
}

function isCopyOf(mirror: BrowserEvent, { event, mirrors }: Draft): boolean {
  if (mirrors.some((other) => other.mirror === mirror.mirror) || event.mirror === mirror.mirror) return false;
  if (mirror.mirrorKey !== null && event.mirrorKey !== null && mirror.mirrorKey === event.mirrorKey) return true;
  return (
    mirror.eventName === event.eventName &&
    agree(mirror.action, event.action) &&
    agree(mirror.eventId, event.eventId) &&
    agree(mirror.orderId, event.orderId) &&
    agree(mirror.value, event.value)
  );
}

/** A copy may drop a field (Google's 1p-conversion has no oid), never change it. */
function agree<T>(a: T | null, b: T | null): boolean {
  return a === null || b === null || a === b;
}
