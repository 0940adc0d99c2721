import type { BrowserEvent, SdkCall } from '../model/event.ts';
import type { JudgedConversion } from '../model/verdict.ts';
import { textOf } from '../wire/json.ts';
import { Buckets } from './buckets.ts';
import type { UnansweredCall } from './page-evidence.ts';
import type { PageChange } from './page-book.ts';
import { CALL_TO_SERVER_MS } from './silence.ts';

/**
 * Finds, for a row without a browser event, the page's calls that could have been it, and for a call the rows: by a text that
 * both hold, or because they are close in time.
 */
export class SilenceBook<R extends { conversion: JudgedConversion }> {
  readonly #calls = new Buckets<UnansweredCall>();
  readonly #rows = new Buckets<R>();
  /** Place of a call in the log. */
  readonly #places = new Map<SdkCall, number>();
  readonly #reports = new Buckets<BrowserEvent>();

  /** In the order of the log. */
  noteCalls(calls: readonly SdkCall[]): void {
    for (const call of calls) if (!this.#places.has(call)) this.#places.set(call, this.#places.size);
  }

  addRow(row: R): void {
    for (const key of keysOfRow(row.conversion)) this.#rows.add(key, row);
  }

  removeRow(row: R): void {
    for (const key of keysOfRow(row.conversion)) this.#rows.remove(key, row);
  }

  /** Takes the change in and gives the rows that it may say something of. */
  update({ unanswered, reports }: PageChange): Set<R> {
    const rows = new Set<R>();
    for (const each of unanswered.removed) for (const key of keysOfCall(each.call)) this.#calls.remove(key, each);
    for (const each of unanswered.added) for (const key of keysOfCall(each.call)) this.#calls.add(key, each);
    for (const each of [...unanswered.removed, ...unanswered.added]) for (const key of keysOfCall(each.call)) for (const row of this.#rows.get(key)) rows.add(row);
    for (const event of reports.removed) this.#reports.remove(timeKey(sliceOf(event.at)), event);
    for (const event of reports.added) this.#reports.add(timeKey(sliceOf(event.at)), event);
    for (const event of [...reports.removed, ...reports.added]) for (const row of this.#rows.get(timeKey(sliceOf(event.at)))) rows.add(row);
    return rows;
  }

  /** In the order of the log; more than may fit, never fewer. */
  callsFor(row: R): readonly UnansweredCall[] {
    const found = new Set(keysOfRow(row.conversion).flatMap((key) => this.#calls.get(key)));
    return [...found].sort((a, b) => (this.#places.get(a.call) ?? 0) - (this.#places.get(b.call) ?? 0));
  }

  /** In order of time; more than may fit, never fewer. */
  reportsFor(row: R): readonly BrowserEvent[] {
    return keysOfRow(row.conversion).flatMap((key) => this.#reports.get(key)).sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
  }
}

/** A row lies in its slices of time and their neighbours, a call in its own. */
function keysOfRow({ server }: JudgedConversion): string[] {
  const slices = server.flatMap(({ receivedAt }) => [-1, 0, 1].map((step) => timeKey(sliceOf(receivedAt) + step)));
  const ids = server.flatMap(({ eventId, orderId }) => [eventId, orderId]).flatMap((id) => (id === null ? [] : [textKey(id)]));
  return [...new Set([...slices, ...ids])];
}

function keysOfCall({ eventId, arguments: args, at }: SdkCall): string[] {
  return [...new Set([timeKey(sliceOf(at)), ...(eventId === null ? [] : [textKey(eventId)]), ...[...textsIn(args)].map(textKey)])];
}

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) yield* textsIn(inner);
  else yield textOf(value) ?? '';
}

function sliceOf(at: number): number {
  return Math.floor(at / CALL_TO_SERVER_MS);
}

const timeKey = (slice: number) => `at ${slice}`;
const textKey = (text: string) => `id ${text}`;
