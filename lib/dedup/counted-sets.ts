import type { BrowserEvent, ServerEvent } from '../model/event.ts';
import { RETRACTED } from '../platforms/finding-codes.ts';
import type { Evidence } from './evidence.ts';

export type Copy = BrowserEvent | ServerEvent;

/** The copies that arrived, one set for each time that the platform counts; the first holds the browser's first. */
export function countedSets({ sent, accepted, count }: Pick<Evidence, 'sent' | 'accepted' | 'count'>): Copy[][] {
  const setOf = new Map([...sent.map(({ event }) => event), ...accepted].map((event): [Copy, Copy[]] => [event, [event]]));
  for (const { a, b, outcome } of count.pairings) {
    const [one, other] = [setOf.get(a.event), setOf.get(b.event)];
    if (outcome.result === 'separate' || !one || !other || one === other) continue;
    for (const event of other) {
      one.push(event);
      setOf.set(event, one);
    }
  }
  return [...new Set(setOf.values())];
}

/** Those of them that the server did not take back: a retraction takes what it merges with, and that alone. */
export function setsLeft(evidence: Pick<Evidence, 'sent' | 'accepted' | 'count'>): Copy[][] {
  return countedSets(evidence).filter((set) => !set.some(isRetraction));
}

/** True for an adjustment that takes its conversion back (Google Ads RETRACTION). */
export function isRetraction(event: Copy): boolean {
  return event.side === 'server' && event.adjustment && event.issues.some(({ code }) => code === RETRACTED);
}
