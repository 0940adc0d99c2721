import type { JudgedConversion } from '../model/verdict.ts';

/** One conversion alone does not show what runs for a name. */
const LEAST_ROWS = 2;

/** The one channel that a row came through; null where it came through both, or the other is not proved silent. */
type Channel = 'browser' | 'server' | null;

/**
 * The rows of one pixel and event name. Where every one came through the same channel, and the relay vouches for the silence of
 * the other (such a verdict is only given then), there is nothing to deduplicate. A row that is pending says nothing yet.
 */
export class Transports<R extends { conversion: JudgedConversion }> {
  readonly #rows = new Map<R, Channel>();
  readonly #counts = new Map<Channel, number>();
  readonly #eventName: string;

  constructor(eventName: string) {
    this.#eventName = eventName;
  }

  get rows(): Iterable<R> {
    return this.#rows.keys();
  }

  add(row: R): void {
    const channel = channelOf(row.conversion);
    this.#rows.set(row, channel);
    this.#counts.set(channel, (this.#counts.get(channel) ?? 0) + 1);
  }

  remove(row: R): void {
    const channel = this.#rows.get(row);
    if (channel === undefined) return;
    this.#rows.delete(row);
    this.#counts.set(channel, (this.#counts.get(channel) ?? 0) - 1);
  }

  /** The sentence that says so; null where both channels run, or that is not known. */
  note(): string | null {
    if (this.#rows.size < LEAST_ROWS) return null;
    const channel = (['browser', 'server'] as const).find((one) => this.#counts.get(one) === this.#rows.size);
    return channel ? `Only the ${channel} sends “${this.#eventName}” to this pixel: there is nothing to deduplicate, and IDs made by the SDK are fine.` : null;
  }
}

/** What tells which transports run for which row; null for a row that says nothing. */
export function transportKey({ pixelId, eventName, verdict }: JudgedConversion): string | null {
  return verdict.outcome === 'pending' ? null : JSON.stringify([pixelId, eventName]);
}

function channelOf({ browser, server, verdict: { outcome } }: JudgedConversion): Channel {
  if (outcome === 'browser-only' && server.length === 0) return 'browser';
  return outcome === 'server-only' && browser.length === 0 ? 'server' : null;
}
