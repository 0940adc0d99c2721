import type { Capture, CaptureBody, CapturePlace } from '../model/capture.ts';
import type { LogEntry } from '../model/log.ts';
import type { Lookup, RelayState } from '../model/relay.ts';
import { combineStates, nextAskAt, type Ask } from '../relay/schedule.ts';

/** A capture about which the relay is or was asked. Rebuilt from the log. */
export interface OpenQuestion {
  capture: Capture;
  /** What to ask; null = not decoded yet: most captures of a long log are settled and never need it. */
  lookups: readonly Lookup[] | null;
  asks: readonly Ask[];
  /** null = never asked. */
  state: RelayState | null;
}

/** Every capture's question and every server event that is known, as the log tells them. */
export interface Questions {
  byCapture: Map<string, OpenQuestion>;
  /** IDs of server events in the log: one is logged once. */
  knownEvents: Set<string>;
}

export function noQuestions(): Questions {
  return { byCapture: new Map(), knownEvents: new Set() };
}

/** Takes one log entry in. */
export function noteEntry(questions: Questions, entry: LogEntry, graceMs: number): void {
  const { byCapture, knownEvents } = questions;
  if (entry.kind === 'capture') byCapture.set(entry.capture.id, { capture: entry.capture, lookups: null, asks: [], state: null });
  if (entry.kind === 'origin' && entry.place) notePlace(byCapture.get(entry.captureId), entry.place);
  if (entry.kind === 'body') noteBody(byCapture.get(entry.captureId), entry.body);
  if (entry.kind === 'server-event') knownEvents.add(entry.event.id);
  if (entry.kind !== 'relay-answer') return;
  for (const [captureId, state] of Object.entries(entry.states)) noteAnswer(byCapture.get(captureId), state, entry.at, graceMs);
}

/** The page decides which relay is asked. */
function notePlace(question: OpenQuestion | undefined, place: CapturePlace): void {
  if (question) question.capture = { ...question.capture, ...place };
}

function noteBody(question: OpenQuestion | undefined, body: CaptureBody): void {
  if (!question) return;
  question.capture = { ...question.capture, body };
  question.lookups = null;
}

function noteAnswer(question: OpenQuestion | undefined, state: RelayState, at: number, graceMs: number): void {
  if (!question) return;
  question.state = combineStates(question.state, state);
  if (state === 'absent') return;
  const graceRuns = at < question.capture.startedAt + graceMs;
  question.asks = [{ at, answered: state === 'settled' || (state === 'pending' && graceRuns) }];
}

/** When to ask next about a question, Unix ms; null = no more. */
export function dueAt({ capture, asks }: OpenQuestion, graceMs: number): number | null {
  return nextAskAt(capture.startedAt, asks, graceMs);
}
