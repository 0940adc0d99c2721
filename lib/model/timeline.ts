import type { PlatformId } from './platform-id.ts';
import type { Outcome } from './verdict.ts';

/** One event on the time axis. */
export interface TimelinePoint {
  side: 'browser' | 'server';
  /** Unix ms: when the browser sent it, or when the relay received it. */
  at: number;
  /** The ID that the platform deduplicates by. */
  id: string | null;
  /** Host or sender. */
  place: string;
  /** False where it did not reach the platform. */
  arrived: boolean;
}

/** One conversion's events; they belong together, so a line joins them. */
export interface TimelineLane {
  conversionId: string;
  platform: PlatformId;
  eventName: string;
  outcome: Outcome;
  /** In the order of time. */
  points: readonly TimelinePoint[];
  /** From the first event on, the platform merges copies up to this far apart, ms; null = not documented. */
  windowMs: number | null;
}

/** Events of one visit on one axis. Unix ms. */
export interface Timeline {
  from: number;
  to: number;
  lanes: readonly TimelineLane[];
}
