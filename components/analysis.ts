import type { Capture } from '../lib/model/capture.ts';
import type { CoverageRow, CoverageSpan } from '../lib/model/coverage.ts';
import type { CustodyStation } from '../lib/model/custody.ts';
import type { OrderWalk } from '../lib/model/order-walk.ts';
import type { Visit } from '../lib/model/projection.ts';
import type { RevisitLine } from '../lib/model/revisit.ts';
import type { Timeline } from '../lib/model/timeline.ts';
import type { JudgedConversion, Verdict } from '../lib/model/verdict.ts';

/** What the engine can say beyond a projection. Views ask for it when they are shown. */
export interface Analysis {
  custodyOf: (conversion: JudgedConversion) => readonly CustodyStation[];
  /** The verdict if the server event came `serverDelayMs` after the browser event; negative = before it. */
  judgeDelay: (conversion: JudgedConversion, serverDelayMs: number) => Verdict;
  coverageOf: (conversions: readonly JudgedConversion[]) => readonly CoverageRow[];
  coverageTrend: (conversions: readonly JudgedConversion[], spans: number) => readonly CoverageSpan[];
  timelineOf: (visit: Visit) => Timeline;
  walkOrder: (visits: readonly Visit[], typed: string) => OrderWalk;
  ordersOf: (conversions: readonly JudgedConversion[]) => readonly string[];
  compareRevisit: (before: readonly JudgedConversion[], now: readonly JudgedConversion[], startedAt: number) => readonly RevisitLine[];
  /** Without what identifies a person: what is copied out of the panel goes through these. */
  redactConversion: (conversion: JudgedConversion) => JudgedConversion;
  redactCapture: (capture: Capture) => Capture;
}
