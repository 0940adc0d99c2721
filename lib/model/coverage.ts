import type { PlatformId } from './platform-id.ts';
import type { Outcome } from './verdict.ts';

/** How a set of conversions reached the platform. */
export interface CoverageCounts {
  conversions: number;
  /** Arrived from both sides, whether merged or not. */
  both: number;
  browserOnly: number;
  serverOnly: number;
  /** Counted more often than expected. */
  double: number;
  /** Counted less often than expected, since another order has the same ID. */
  swallowed: number;
  /** One side was seen, and the evidence does not say what the other did. */
  open: number;
  /** Conversions per verdict: they add up to `conversions`. */
  byOutcome: Readonly<Partial<Record<Outcome, number>>>;
  /** Share of the conversions that arrived from both sides, 0 to 1, open ones left out; null = all are open. */
  rate: number | null;
}

/** Coverage of one pixel. */
export interface CoverageRow extends CoverageCounts {
  platform: PlatformId;
  pixelId: string;
  /** Money counted too often, per currency, major units. */
  overcounted: Readonly<Record<string, number>>;
}

/** Coverage of one stretch of the session. Unix ms. */
export interface CoverageSpan extends CoverageCounts {
  from: number;
  to: number;
}
