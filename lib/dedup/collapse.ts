import type { BrowserFire } from '../model/conversion.ts';
import type { BrowserEvent } from '../model/event.ts';
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
  const drafts: Draft[] = inTime.filter((event) => event.mirror === false).map((event) => ({ event, mirrors: [] }));
  const byPixel = Map.groupBy(drafts, (draft) => draft.event.pixelId);
  for (const mirror of inTime.filter((event) => event.mirror !== false)) {
    const candidates = byPixel.get(mirror.pixelId) ?? [];
    const primary = findPrimary(mirror, candidates);
    if (primary) {
      primary.mirrors.push(mirror);
      continue;
    }
    const draft = { event: mirror, mirrors: [] };
    drafts.push(draft);
    byPixel.set(mirror.pixelId, [...candidates, draft]);
  }
  return drafts.map(toFire).sort((a, b) => a.event.at - b.event.at);
}

function toFire({ event, mirrors }: Draft): BrowserFire {
  return { event, mirrors, sent: [event, ...mirrors].some((copy) => isSent(copy.delivery)) };
}

function findPrimary(mirror: BrowserEvent, candidates: readonly Draft[]): Draft | null {
  let best: Draft | null = null;
  for (const draft of candidates) {
    const gapMs = Math.abs(draft.event.at - mirror.at);
    if (gapMs > MIRROR_WINDOW_MS || !isCopyOf(mirror, draft)) continue;
    if (best === null || gapMs < Math.abs(best.event.at - mirror.at)) best = draft;
  }
  return best;
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
