import type { LogEntry, LoggedEntry } from '../model/log.ts';
import { SessionLogError, type LogDatabase, type LogMemory, type Retention, type SessionLogErrorCode } from './log-store.ts';
import { cutByRetention } from './memory-retention.ts';
import { createPrivacy } from './privacy.ts';

/** A part of the log, in order. `last`: the newest place in the whole log; `more` = there is more to read. */
export interface LogPage {
  entries: LoggedEntry[];
  last: number;
  more: boolean;
}

export interface SessionLogOptions {
  database: LogDatabase;
  memory: LogMemory;
  /** Unix ms. */
  now: () => number;
  /** Called when entries can be read. */
  appended: (last: number) => void;
  /** Called when retention took these places out of the log: no later reader finds them. */
  pruned: (places: ReadonlySet<number>) => void;
}

const LOST = 'The session log was gone when the recorder started: the browser removed it, or found it damaged. What was recorded before is lost; recording goes on.';

/** A database that fails is left alone for this long: trying with every entry would cost more with each. */
const RETRY_MS = 5_000;

/**
 * The append-only session log; one writer, the background. Nothing here rejects: what cannot be stored is kept in memory,
 * tried again with later entries, and reported once by a `fault` entry.
 */
export class SessionLog {
  readonly #options: SessionLogOptions;
  /** The newest place given out; known once `#opened` resolves. */
  #last = 0;
  #opened: Promise<void> | null = null;
  #incoming: { entry: LogEntry; isPrivate: boolean }[] = [];
  /** Entries of private windows: in memory alone. */
  #private: LoggedEntry[] = [];
  readonly #privacy = createPrivacy();
  #unsaved: LoggedEntry[] = [];
  #flushing: Promise<void> | null = null;
  /** The newest place that `memory` holds. */
  #keptUpTo = 0;
  /** True once it is noted that there is a stored log. */
  #isNoted = false;
  #failure: { code: SessionLogErrorCode; at: number } | null = null;

  constructor(options: SessionLogOptions) {
    this.#options = options;
  }

  /**
   * Resolves once the entries can be read: stored, or kept in memory because they cannot be. Entries that come while a
   * write runs go into the next write together.
   */
  append(entries: readonly LogEntry[]): Promise<void> {
    if (entries.length === 0) return Promise.resolve();
    this.#incoming.push(...this.#privacy.sort(entries));
    this.#flushing ??= this.#flush();
    return this.#flushing;
  }

  async readAfter(after: number, limit: number): Promise<LogPage> {
    const found = await this.#read(() => this.#options.database.readAfter(after, limit));
    const entries = found.filter(({ seq }) => seq > after).slice(0, limit);
    return { entries, last: this.#last, more: entries.length > 0 && (entries.at(-1)?.seq ?? 0) < this.#last };
  }

  /** The newest entries, oldest first. */
  async tail(count: number): Promise<LoggedEntry[]> {
    return (await this.#read(() => this.#options.database.tail(count))).slice(-count);
  }

  async clear(): Promise<void> {
    await this.#open();
    await this.#flushing;
    this.#unsaved = [];
    this.#private = [];
    await this.#options.memory.forget();
    await this.#options.database.clear().catch((error: unknown) => this.#report(error));
  }

  /** The last private window closed: nothing of it stays. False where there was nothing. */
  forgetPrivate(): boolean {
    const had = this.#private.length > 0;
    this.#private = [];
    this.#privacy.forget();
    return had;
  }

  /** Drops what `retention` does not keep: what is stored, and by the same limits what is in memory alone. */
  async prune(retention: Retention): Promise<void> {
    await this.#open();
    const { database, now, pruned } = this.#options;
    const stored = await database.prune(retention, now()).catch((error: unknown) => {
      this.#report(error);
      return [];
    });
    const open = cutByRetention(this.#private, retention, now());
    this.#private = open.kept;
    const places = new Set([...stored, ...open.places, ...this.#pruneUnsaved(retention)]);
    if (places.size > 0) pruned(places);
  }

  /** While the database fails: otherwise they are stored in a moment. */
  #pruneUnsaved(retention: Retention): number[] {
    if (!this.#failure) return [];
    const { kept, places } = cutByRetention(this.#unsaved, retention, this.#options.now());
    this.#unsaved = kept;
    return places;
  }

  async #flush(): Promise<void> {
    await this.#open();
    while (this.#incoming.length > 0) {
      this.#place(this.#incoming);
      this.#incoming = [];
      await this.#save();
      await this.#keep();
      this.#options.appended(this.#last);
    }
    // In the same turn as the last look at #incoming: an entry that comes later starts a flush of its own.
    this.#flushing = null;
  }

  #place(entries: readonly { entry: LogEntry; isPrivate?: boolean }[]): void {
    const unsaved = [...this.#unsaved];
    for (const { entry, isPrivate } of entries) {
      this.#last += 1;
      (isPrivate ? this.#private : unsaved).push({ seq: this.#last, entry });
    }
    this.#unsaved = unsaved;
  }

  /**
   * Learns, once, where the log stands: learnt twice, a late answer would give places out again and overwrite entries.
   * Without the database's own count the clock gives places that are later than all before.
   */
  #open(): Promise<void> {
    this.#opened ??= this.#learn();
    return this.#opened;
  }

  /** What an earlier background could not store comes first: it was shown already. */
  async #learn(): Promise<void> {
    const { database, memory, now } = this.#options;
    const [last, unsaved, hadLog] = await Promise.all([database.last().catch(now), memory.load(), memory.hadLog()]);
    this.#unsaved = [...unsaved, ...this.#unsaved];
    this.#keptUpTo = unsaved.at(-1)?.seq ?? 0;
    this.#last = Math.max(last, this.#keptUpTo);
    if (last === 0 && hadLog) this.#place([{ entry: { kind: 'fault', at: now(), code: 'log-lost', message: LOST } }]);
    this.#isNoted = hadLog;
  }

  async #save(): Promise<void> {
    if (this.#failure && this.#options.now() - this.#failure.at < RETRY_MS) return;
    const batch = this.#unsaved;
    if (batch.length === 0) return;
    try {
      await this.#options.database.write(batch);
      const stored = batch.at(-1)?.seq ?? 0;
      this.#unsaved = this.#unsaved.filter(({ seq }) => seq > stored);
    } catch (error) {
      this.#report(error);
      return;
    }
    await this.#settle();
    const recovered = this.#failure?.code;
    this.#failure = null;
    if (recovered === undefined) return;
    this.#place([{ entry: { kind: 'recovered', at: this.#options.now(), code: recovered } }]);
    await this.#save();
  }

  /** What was stored needs no second place any more. */
  async #settle(): Promise<void> {
    const { memory } = this.#options;
    if (this.#keptUpTo > 0) await memory.forget();
    this.#keptUpTo = 0;
    if (!this.#isNoted) await memory.noteLog();
    this.#isNoted = true;
  }

  /** A background that is stopped while its database fails finds again what was not stored. */
  async #keep(): Promise<void> {
    if (!this.#failure) return;
    const kept = this.#unsaved.filter(({ seq }) => seq > this.#keptUpTo);
    this.#keptUpTo = kept.at(-1)?.seq ?? this.#keptUpTo;
    await this.#options.memory.keep(kept);
  }

  #report(error: unknown): void {
    const { code, message } = asLogError(error);
    const at = this.#options.now();
    if (this.#failure?.code !== code) this.#place([{ entry: { kind: 'fault', at, code, message } }]);
    this.#failure = { code, at };
  }

  /** What is stored and what could not be, in order. */
  async #read(load: () => Promise<LoggedEntry[]>): Promise<LoggedEntry[]> {
    await this.#open();
    const inMemory = [...this.#unsaved, ...this.#private];
    const stored = await load().catch((error: unknown) => {
      this.#report(error);
      return [];
    });
    const known = new Set(stored.map(({ seq }) => seq));
    return [...stored, ...inMemory.filter(({ seq }) => !known.has(seq))].sort((a, b) => a.seq - b.seq);
  }
}

function asLogError(error: unknown): SessionLogError {
  return error instanceof SessionLogError ? error : new SessionLogError('log-unusable', String(error), error);
}
