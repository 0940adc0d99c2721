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
  readonly #rows = new Set<R>();
  readonly #counts = { browser: 0, server: 0 };
  readonly #eventName: string;

  constructor(eventName: string) {
    this.#eventName = eventName;
  }

  get rows(): Iterable<R> {
    return this.#rows;
  }

  add(row: R): void {
    this.#rows.add(row);
    this.#count(row, 1);
  }

  remove(row: R): void {
    if (this.#rows.delete(row)) this.#count(row, -1);
  }

  /** A row that came through both, or whose other channel is not proved silent, counts for neither. */
  #count({ conversion }: R, change: 1 | -1): void {
    const channel = channelOf(conversion);
    if (channel) this.#counts[channel] += change;
  }

  /** The sentence that says so; null where both channels run, or that is not known. */
  note(): string | null {
    if (this.#rows.size < LEAST_ROWS) return null;
    const channel = (['browser', 'server'] as const).find((one) => this.#counts[one] === this.#rows.size);
    return channel ? `Only the ${channel} sends “${this.#eventName}” to this pixel: there is nothing to deduplicate, and IDs made by the SDK are fine.` : null;
  }
}

/** Transports by pixel and event name. */
export class TransportBook<R extends { conversion: JudgedConversion }> {
  readonly #byPixel = new Map<string, Map<string, Transports<R>>>();

  /** Those of which the row tells something; null for a row that says nothing. */
  of({ conversion: { pixelId, eventName, verdict } }: R): Transports<R> | null {
    if (verdict.outcome === 'pending') return null;
    const known = this.#byPixel.get(pixelId)?.get(eventName);
    if (known) return known;
    const transports = new Transports<R>(eventName);
    this.#byPixel.set(pixelId, (this.#byPixel.get(pixelId) ?? new Map<string, Transports<R>>()).set(eventName, transports));
    return transports;
  }
}

function channelOf({ browser, server, verdict: { outcome } }: JudgedConversion): Channel {
  if (outcome === 'browser-only' && server.length === 0) return 'browser';
  return outcome === 'server-only' && browser.length === 0 ? 'server' : null;
}
