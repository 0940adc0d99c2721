import type { Capture, CaptureBody, CaptureSource, UnsentAttempt } from '../model/capture.ts';
import type { SdkCall, ServerEvent } from '../model/event.ts';
import type { LogEntry, RelayHealth } from '../model/log.ts';
import type { RecordedSpan } from '../model/recording.ts';
import type { Coverage, RelayEvidence, RelayState } from '../model/relay.ts';

/** What a log amounts to: a fold over its entries, in which later lines complete earlier ones. */
export interface SessionState {
  captures: Map<string, Capture>;
  calls: SdkCall[];
  /** Requests that the page asked for and the browser never made. */
  attempts: UnsentAttempt[];
  serverEvents: Map<string, ServerEvent>;
  /** IDs of server events that came back from look-ups. */
  lookedUp: Set<string>;
  /** A file's statement about its relay; in a live log the default for captures that were not asked about yet. */
  relay: RelayEvidence;
  byCapture: Map<string, RelayState>;
  coverage: Map<string, Coverage>;
  health: RelayHealth;
  /** When it was recorded, in order; replaced, never changed. null = the log does not say. */
  recorded: readonly RecordedSpan[] | null;
  /** Unix ms; null = not recording. */
  recordingSince: number | null;
  faults: { at: number; code: string; message: string }[];
}

const NO_RELAY: RelayHealth = { host: null, state: 'absent', code: null, message: null, lagMs: null };

/** Before the first answer nothing is known, so nothing is proved. */
export function emptyState(): SessionState {
  return {
    captures: new Map(),
    calls: [],
    attempts: [],
    serverEvents: new Map(),
    lookedUp: new Set(),
    relay: { state: 'absent', coverage: null, graceMs: 30_000, byCapture: {}, reason: null },
    byCapture: new Map(),
    coverage: new Map(),
    health: NO_RELAY,
    recorded: null,
    recordingSince: null,
    faults: [],
  };
}

/** The captures that an entry brought or completed, so that only they are decoded again. */
export interface Change {
  captureIds: readonly string[];
}

const NOTHING: Change = { captureIds: [] };

/** Adds one entry to the state, in place. */
export function applyEntry(state: SessionState, entry: LogEntry): Change {
  switch (entry.kind) {
    case 'capture':
      state.captures.set(entry.capture.id, entry.capture);
      return touched(entry.capture.id);
    case 'delivery':
      return updateCapture(state, entry.captureId, (capture) => ({ ...capture, delivery: entry.delivery }));
    case 'body':
      return updateCapture(state, entry.captureId, (capture) => ({ ...capture, body: completeBody(capture.body, entry), seenBy: [...new Set([...capture.seenBy, entry.seenBy])] }));
    case 'origin':
      return updateCapture(state, entry.captureId, (capture) => ({ ...capture, ...entry.place, madeBy: entry.madeBy, seenBy: [...new Set<CaptureSource>([...capture.seenBy, 'page-hook'])] }));
    case 'sdk-call':
      state.calls.push(entry.call);
      return NOTHING;
    case 'attempt':
      state.attempts.push(entry.attempt);
      return NOTHING;
    case 'server-event':
      state.serverEvents.set(entry.event.id, entry.event);
      if (entry.lookedUp) state.lookedUp.add(entry.event.id);
      return NOTHING;
    case 'relay-answer':
      return applyAnswer(state, entry);
    case 'relay-evidence':
      state.relay = entry.evidence;
      return NOTHING;
    default:
      applyStatus(state, entry);
      return NOTHING;
  }
}

function applyStatus(state: SessionState, entry: Extract<LogEntry, { kind: 'recording' | 'relay-health' | 'fault' | 'recovered' }>): void {
  if (entry.kind === 'recording') switchRecording(state, entry);
  else if (entry.kind === 'relay-health') state.health = entry.health;
  else if (entry.kind === 'recovered') state.faults = state.faults.filter(({ code }) => code !== entry.code);
  else state.faults.push({ at: entry.at, code: entry.code, message: entry.message });
}

function switchRecording(state: SessionState, { at, on }: Extract<LogEntry, { kind: 'recording' }>): void {
  const isOn = state.recordingSince !== null;
  if (on && !isOn) state.recorded = [...(state.recorded ?? []), { from: at, to: null }];
  if (!on) state.recorded = isOn ? (state.recorded ?? []).map((span) => ({ from: span.from, to: span.to ?? at })) : (state.recorded ?? []);
  state.recordingSince = on ? (state.recordingSince ?? at) : null;
}

function touched(captureId: string): Change {
  return { captureIds: [captureId] };
}

/** What was read stays: a later source completes a body and never takes it away. Only the browser corrects what it told itself. */
function completeBody(known: CaptureBody, { body, seenBy }: { body: CaptureBody; seenBy: CaptureSource }): CaptureBody {
  const isOpen = known.kind === 'pending' || known.kind === 'unreadable' || known.kind === 'none';
  return isOpen || seenBy === 'web-request' ? body : known;
}

/** An update may outlive its capture (pruned, or cleared while in flight); then there is nothing to complete. */
function updateCapture(state: SessionState, id: string, update: (capture: Capture) => Capture): Change {
  const capture = state.captures.get(id);
  if (!capture) return NOTHING;
  state.captures.set(id, update(capture));
  return touched(id);
}

function applyAnswer(state: SessionState, { states, coverage, graceMs }: Extract<LogEntry, { kind: 'relay-answer' }>): Change {
  if (graceMs !== undefined) state.relay = { ...state.relay, graceMs };
  for (const [captureId, relayState] of Object.entries(states)) state.byCapture.set(captureId, relayState);
  for (const span of coverage) state.coverage.set(JSON.stringify([span.platform, span.pixelId]), span);
  return NOTHING;
}

/** The relay evidence as the engine takes it. */
export function relayEvidence(state: SessionState): RelayEvidence {
  return { ...state.relay, coverage: coverageOf(state), byCapture: { ...state.relay.byCapture, ...Object.fromEntries(state.byCapture) } };
}

/** A relay that was asked live vouches for what its answers cover, and for nothing else. */
export function coverageOf({ relay, byCapture, coverage }: SessionState): readonly Coverage[] | null {
  return byCapture.size > 0 ? [...(relay.coverage ?? []), ...coverage.values()] : relay.coverage;
}
