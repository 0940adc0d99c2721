import type { LogEntry, RelayHealth } from '../model/log.ts';
import type { RelayState } from '../model/relay.ts';
import type { RelayConnection } from '../model/settings.ts';
import { RelayError, type LookupResult, type QueryAnswer } from '../relay/client.ts';
import { combineStates, stateAfter } from '../relay/schedule.ts';
import type { OpenQuestion } from './open-question.ts';

/** One question put to a relay: about which captures, when (Unix ms), and how long server events may take (ms). */
export interface AskedQuestion {
  group: readonly OpenQuestion[];
  askedAt: number;
  graceMs: number;
}

/** The entries that a relay's answer adds to the log. `known`: server events that are in it already, by ID. */
export function entriesOfAnswer(answer: QueryAnswer, known: ReadonlyMap<string, unknown>, asked: AskedQuestion): LogEntry[] {
  const found = answer.results.flatMap(({ events, near }) => [...events, ...near.map(({ event }) => event)]);
  const fresh = new Map(found.filter(({ id }) => !known.has(id)).map((event) => [event.id, event]));
  const results = new Map(answer.results.map((result) => [result.ref, result]));
  const at = asked.askedAt;
  const states = Object.fromEntries(asked.group.map((question) => [question.capture.id, stateOf(question, results, asked)]));
  return [
    ...[...fresh.values()].map((event): LogEntry => ({ kind: 'server-event', at, event, lookedUp: true })),
    { kind: 'relay-answer', at, states, coverage: answer.coverage, graceMs: asked.graceMs },
  ];
}

/** The entry for a relay that could not be asked. */
export function entryOfFailure({ group, askedAt }: AskedQuestion): LogEntry {
  const states = Object.fromEntries(group.map(({ capture, state }) => [capture.id, combineStates(state, 'unreachable')]));
  return { kind: 'relay-answer', at: askedAt, states, coverage: [] };
}

const WORST_FIRST: readonly RelayState[] = ['unreachable', 'pending', 'settled'];

/** A capture stands as its least certain event does. */
function stateOf(question: OpenQuestion, results: ReadonlyMap<string, LookupResult>, { askedAt, graceMs }: AskedQuestion): RelayState {
  const states = (question.lookups ?? []).map(({ ref }) =>
    stateAfter(results.get(ref)?.status ?? 'error', question.capture.startedAt, askedAt, graceMs),
  );
  return combineStates(question.state, WORST_FIRST.find((state) => states.includes(state)) ?? 'unreachable');
}

/** One fault for each thing that could not be used, each said once. Its look-up stays open by its own status. */
export function faultsOfAnswer(connection: RelayConnection, { dropped }: QueryAnswer, at: number): LogEntry[] {
  const messages = dropped.map(({ reason }) => `Not everything that ${hostOf(connection)} was asked about could be used: ${reason}.`);
  return [...new Set(messages)].map((message) => ({ kind: 'fault', at, code: RELAY_ANSWER_FAULT, message }));
}

export const RELAY_ANSWER_FAULT = 'relay-answer-unusable';

export function hostOf({ endpoint }: RelayConnection): string {
  return URL.parse(endpoint)?.host ?? endpoint;
}

export function healthAfter(connection: RelayConnection, answer: QueryAnswer): RelayHealth {
  return { host: hostOf(connection), state: 'ok', code: null, message: null, lagMs: answer.lagMs };
}

export function healthOfError(connection: RelayConnection, error: unknown): RelayHealth {
  const code = error instanceof RelayError ? error.code : 'failed';
  const message = error instanceof Error ? error.message : String(error);
  return { host: hostOf(connection), state: 'error', code, message, lagMs: null };
}

export function healthWithoutRelay(pageUrl: string | null): RelayHealth {
  const page = (pageUrl === null ? undefined : URL.parse(pageUrl)?.host) ?? 'this page';
  const message = `No relay is configured for ${page}: without server events no conversion can be judged. Add a relay connection in the options.`;
  return { host: null, state: 'absent', code: null, message, lagMs: null };
}
