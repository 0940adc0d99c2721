import type { BrowserFire } from '../model/conversion.ts';
import type { BrowserEvent } from '../model/event.ts';
import { agree } from './agree.ts';
import { isSent } from './delivery.ts';

/** Copies of one hit leave within this time of each other (Google Ads fan-out measured below 5 s). */
export const MIRROR_WINDOW_MS = 5_000;

interface Draft {
  event: BrowserEvent;
  mirrors: readonly BrowserEvent[];
}

const NO_MIRRORS: readonly BrowserEvent[] = [];

/**
 * Collapses mirrors into the fire they copy: a mirror is a second transport, not a second event.
 * Each fire takes one mirror of a kind; a mirror without a primary (it was blocked, or not sent) stands for it.
 */
export function collapse(events: readonly BrowserEvent[]): BrowserFire[] {
  const [first, second] = events;
  if (first && events.length === 1) return [fireOf(first)];
  const couple = first && second && events.length === 2 ? coupleOf(first, second) : null;
  if (couple) return [couple];
  return collapseInTime([...events].sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))).map(toFire);
}

/** An event that no mirror copies. */
export function fireOf(event: BrowserEvent): BrowserFire {
  return { event, mirrors: NO_MIRRORS, sent: isSent(event.delivery) };
}

/** Most mirrors are the one copy of one hit; null where the two are not. */
function coupleOf(a: BrowserEvent, b: BrowserEvent): BrowserFire | null {
  const [event, mirror] = a.mirror === false ? [a, b] : [b, a];
  return event.mirror === false && isAlike(event, mirror) ? toFire({ event, mirrors: [mirror] }) : null;
}

/** True where one of the two may be a mirror of the other: what decides on the fires of one never asks an event that is not linked so. */
export function isAlike(a: BrowserEvent, b: BrowserEvent): boolean {
  if (a.mirror === b.mirror || Math.abs(a.at - b.at) > MIRROR_WINDOW_MS || a.pixelId !== b.pixelId) return false;
  if (a.mirrorKey !== null && a.mirrorKey === b.mirrorKey) return true;
  // A copy may drop a field (Google's 1p-conversion has no oid), never change it.
  return a.eventName === b.eventName && agree(a.action, b.action) && agree(a.eventId, b.eventId) && agree(a.orderId, b.orderId) && agree(a.value, b.value);
}

function collapseInTime(events: readonly BrowserEvent[]): Draft[] {
  const primaries: Draft[] = events.filter((event) => event.mirror === false).map((event) => ({ event, mirrors: NO_MIRRORS }));
  const standIns: Draft[] = [];
  for (const mirror of events) {
    if (mirror.mirror === false) continue;
    const primary = nearestCopy(mirror, [...around(mirror, primaries), ...around(mirror, standIns)]);
    if (primary) primary.mirrors = primary.mirrors.concat(mirror);
    else standIns.push({ event: mirror, mirrors: NO_MIRRORS });
  }
  return [...primaries, ...standIns];
}

function toFire({ event, mirrors }: Draft): BrowserFire {
  return { event, mirrors, sent: isSent(event.delivery) || mirrors.some((copy) => isSent(copy.delivery)) };
}

function nearestCopy(mirror: BrowserEvent, candidates: readonly Draft[]): Draft | null {
  let best: Draft | null = null;
  for (const draft of candidates) {
    if (draft.mirrors.some((other) => other.mirror === mirror.mirror) || !isAlike(mirror, draft.event)) continue;
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
