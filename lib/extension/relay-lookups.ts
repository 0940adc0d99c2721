import type { Capture } from '../model/capture.ts';
import type { LoggedEntry, LogEntry, RelayHealth } from '../model/log.ts';
import type { Lookup } from '../model/relay.ts';
import type { RelayConnection, Settings } from '../model/settings.ts';
import type { QueryAnswer } from '../relay/client.ts';
import { dueAt, forgetPlaces, noQuestions, noteEntry, putToSleep, wakeAll, type OpenQuestion } from './open-question.ts';
import { entriesOfAnswer, entryOfFailure, faultsOfAnswer, healthAfter, healthOfError, healthWithoutRelay, hostOf, RELAY_ANSWER_FAULT } from './relay-answer.ts';
import { connectionFor } from './relay-connection.ts';

/** What the look-ups need of the outside. */
export interface RelayLookupsEdge {
  settings(): Settings;
  lookupsOf(capture: Capture): Lookup[];
  query(connection: RelayConnection, lookups: readonly Lookup[]): Promise<QueryAnswer>;
  append(entries: readonly LogEntry[]): Promise<void>;
  /** Unix ms. */
  now(): number;
  /** Has `askDue` called at this time, Unix ms, even if the background is stopped until then; replaces the last arrangement. */
  wakeAt(time: number): void;
}

/** Captures that are due this close together are asked about at once, ms. */
const BATCH_MS = 250;

/** The place of an entry that is on its way to the log. */
const NOT_YET = Infinity;

function isAnswerFault(entry: LogEntry): entry is Extract<LogEntry, { kind: 'fault' }> {
  return entry.kind === 'fault' && entry.code === RELAY_ANSWER_FAULT;
}

/** The last of the times that belong to the earliest one. */
function batchTime(times: readonly number[]): number {
  const earliest = times.reduce((first, time) => Math.min(first, time));
  return times.filter((time) => time <= earliest + BATCH_MS).reduce((last, time) => Math.max(last, time));
}

/** Asks the relays about what the log holds, and writes to the log what they answer. All it knows it reads from the log. */
export class RelayLookups {
  readonly #edge: RelayLookupsEdge;
  #questions = noQuestions();
  readonly #healthByHost = new Map<string | null, RelayHealth>();
  #lastHealth: RelayHealth | null = null;
  /** Messages of answers' faults that the log has, with their places. */
  readonly #toldFaults = new Map<string, number>();
  /** Connections that are being asked: one question at a time each. */
  readonly #asking = new Set<string>();

  constructor(edge: RelayLookupsEdge) {
    this.#edge = edge;
  }

  /** Takes the log in. `more`: the rest follows at once, so nothing is asked yet. */
  apply(entries: readonly LoggedEntry[], more: boolean): void {
    for (const logged of entries) {
      const { seq, entry } = logged;
      noteEntry(this.#questions, logged, this.#graceMs);
      if (entry.kind === 'relay-health') this.#noteHealth(entry.health);
      if (isAnswerFault(entry)) this.#toldFaults.set(entry.message, seq);
    }
    if (!more) this.#arrange();
  }

  reset(): void {
    this.#questions = noQuestions();
    this.#toldFaults.clear();
  }

  /** Retention took these places out of the log: nothing more is asked about what stood there. */
  forget(places: ReadonlySet<number>): void {
    forgetPlaces(this.#questions, places);
    for (const [message, seq] of this.#toldFaults) if (places.has(seq)) this.#toldFaults.delete(message);
  }

  /** Arranges the next ask by the settings in force, which may have changed. */
  plan(): void {
    wakeAll(this.#questions);
    this.#arrange();
  }

  /** Captures without a relay are said to have none. */
  #arrange(): void {
    const times: number[] = [];
    const withoutRelay: OpenQuestion[] = [];
    for (const question of this.#worthAsking()) {
      const connection = this.#connectionOf(question);
      const time = dueAt(question, this.#graceMs);
      if (!connection && question.state === null) withoutRelay.push(question);
      if (connection && time !== null && !this.#asking.has(connection.id)) times.push(time);
    }
    if (times.length > 0) this.#edge.wakeAt(batchTime(times));
    if (withoutRelay.length > 0) this.#sayAbsent(withoutRelay);
  }

  /** Asks about everything that is due. */
  askDue(): Promise<void> {
    const now = this.#edge.now();
    return this.#ask((question) => (dueAt(question, this.#graceMs) ?? Infinity) <= now);
  }

  /** Asks now about everything that is not settled. */
  retry(): Promise<void> {
    return this.#ask(({ state }) => state !== 'settled');
  }

  /** How the connection of a page stands. */
  healthOf(pageUrl: string | null): RelayHealth {
    const connection = connectionFor(this.#edge.settings().relays, pageUrl);
    if (!connection) return healthWithoutRelay(pageUrl);
    const host = hostOf(connection);
    return this.#healthByHost.get(host) ?? { host, state: 'ok', code: null, message: 'Not asked yet.', lagMs: null };
  }

  get #graceMs(): number {
    return this.#edge.settings().graceMs;
  }

  #connectionOf({ capture }: OpenQuestion): RelayConnection | null {
    return connectionFor(this.#edge.settings().relays, capture.pageUrl);
  }

  /** An entry that the log will hand back with its place. */
  #note(entry: LogEntry): void {
    noteEntry(this.#questions, { seq: NOT_YET, entry }, this.#graceMs);
    if (isAnswerFault(entry)) this.#toldFaults.set(entry.message, NOT_YET);
  }

  /** Questions that have something to ask. Those that are done, or never had anything, are forgotten on the way. */
  #worthAsking(): OpenQuestion[] {
    const { byCapture } = this.#questions;
    return [...byCapture].flatMap(([captureId, question]) => {
      // Told already, and nothing has changed: decoding thousands of them with every start would cost seconds.
      if (question.state === 'absent' && !this.#connectionOf(question)) {
        putToSleep(this.#questions, captureId);
        return [];
      }
      const isDone = question.state === 'settled' && dueAt(question, this.#graceMs) === null;
      const asksSomething = !isDone && this.#lookupsOf(question).length > 0;
      if (!asksSomething && question.capture.body.kind !== 'pending') byCapture.delete(captureId);
      return asksSomething ? [question] : [];
    });
  }

  #lookupsOf(question: OpenQuestion): readonly Lookup[] {
    question.lookups ??= this.#edge.lookupsOf(question.capture);
    return question.lookups;
  }

  #noteHealth(health: RelayHealth): void {
    this.#healthByHost.set(health.host, health);
    this.#lastHealth = health;
  }

  async #ask(chosen: (question: OpenQuestion) => boolean): Promise<void> {
    const questions = this.#worthAsking().filter(chosen);
    const groups = Map.groupBy(questions, (question) => this.#connectionOf(question));
    await Promise.all([...groups].map(async ([connection, group]) => connection && this.#askConnection(connection, group)));
    this.#arrange();
  }

  async #askConnection(connection: RelayConnection, group: readonly OpenQuestion[]): Promise<void> {
    if (this.#asking.has(connection.id)) return;
    this.#asking.add(connection.id);
    const entries = await this.#answerTo(connection, group);
    // Noted before the log hands them back, or the same would be asked again meanwhile.
    for (const entry of entries) this.#note(entry);
    this.#asking.delete(connection.id);
    await this.#edge.append(entries);
  }

  async #answerTo(connection: RelayConnection, group: readonly OpenQuestion[]): Promise<LogEntry[]> {
    const asked = { group, askedAt: this.#edge.now(), graceMs: this.#graceMs };
    try {
      const answer = await this.#edge.query(connection, group.flatMap((question) => this.#lookupsOf(question)));
      const faults = faultsOfAnswer(connection, answer, asked.askedAt).filter((fault) => !this.#isTold(fault));
      return [...entriesOfAnswer(answer, this.#questions.knownEvents, asked), ...faults, ...this.#tellHealth(healthAfter(connection, answer))];
    } catch (error) {
      return [entryOfFailure(asked), ...this.#tellHealth(healthOfError(connection, error))];
    }
  }

  #sayAbsent(group: readonly OpenQuestion[]): void {
    const states = Object.fromEntries(group.map(({ capture }) => [capture.id, 'absent' as const]));
    const entry: LogEntry = { kind: 'relay-answer', at: this.#edge.now(), states, coverage: [] };
    this.#note(entry);
    void this.#edge.append([entry, ...this.#tellHealth(healthWithoutRelay(group.at(-1)?.capture.pageUrl ?? null))]);
  }

  /** True where the log has this fault of an answer: the same comes back with every ask. */
  #isTold(entry: LogEntry): boolean {
    return isAnswerFault(entry) && this.#toldFaults.has(entry.message);
  }

  /** Written only where it changed: an entry with every ask would fill the log. */
  #tellHealth(health: RelayHealth): LogEntry[] {
    const before = this.#lastHealth;
    this.#noteHealth(health);
    const same = before?.host === health.host && before.state === health.state && before.message === health.message;
    return same ? [] : [{ kind: 'relay-health', at: this.#edge.now(), health }];
  }
}
