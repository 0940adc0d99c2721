import type { Capture } from '../model/capture.ts';
import type { SdkCall, ServerEvent } from '../model/event.ts';
import type { LogEntry, RelayHealth } from '../model/log.ts';
import type { PlatformId } from '../model/platform-id.ts';
import type { Coverage, RelayEvidence, RelayState } from '../model/relay.ts';

/** What a log amounts to: a fold over its entries, in which later lines complete earlier ones. */
export interface SessionState {
  captures: Map<string, Capture>;
  calls: SdkCall[];
  serverEvents: Map<string, ServerEvent>;
  /** IDs of server events that came back from look-ups. */
  lookedUp: Set<string>;
  /** A file's statement about its relay; in a live log the default for captures that were not asked about yet. */
  relay: RelayEvidence;
  byCapture: Map<string, RelayState>;
  coverage: Map<string, Coverage>;
  health: RelayHealth;
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
    serverEvents: new Map(),
    lookedUp: new Set(),
    relay: { state: 'absent', coverage: null, graceMs: 30_000, byCapture: {}, reason: null },
    byCapture: new Map(),
    coverage: new Map(),
    health: NO_RELAY,
    recordingSince: null,
    faults: [],
  };
}

/** What an entry changed, so that only that is decoded and judged again. */
export interface Change {
  captureIds: readonly string[];
  platforms: readonly PlatformId[];
  /** True where every platform has to be judged again. */
  all: boolean;
}

const NOTHING: Change = { captureIds: [], platforms: [], all: false };

/** Adds one entry to the state, in place. */
export function applyEntry(state: SessionState, entry: LogEntry): Change {
  switch (entry.kind) {
    case 'capture':
      state.captures.set(entry.capture.id, entry.capture);
      return touched(entry.capture.id);
    case 'delivery':
      return updateCapture(state, entry.captureId, (capture) => ({ ...capture, delivery: entry.delivery }));
    case 'body':
      return updateCapture(state, entry.captureId, (capture) => ({ ...capture, body: entry.body, seenBy: [...new Set([...capture.seenBy, entry.seenBy])] }));
    case 'sdk-call':
      state.calls.push(entry.call);
      return { ...NOTHING, platforms: [entry.call.platform] };
    case 'server-event':
      state.serverEvents.set(entry.event.id, entry.event);
      if (entry.lookedUp) state.lookedUp.add(entry.event.id);
      return { ...NOTHING, platforms: [entry.event.platform] };
    case 'relay-answer':
      return applyAnswer(state, entry.states, entry.coverage);
    case 'relay-evidence':
      state.relay = entry.evidence;
      return { ...NOTHING, all: true };
    default:
      applyStatus(state, entry);
      return NOTHING;
  }
}

function applyStatus(state: SessionState, entry: Extract<LogEntry, { kind: 'recording' | 'relay-health' | 'fault' }>): void {
  if (entry.kind === 'recording') state.recordingSince = entry.on ? (state.recordingSince ?? entry.at) : null;
  else if (entry.kind === 'relay-health') state.health = entry.health;
  else state.faults.push({ at: entry.at, code: entry.code, message: entry.message });
}

function touched(captureId: string): Change {
  return { ...NOTHING, captureIds: [captureId] };
}

/** An update may outlive its capture (pruned, or cleared while in flight); then there is nothing to complete. */
function updateCapture(state: SessionState, id: string, update: (capture: Capture) => Capture): Change {
  const capture = state.captures.get(id);
  if (!capture) return NOTHING;
  state.captures.set(id, update(capture));
  return touched(id);
}

function applyAnswer(state: SessionState, states: Readonly<Record<string, RelayState>>, coverage: readonly Coverage[]): Change {
  for (const [captureId, relayState] of Object.entries(states)) state.byCapture.set(captureId, relayState);
  for (const span of coverage) state.coverage.set(JSON.stringify([span.platform, span.pixelId]), span);
  return { captureIds: Object.keys(states), platforms: coverage.map((span) => span.platform), all: false };
}

/** The relay evidence as the engine takes it. A relay that was asked live vouches for what its answers cover, and for nothing else. */
export function relayEvidence(state: SessionState): RelayEvidence {
  const askedLive = state.byCapture.size > 0;
  return {
    ...state.relay,
    coverage: askedLive ? [...(state.relay.coverage ?? []), ...state.coverage.values()] : state.relay.coverage,
    byCapture: { ...state.relay.byCapture, ...Object.fromEntries(state.byCapture) },
  };
}
