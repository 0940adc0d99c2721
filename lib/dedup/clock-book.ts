import type { JudgedConversion } from '../model/verdict.ts';
import { aheadOf, firedAtOf, skewIn } from './clocks.ts';
import { SortedList } from './sorted-list.ts';

/** What the rows tell of one sender's clock. */
interface Clock {
  offsets: SortedList<number>;
  skewMs: number | null;
  /** Not yet taken in. */
  removed: number[];
  added: number[];
}

/** Senders' clocks against the browser's, kept up to date while rows come and go. */
export class ClockBook {
  readonly #clocks = new Map<string, Clock>();

  /** How far the sender's clock is ahead of the browser's, ms; null where it is not off. */
  skewOf(sender: string): number | null {
    return this.#clocks.get(sender)?.skewMs ?? null;
  }

  /** True where no sender's clock is off. */
  get agree(): boolean {
    for (const { skewMs } of this.#clocks.values()) if (skewMs !== null) return false;
    return true;
  }

  add(row: JudgedConversion): void {
    this.#note(row, 'added');
  }

  remove(row: JudgedConversion): void {
    this.#note(row, 'removed');
  }

  /** Takes in what came and went; gives the senders whose clock now looks another way. */
  update(): Set<string> {
    const senders = new Set<string>();
    for (const [sender, clock] of this.#clocks) {
      if (clock.removed.length + clock.added.length === 0) continue;
      // What came may have gone again since.
      clock.offsets.update({ removed: [], added: clock.added });
      for (const offset of clock.removed) clock.offsets.remove(offset);
      clock.removed = [];
      clock.added = [];
      const skewMs = skewIn(clock.offsets);
      if (skewMs !== clock.skewMs) senders.add(sender);
      clock.skewMs = skewMs;
    }
    return senders;
  }

  #note(row: JudgedConversion, change: 'added' | 'removed'): void {
    const firedAt = firedAtOf(row);
    if (firedAt === null) return;
    for (const event of row.server) {
      const aheadMs = aheadOf(event, firedAt);
      if (aheadMs !== null) this.#clockOf(event.sender)[change].push(aheadMs);
    }
  }

  #clockOf(sender: string): Clock {
    const known = this.#clocks.get(sender);
    if (known) return known;
    const clock: Clock = { offsets: new SortedList((a: number, b: number) => a - b), skewMs: null, removed: [], added: [] };
    this.#clocks.set(sender, clock);
    return clock;
  }
}
