import type { BrowserEvent, ServerEvent } from '../model/event.ts';
import type { PairResult } from './pair.ts';

/** Floodlight's day runs from midnight to midnight, Eastern Time (CM360, counting method UNIQUE). */
const EASTERN_DAY = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' });

/** The day for which an event of this kind is counted once for a user; null for any other event. */
export function countedOnceOn(event: BrowserEvent | ServerEvent): string | null {
  return event.side === 'browser' && event.oncePerUserAndDay === true ? EASTERN_DAY.format(event.at) : null;
}

/** Two fires of such a counter on one day are one; whose browser is recorded is one user. null where it is no such pair. */
export function compareDaily(a: BrowserEvent | ServerEvent, b: BrowserEvent | ServerEvent): PairResult | null {
  const [first, second] = [countedOnceOn(a), countedOnceOn(b)];
  if (first === null || first !== second || a.pixelId !== b.pixelId || a.eventName !== b.eventName) return null;
  const compared = (key: 'pixelId' | 'action', text: string | null) => ({ key, browser: text, server: text, result: 'equal' as const, note: null });
  const window = { key: 'window' as const, browser: first, server: second, result: 'equal' as const, note: 'counted once for each user and day, Eastern Time' };
  return { result: 'merge', basis: 'inferred', keys: [compared('pixelId', a.pixelId), compared('action', a.action), window], alternative: null, wrongOrder: false };
}
