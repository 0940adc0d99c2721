import type { LoggedEntry } from '../model/log.ts';
import type { BadgePainter } from './badge-painter.ts';
import { followLogThrough, type LogChannel } from './log-follower.ts';
import type { RelayLookups } from './relay-lookups.ts';

/** The log, and who reads it in the background. */
export interface OwnLogEdge {
  channel: LogChannel;
  lookups: Pick<RelayLookups, 'apply' | 'reset' | 'forget'>;
  badge: Pick<BadgePainter, 'apply' | 'reset' | 'startOver'>;
  failed: (error: unknown) => void;
}

/** So many entries may be gone for each that is left before the badge reads the log again: on the whole it reads each three times. */
const GONE_FOR_EACH_KEPT = 0.5;

/**
 * The background reads its own log as a panel does: what its memory lost with a stop comes back the same way. What retention takes
 * out of the log it forgets too. Open panels do not: nothing that was shown disappears, and their memory ends with them.
 */
export class OwnLog {
  readonly #edge: OwnLogEdge;
  #stop: (() => void) | null = null;
  /** The newest place that the look-ups have taken in. */
  #askedUpTo = 0;
  /** Entries that the badge was given since it last started over, and how many of them retention took since. */
  #given = 0;
  #gone = 0;
  /** The newest place that the badge was ever given, and the one that it has to reach before it may start over; null = it has. */
  #readUpTo = 0;
  #target: number | null = Infinity;
  #isBehind = true;
  #waiting: (() => void)[] = [];

  constructor(edge: OwnLogEdge) {
    this.#edge = edge;
  }

  follow(): void {
    const { channel, lookups, badge, failed } = this.#edge;
    this.#stop = followLogThrough(channel, {
      apply: (entries, more) => this.#apply(entries, more),
      reset: () => {
        this.#forgetAll();
        lookups.reset();
        badge.reset();
      },
      failed: (error) => {
        failed(error);
        this.#release();
      },
    });
  }

  /** Entries may mean something else now. */
  readAgain(): void {
    if (this.#stop === null) return;
    this.#edge.lookups.reset();
    this.#askedUpTo = 0;
    this.#startBadgeOver();
  }

  /** Retention took these places out of the log. */
  pruned(places: ReadonlySet<number>): void {
    if (this.#stop === null) return;
    this.#edge.lookups.forget(places);
    this.#gone += places.size;
    // Started over with every cut, it would never come to an end.
    if (this.#target === null && this.#gone > (this.#given - this.#gone) * GONE_FOR_EACH_KEPT) this.#startBadgeOver();
  }

  /** Resolves once the whole log is taken in, or cannot be read: a background that was just started knows nothing yet. */
  caughtUp(): Promise<void> {
    return this.#isBehind ? new Promise((resolve) => this.#waiting.push(resolve)) : Promise.resolve();
  }

  #apply(entries: LoggedEntry[], more: boolean): void {
    const { lookups, badge } = this.#edge;
    const news = entries.filter(({ seq }) => seq > this.#askedUpTo);
    this.#askedUpTo = Math.max(this.#askedUpTo, entries.at(-1)?.seq ?? 0);
    if (news.length > 0 || !more) lookups.apply(news, more);
    badge.apply(entries, more);
    this.#given += entries.length;
    const last = entries.at(-1)?.seq ?? 0;
    if (!more || (this.#target !== null && last >= this.#target)) this.#target = null;
    this.#readUpTo = Math.max(this.#readUpTo, last);
    this.#isBehind = more;
    if (!more) this.#release();
  }

  /** A projection drops nothing, so it is built anew; the look-ups stay, or what is asked just now would be asked again. */
  #startBadgeOver(): void {
    this.#stop?.();
    this.#given = 0;
    this.#gone = 0;
    this.#target = this.#readUpTo;
    this.#isBehind = true;
    this.#edge.badge.startOver();
    this.follow();
  }

  #forgetAll(): void {
    this.#askedUpTo = 0;
    this.#readUpTo = 0;
    this.#target = Infinity;
    this.#given = 0;
    this.#gone = 0;
  }

  #release(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting = [];
  }
}
