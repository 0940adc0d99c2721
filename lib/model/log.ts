import type { Capture, CaptureBody, CapturePlace, CaptureSource, Delivery, RequestOrigin, UnsentAttempt } from './capture.ts';
import type { SdkCall, ServerEvent } from './event.ts';
import type { Coverage, RelayEvidence, RelayState } from './relay.ts';

/** How the relay connection of a page's host stands; one sentence where it does not work. */
export interface RelayHealth {
  /** Host of the endpoint; null = no relay is configured for the page. */
  host: string | null;
  state: 'absent' | 'ok' | 'error';
  /** Code of the relay client's error (`wrong-token`, `not-a-relay`, …); null while it works. */
  code: string | null;
  message: string | null;
  /** How far the relay's record is behind, ms; null = it did not say. */
  lagMs: number | null;
}

/**
 * One line of the append-only session log. Later lines about the same capture complete it: a log read from the start
 * gives the same state as one that was followed live.
 */
export type LogEntry =
  | { kind: 'recording'; at: number; on: boolean }
  | { kind: 'capture'; at: number; capture: Capture }
  | { kind: 'delivery'; at: number; captureId: string; delivery: Delivery }
  | { kind: 'body'; at: number; captureId: string; body: CaptureBody; seenBy: CaptureSource }
  | { kind: 'sdk-call'; at: number; call: SdkCall }
  /** The page hook saw the call that made this request; `place` where the browser itself could not tell it. */
  | { kind: 'origin'; at: number; captureId: string; madeBy: RequestOrigin; place: CapturePlace | null }
  /** The page asked for a request that the browser never made, and nothing says why; it proves nothing. */
  | { kind: 'attempt'; at: number; attempt: UnsentAttempt }
  /** `lookedUp`: came back from a look-up, so it may be another customer's; without a browser event it makes no row. */
  | { kind: 'server-event'; at: number; event: ServerEvent; lookedUp?: true }
  /** How far the relay was asked about these captures. `graceMs`: how long their server events may take; absent = as was said before. */
  | { kind: 'relay-answer'; at: number; states: Readonly<Record<string, RelayState>>; coverage: readonly Coverage[]; graceMs?: number }
  /** A file's statement about its relay as a whole; replaces what was known before. */
  | { kind: 'relay-evidence'; at: number; evidence: RelayEvidence }
  | { kind: 'relay-health'; at: number; health: RelayHealth }
  /** Something the recorder could not do; shown in the health strip. */
  | { kind: 'fault'; at: number; code: string; message: string }
  /** What the faults of this code said holds no more. */
  | { kind: 'recovered'; at: number; code: string };

/** A log entry with its place in the log. */
export interface LoggedEntry {
  /** Grows by at least one with every entry, over restarts too. */
  seq: number;
  entry: LogEntry;
}
