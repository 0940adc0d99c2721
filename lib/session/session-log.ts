import type { LogEntry, LoggedEntry } from '../model/log.ts';

/** Why the session log could not be stored or read. */
export type SessionLogErrorCode = 'log-full' | 'log-blocked' | 'log-unusable';

/** The one error of a `LogDatabase`. `message`: what is wrong, what it means for the recording, what to do. */
export class SessionLogError extends Error {
  override readonly name = 'SessionLogError';
  readonly code: SessionLogErrorCode;

  constructor(code: SessionLogErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** Where the log is kept. Every method rejects with a `SessionLogError` and nothing else. */
export interface LogDatabase {
  /** The newest place ever given out, cleared entries included; 0 = none. */
  last(): Promise<number>;
  /** Stores all of them or none. */
  write(entries: readonly LoggedEntry[]): Promise<void>;
  readAfter(after: number, limit: number): Promise<LoggedEntry[]>;
  /** The newest entries, oldest first. */
  tail(count: number): Promise<LoggedEntry[]>;
  clear(): Promise<void>;
  /** Drops what is older than the newest `maxCaptures` captures, except when recording was switched. */
  prune(maxCaptures: number): Promise<void>;
}

/** A part of the log, in order. `last`: the newest place in the whole log; `more` = there is more to read. */
export interface LogPage {
  entries: LoggedEntry[];
  last: number;
  more: boolean;
}

export interface SessionLogOptions {
  database: LogDatabase;
  /** Unix ms. */
  now: () => number;
  /** Called when entries can be read. */
  appended: (last: number) => void;
}

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
  #incoming: LogEntry[] = [];
  #unsaved: LoggedEntry[] = [];
  #flushing: Promise<void> | null = null;
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
    this.#incoming.push(...entries);
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
    await this.#options.database.clear().catch((error: unknown) => this.#report(error));
  }

  /** Drops what is older than the newest `maxCaptures` captures. */
  async prune(maxCaptures: number): Promise<void> {
    await this.#open();
    await this.#options.database.prune(maxCaptures).catch((error: unknown) => this.#report(error));
  }

  async #flush(): Promise<void> {
    await this.#open();
    while (this.#incoming.length > 0) {
      this.#place(this.#incoming);
      this.#incoming = [];
      await this.#save();
      this.#options.appended(this.#last);
    }
    // In the same turn as the last look at #incoming: an entry that comes later starts a flush of its own.
    this.#flushing = null;
  }

  #place(entries: readonly LogEntry[]): void {
    const base = this.#last;
    this.#unsaved = [...this.#unsaved, ...entries.map((entry, index) => ({ seq: base + index + 1, entry }))];
    this.#last = base + entries.length;
  }

  /**
   * Learns, once, where the log stands: learnt twice, a late answer would give places out again and overwrite entries.
   * Without the database's own count the clock gives places that are later than all before.
   */
  #open(): Promise<void> {
    this.#opened ??= this.#options.database
      .last()
      .catch(() => this.#options.now())
      .then((last) => {
        this.#last = last;
      });
    return this.#opened;
  }

  async #save(): Promise<void> {
    if (this.#failure && this.#options.now() - this.#failure.at < RETRY_MS) return;
    const batch = this.#unsaved;
    try {
      await this.#options.database.write(batch);
      this.#unsaved = this.#unsaved.slice(batch.length);
      this.#failure = null;
    } catch (error) {
      this.#report(error);
    }
  }

  #report(error: unknown): void {
    const { code, message } = asLogError(error);
    const at = this.#options.now();
    if (this.#failure?.code !== code) this.#place([{ kind: 'fault', at, code, message }]);
    this.#failure = { code, at };
  }

  /** What is stored and what could not be, in order. */
  async #read(load: () => Promise<LoggedEntry[]>): Promise<LoggedEntry[]> {
    await this.#open();
    const inMemory = this.#unsaved;
    const stored = await load().catch((error: unknown) => {
      this.#report(error);
      return [];
    });
    const known = new Set(stored.map(({ seq }) => seq));
    return [...stored, ...inMemory.filter(({ seq }) => !known.has(seq))];
  }
}

function asLogError(error: unknown): SessionLogError {
  return error instanceof SessionLogError ? error : new SessionLogError('log-unusable', String(error), error);
}
