import type { LoggedEntry } from '../model/log.ts';

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

/** How much of the log is kept; what is older, or beyond it, goes. */
export interface Retention {
  maxCaptures: number;
  maxAgeMs: number;
  maxBytes: number;
}

/** What outlives the background's memory, and is no database: kept as long as the browser runs. */
export interface LogMemory {
  /** Entries that could not be stored, oldest first. */
  load(): Promise<LoggedEntry[]>;
  keep(entries: readonly LoggedEntry[]): Promise<void>;
  forget(): Promise<void>;
  /** True where a log was stored before: an empty database has then lost it. Outlives the browser. */
  hadLog(): Promise<boolean>;
  noteLog(): Promise<void>;
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
  /** Drops the oldest entries up to what `retention` leaves at `now` (Unix ms), except when recording was switched. Gives their places. */
  prune(retention: Retention, now: number): Promise<number[]>;
}
