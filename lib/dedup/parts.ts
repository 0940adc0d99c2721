import type { BrowserEvent, ServerEvent } from '../model/event.ts';
import { sideOf, type Cluster } from './cluster.ts';
import { emptyDelta, type Delta } from './delta.ts';

/** A part of what an update takes out and puts in. */
export interface Part {
  browser: Delta<BrowserEvent>;
  server: Delta<ServerEvent>;
  isLast: boolean;
}

/** Events that are new in one part. */
const PART = 1_000;

/**
 * Cuts a long log in the order of time: what one stage of the engine has read is then still in the processor's caches when the
 * next comes to it. All that is taken out goes with the first part.
 */
export function* inParts(browser: Delta<BrowserEvent>, server: Delta<ServerEvent>): Generator<Part> {
  let [fire, event] = [0, 0];
  let goes = { browser: browser.removed, server: server.removed };
  for (const end of endsOfParts(browser.added, server.added)) {
    yield {
      browser: { removed: goes.browser, added: browser.added.slice(fire, end.fire) },
      server: { removed: goes.server, added: server.added.slice(event, end.event) },
      isLast: end.isLast,
    };
    goes = { browser: [], server: [] };
    ({ fire, event } = end);
  }
}

/** How many of each side a part ends after. */
function* endsOfParts(fires: readonly BrowserEvent[], events: readonly ServerEvent[]): Generator<{ fire: number; event: number; isLast: boolean }> {
  let [fire, event] = [0, 0];
  while (fires.length + events.length - fire - event > 2 * PART) {
    for (let count = 0; count < PART; count += 1) {
      if ((fires[fire]?.at ?? Infinity) <= (events[event]?.receivedAt ?? Infinity)) fire += 1;
      else event += 1;
    }
    yield { fire, event, isLast: false };
  }
  yield { fire: fires.length, event: events.length, isLast: true };
}

/** Keeps clusters of one side back until the last part of an update: what makes them whole may come with a later one. */
export class WaitingRoom {
  readonly #waiting = new Set<Cluster>();

  update({ removed, added }: Delta<Cluster>, isLast: boolean): Delta<Cluster> {
    const delta = emptyDelta<Cluster>();
    for (const cluster of removed) if (!this.#waiting.delete(cluster)) delta.removed.push(cluster);
    for (const cluster of added) {
      if (isLast || sideOf(cluster) === 'both') delta.added.push(cluster);
      else this.#waiting.add(cluster);
    }
    if (!isLast || this.#waiting.size === 0) return delta;
    for (const cluster of this.#waiting) delta.added.push(cluster);
    this.#waiting.clear();
    return delta;
  }
}
