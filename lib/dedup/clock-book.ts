import type { JudgedConversion } from '../model/verdict.ts';
import { eachOffset, skewIn } from './clocks.ts';
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
  readonly #changed = new Set<Clock>();

  /** How far the sender's clock is ahead of the browser's, ms; null where it is not off. */
  skewOf(sender: string): number | null {
    return this.#clocks.get(sender)?.skewMs ?? null;
  }

  add(row: JudgedConversion): void {
    eachOffset(row, (sender, aheadMs) => this.#changing(sender).added.push(aheadMs));
  }

  remove(row: JudgedConversion): void {
    eachOffset(row, (sender, aheadMs) => this.#changing(sender).removed.push(aheadMs));
  }

  /** Takes in what came and went; gives the senders whose clock now looks another way. */
  update(): Set<string> {
    const senders = new Set<string>();
    for (const [sender, clock] of this.#clocks) {
      if (!this.#changed.has(clock)) continue;
      for (const offset of clock.removed) clock.offsets.remove(offset);
      clock.offsets.update({ removed: [], added: clock.added });
      clock.removed = [];
      clock.added = [];
      const skewMs = skewIn(clock.offsets);
      if (skewMs !== clock.skewMs) senders.add(sender);
      clock.skewMs = skewMs;
    }
    this.#changed.clear();
    return senders;
  }

  #changing(sender: string): Clock {
    const clock = this.#clocks.get(sender) ?? this.#open(sender);
    this.#changed.add(clock);
    return clock;
  }

  #open(sender: string): Clock {
    const clock: Clock = { offsets: new SortedList((a: number, b: number) => a - b), skewMs: null, removed: [], added: [] };
    this.#clocks.set(sender, clock);
    return clock;
  }
}
