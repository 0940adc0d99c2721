import type { Capture, CaptureBody, CapturePlace } from '../model/capture.ts';
import type { LoggedEntry } from '../model/log.ts';
import type { Lookup, RelayState } from '../model/relay.ts';
import { combineStates, nextAskAt, type Ask } from '../relay/schedule.ts';

/** A capture about which the relay is or was asked. Rebuilt from the log. */
export interface OpenQuestion {
  capture: Capture;
  /** The capture's place in the log. */
  seq: number;
  /** What to ask; null = not decoded yet: most captures of a long log are settled and never need it. */
  lookups: readonly Lookup[] | null;
  asks: readonly Ask[];
  /** null = never asked. */
  state: RelayState | null;
}

/** Every capture's question and every server event that is known, as the log tells them. */
export interface Questions {
  byCapture: Map<string, OpenQuestion>;
  /** Those of pages without a relay: not looked at again before that changes, since there may be thousands. */
  asleep: Map<string, OpenQuestion>;
  /** Server events in the log, by ID, with their places: one is logged once. */
  knownEvents: Map<string, number>;
}

export function noQuestions(): Questions {
  return { byCapture: new Map(), asleep: new Map(), knownEvents: new Map() };
}

/** Takes one log entry in. */
export function noteEntry(questions: Questions, { seq, entry }: LoggedEntry, graceMs: number): void {
  const { byCapture, asleep, knownEvents } = questions;
  const find = (captureId: string): OpenQuestion | undefined => byCapture.get(captureId) ?? asleep.get(captureId);
  if (entry.kind === 'capture') byCapture.set(entry.capture.id, { capture: entry.capture, seq, lookups: null, asks: [], state: null });
  if (entry.kind === 'origin' && entry.place) notePlace(wake(questions, entry.captureId), entry.place);
  if (entry.kind === 'body') noteBody(find(entry.captureId), entry.body);
  if (entry.kind === 'server-event') knownEvents.set(entry.event.id, seq);
  if (entry.kind !== 'relay-answer') return;
  for (const [captureId, state] of Object.entries(entry.states)) noteAnswer(find(captureId), state, entry.at, graceMs);
}

/** Forgets what the log holds no more at these places: a server event that comes back is logged anew. */
export function forgetPlaces({ byCapture, asleep, knownEvents }: Questions, places: ReadonlySet<number>): void {
  for (const questions of [byCapture, asleep]) for (const [captureId, { seq }] of questions) if (places.has(seq)) questions.delete(captureId);
  for (const [eventId, seq] of knownEvents) if (places.has(seq)) knownEvents.delete(eventId);
}

export function putToSleep({ byCapture, asleep }: Questions, captureId: string): void {
  const question = byCapture.get(captureId);
  if (question) asleep.set(captureId, question);
  byCapture.delete(captureId);
}

/** Other relays are configured. */
export function wakeAll({ byCapture, asleep }: Questions): void {
  for (const [captureId, question] of asleep) byCapture.set(captureId, question);
  asleep.clear();
}

function wake({ byCapture, asleep }: Questions, captureId: string): OpenQuestion | undefined {
  const question = asleep.get(captureId);
  if (question) byCapture.set(captureId, question);
  asleep.delete(captureId);
  return byCapture.get(captureId);
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
