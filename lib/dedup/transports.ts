import type { JudgedConversion } from '../model/verdict.ts';
import type { Platform } from '../platforms/define.ts';
import { compares } from './context.ts';
import { leadOf } from './cluster.ts';
import { sharedName } from './rule-key.ts';

/** One conversion alone does not show what runs for a name. */
const LEAST_ROWS = 2;

/** The one channel that a row came through; null where it came through both, or the other is not proved silent. */
export type Channel = 'browser' | 'server' | null;

/**
 * The rows of one pixel and event name. Where every one came through the same channel, and the relay vouches for the silence of
 * the other (such a verdict is only given then), there is nothing to deduplicate. A row that is pending says nothing yet.
 */
export class Transports {
  #rows = 0;
  readonly #counts = { browser: 0, server: 0 };

  add(conversion: JudgedConversion): void {
    this.#count(conversion, 1);
  }

  remove(conversion: JudgedConversion): void {
    this.#count(conversion, -1);
  }

  /** A row that came through both, or whose other channel is not proved silent, counts for neither. */
  #count(conversion: JudgedConversion, change: 1 | -1): void {
    this.#rows += change;
    const channel = channelOf(conversion);
    if (channel) this.#counts[channel] += change;
  }

  /** The only channel that runs; null where both do, or that is not known. */
  only(): Channel {
    if (this.#rows < LEAST_ROWS) return null;
    if (this.#counts.browser === this.#rows) return 'browser';
    return this.#counts.server === this.#rows ? 'server' : null;
  }
}

/** The sentence that says so; null where an ID that all orders share has the platform merge them all the same. */
export function noteOnly(channel: Channel, { eventName, verdict }: JudgedConversion): string | null {
  if (channel === null || verdict.causes.some(({ id }) => id === 'id-constant' || id === 'id-template')) return null;
  return `Only the ${channel} sends “${eventName}” to this pixel: there is nothing to deduplicate, and IDs made by the SDK are fine.`;
}

/** Transports by the pixel and the event name that the platform's rule compares: where each side has words of its own for them, all are one. */
export class TransportBook {
  readonly #platform: Platform;
  readonly #byPixel = new Map<string, Map<string, Transports>>();

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  /** Those of which the row tells something; null for a row that says nothing. */
  of(conversion: JudgedConversion): Transports | null {
    const lead = leadOf(conversion);
    if (conversion.verdict.outcome === 'pending' || !lead) return null;
    const pixelId = compares({ platform: this.#platform }, 'pixelId') ? conversion.pixelId : '';
    const name = sharedName({ platform: this.#platform }, lead);
    const known = this.#byPixel.get(pixelId)?.get(name);
    if (known) return known;
    const transports = new Transports();
    this.#byPixel.set(pixelId, (this.#byPixel.get(pixelId) ?? new Map<string, Transports>()).set(name, transports));
    return transports;
  }
}

function channelOf({ browser, server, verdict: { outcome } }: JudgedConversion): Channel {
  if (outcome === 'browser-only' && server.length === 0) return 'browser';
  return outcome === 'server-only' && browser.length === 0 ? 'server' : null;
}
