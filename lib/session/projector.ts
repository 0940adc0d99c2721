import type { Capture } from '../model/capture.ts';
import type { LogEntry, LoggedEntry } from '../model/log.ts';
import { PLATFORM_IDS, type PlatformId } from '../model/platform-id.ts';
import type { Projection } from '../model/projection.ts';
import type { RelayEvidence, RelayState } from '../model/relay.ts';
import type { MatchSettings } from '../model/settings.ts';
import { LiveProjection } from './live-projection.ts';
import { applyEntry, coverageOf, emptyState, relayEvidence, type SessionState } from './state.ts';

/** Turns a growing log into what the views show. Replaying a log gives the same projection as following it. */
export interface Projector {
  apply(entries: readonly LoggedEntry[]): void;
  configure(settings: MatchSettings): void;
  /** What the log shows now; stays as it is while the log grows. What did not change since is the same object. */
  project(): Projection;
  /** A capture as far as the log has completed it; null for none. */
  captureOf(captureId: string): Capture | null;
  /** Forgets everything: the log was cleared. */
  reset(): void;
}

export function createProjector(settings: MatchSettings): Projector {
  let session = new ProjectedSession(settings, emptyState());
  return {
    apply: (entries) => {
      for (const { entry } of entries) {
        session.apply(entry);
        // Everything is judged by what the relay says.
        if (entry.kind === 'relay-evidence') session = new ProjectedSession(session.settings, session.state);
      }
    },
    configure: (changed) => {
      session = new ProjectedSession(changed, session.state);
    },
    project: () => session.project(),
    captureOf: (captureId) => session.state.captures.get(captureId) ?? null,
    reset: () => {
      session = new ProjectedSession(session.settings, emptyState());
    },
  };
}

/** A session's state with its projection, which is told what each entry changes. */
class ProjectedSession {
  readonly settings: MatchSettings;
  readonly state: SessionState;
  #live: LiveProjection;
  #relay: RelayEvidence;
  /** The part of `#relay` that grows with the session, in place: an answer costs no more than it says. */
  #byCapture: Record<string, RelayState>;

  constructor(settings: MatchSettings, state: SessionState) {
    this.settings = settings;
    this.state = state;
    const { relay, byCapture } = growing(relayEvidence(state));
    this.#relay = relay;
    this.#byCapture = byCapture;
    this.#live = new LiveProjection(settings, state, relay);
  }

  project(): Projection {
    return this.#live.project();
  }

  apply(entry: LogEntry): void {
    if (entry.kind === 'relay-answer') return this.#applyAnswer(entry);
    const before = entry.kind === 'server-event' ? (this.state.serverEvents.get(entry.event.id) ?? null) : null;
    const { recorded } = this.state;
    const { captureIds } = applyEntry(this.state, entry);
    for (const captureId of captureIds) this.#live.takeCapture(captureId);
    if (entry.kind === 'server-event') this.#live.takeServerEvent(before, entry.event);
    if (entry.kind === 'sdk-call') this.#live.takeCall(entry.call);
    if (this.state.recorded !== recorded) this.#live.takeRecording();
  }

  #applyAnswer(answer: Extract<LogEntry, { kind: 'relay-answer' }>): void {
    const platforms = this.#vouchedOtherwise(answer);
    const captureIds = Object.keys(answer.states).filter((id) => this.#byCapture[id] !== answer.states[id]);
    applyEntry(this.state, answer);
    for (const id of captureIds) this.#byCapture[id] = answer.states[id] ?? 'absent';
    if (platforms.length > 0) this.#relay = { ...this.#relay, graceMs: this.state.relay.graceMs, coverage: coverageOf(this.state) };
    if (captureIds.length + platforms.length > 0) this.#live.takeRelay(this.#relay, captureIds, platforms);
  }

  /** The platforms for which the relay vouches for more or less than before. With the first answer, and with another grace period, that is all of them. */
  #vouchedOtherwise({ states, coverage, graceMs }: Extract<LogEntry, { kind: 'relay-answer' }>): readonly PlatformId[] {
    if (this.state.byCapture.size === 0 && Object.keys(states).length > 0) return PLATFORM_IDS;
    if (graceMs !== undefined && graceMs !== this.state.relay.graceMs) return PLATFORM_IDS;
    const known = new Set([...this.state.coverage.values()].map((span) => JSON.stringify(span)));
    return [...new Set(coverage.filter((span) => !known.has(JSON.stringify(span))).map(({ platform }) => platform))];
  }
}

function growing(evidence: RelayEvidence): { relay: RelayEvidence; byCapture: Record<string, RelayState> } {
  const byCapture = { ...evidence.byCapture };
  return { relay: { ...evidence, byCapture }, byCapture };
}
