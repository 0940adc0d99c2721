import type { RelayEvent } from '../lib/relay/contract.ts';
import type { CoverageGap } from '../lib/model/relay.ts';
import type { PlatformId } from '../lib/model/platform-id.ts';

/** One receipt as it is kept: redacted, with the long fingerprints that never leave the relay. */
export interface StoredEvent {
  event: RelayEvent;
  /** User key → fingerprints of its values. */
  fingerprints: Readonly<Record<string, readonly string[]>>;
}

/** Receipts of `since` and later, before `until`. Unix ms; null = no end. */
export interface TimeRange {
  since: number;
  until: number | null;
}

/** What to look for; a row is a candidate where one of the three keys is equal. */
export interface KeyProbe {
  platform: PlatformId;
  pixelId: string;
  eventId: string | null;
  /** `normaliseId(eventId)`: finds IDs that are nearly equal. */
  eventIdNorm: string | null;
  orderId: string | null;
}

/** Receipts that carry the same money or the same user key. */
export interface LikenessProbe {
  platform: PlatformId;
  value: number | null;
  currency: string | null;
  fingerprints: readonly string[];
}

/** A place in the list of one pixel's receipts, by receipt time and ID. */
export interface Position {
  receivedAt: number;
  id: string;
}

export interface TailFilter {
  platform: PlatformId;
  pixelId: string;
  eventId: string | null;
  eventName: string | null;
  orderId: string | null;
  test: boolean | null;
  order: 'asc' | 'desc';
}

/** What the relay has been up for, whatever the pixel. Unix ms. */
export interface Uptime {
  /** First start of the store, or of the oldest run that is still known. */
  from: number;
  gaps: readonly CoverageGap[];
}

/**
 * Keeps receipts. Nothing is ever merged: two appends of equal events are two rows. Every method rejects where the
 * storage fails; none changes a row once written.
 */
export interface Store {
  /** All or none of them. */
  append(events: readonly StoredEvent[]): Promise<void>;
  /** Candidates by key, newest first, at most `limit` per key. */
  findByKeys(probe: KeyProbe, range: TimeRange, limit: number): Promise<StoredEvent[]>;
  /** Candidates by likeness, at most `limit` per kind. */
  findAlike(probe: LikenessProbe, range: TimeRange, limit: number): Promise<StoredEvent[]>;
  get(id: string): Promise<StoredEvent | null>;
  tail(filter: TailFilter, range: TimeRange, after: Position | null, limit: number): Promise<StoredEvent[]>;
  /** Deletes receipts and runs that ended before; returns the number of receipts. */
  prune(before: number): Promise<number>;
  uptime(now: number): Promise<Uptime>;
  /** When a receipt of this pixel, or of this conversion action, first came; null = never. Outlives the receipts. Unix ms. */
  firstReceipt(platform: PlatformId, pixelId: string): Promise<number | null>;
  recordGap(gap: CoverageGap): Promise<void>;
  /** A relay process began to record; returns the run's ID. */
  startRun(now: number): Promise<number>;
  /** The run still records. What lies after the last beat of a run that was killed is a gap. */
  beat(run: number, now: number): Promise<void>;
  stopRun(run: number, now: number): Promise<void>;
  close(): Promise<void>;
}
