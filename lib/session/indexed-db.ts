import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction } from 'idb';
import type { LoggedEntry } from '../model/log.ts';
import { SessionLogError, type LogDatabase, type Retention } from './log-store.ts';

interface StoredEntry extends LoggedEntry {
  /** On captures alone, equal to `seq`: the index that counts them in order. */
  captureSeq?: number;
  /** What it takes, in characters of JSON; missing on entries of version 1. */
  size?: number;
}

interface Schema extends DBSchema {
  entries: { key: number; value: StoredEntry; indexes: { captures: number } };
  /** Survives `clear`: a place in the log never comes back. */
  /** `size`: of all entries together. */
  meta: { key: 'last' | 'size'; value: number };
}

type Database = IDBPDatabase<Schema>;

/** The session log in IndexedDB. A connection that the browser ends is opened anew by the next call. */
export function openIndexedDb(name: string): LogDatabase {
  let connection: Promise<Database> | null = null;

  function connect(): Promise<Database> {
    connection ??= open(name, () => (connection = null));
    return connection;
  }

  /** The next call opens the database anew; a connection left open would block that. */
  function disconnect(): void {
    void connection?.then(
      (db) => db.close(),
      () => undefined,
    );
    connection = null;
  }

  async function run<T>(work: (db: Database) => Promise<T>): Promise<T> {
    try {
      return await work(await connect());
    } catch (error) {
      if (!(error instanceof Error && error.name === 'QuotaExceededError')) disconnect();
      throw toLogError(error);
    }
  }

  return {
    last: () => run(async (db) => (await db.get('meta', 'last')) ?? 0),
    write: (entries) => run((db) => write(db, entries)),
    readAfter: (after, limit) => run(async (db) => (await db.getAll('entries', IDBKeyRange.lowerBound(after, true), limit)).map(strip)),
    tail: (count) => run((db) => tail(db, count)),
    clear: () => run(clear),
    prune: (retention, now) => run((db) => prune(db, retention, now)),
  };
}

function open(name: string, lost: () => void): Promise<Database> {
  return new Promise((resolve, reject) => {
    openDB<Schema>(name, 2, {
      upgrade(db, from, _to, transaction) {
        if (from === 0) {
          db.createObjectStore('entries', { keyPath: 'seq' }).createIndex('captures', 'captureSeq');
          db.createObjectStore('meta');
          return;
        }
        // Where it cannot be measured, its size counts as nothing.
        measure(transaction).catch(() => undefined);
      },
      blocked: () => {
        reject(new SessionLogError('log-blocked', BLOCKED));
      },
      blocking: (_current, _blocked, event) => {
        (event.target as IDBDatabase).close();
        lost();
      },
      terminated: lost,
    }).then(resolve, reject);
  });
}

async function write(db: Database, entries: readonly LoggedEntry[]): Promise<void> {
  const newest = entries.at(-1);
  if (!newest) return;
  const transaction = db.transaction(['entries', 'meta'], 'readwrite');
  // Rejects where the transaction ends early; the error that ended it is thrown below.
  transaction.done.catch(() => undefined);
  try {
    const store = transaction.objectStore('entries');
    const stored = entries.map(toStored);
    const meta = transaction.objectStore('meta');
    const known = (await meta.get('size')) ?? 0;
    const size = stored.reduce((sum, entry) => sum + sizeOf(entry), known);
    await Promise.all([...stored.map((entry) => store.put(entry)), meta.put(newest.seq, 'last'), meta.put(size, 'size')]);
    await transaction.done;
  } catch (error) {
    abort(transaction);
    throw error;
  }
}

/** What was written before an entry that cannot be stored would stay without this. */
function abort(transaction: { abort(): void }): void {
  try {
    transaction.abort();
  } catch {
    // The browser has ended it already.
  }
}

async function tail(db: Database, count: number): Promise<LoggedEntry[]> {
  const newest: LoggedEntry[] = [];
  let cursor = await db.transaction('entries').store.openCursor(null, 'prev');
  while (cursor && newest.length < count) {
    newest.push(strip(cursor.value));
    cursor = await cursor.continue();
  }
  return newest.reverse();
}

function toStored(logged: LoggedEntry): StoredEntry {
  const size = JSON.stringify(logged.entry).length;
  return logged.entry.kind === 'capture' ? { ...logged, size, captureSeq: logged.seq } : { ...logged, size };
}

function sizeOf({ size, entry }: StoredEntry): number {
  return size ?? JSON.stringify(entry).length;
}

async function clear(db: Database): Promise<void> {
  const transaction = db.transaction(['entries', 'meta'], 'readwrite');
  await Promise.all([transaction.objectStore('entries').clear(), transaction.objectStore('meta').put(0, 'size'), transaction.done]);
}

/** Drops the oldest entries until nothing is too old, and captures and size are within their limits. */
async function prune(db: Database, { maxCaptures, maxAgeMs, maxBytes }: Retention, now: number): Promise<number[]> {
  const transaction = db.transaction(['entries', 'meta'], 'readwrite');
  const store = transaction.objectStore('entries');
  const meta = transaction.objectStore('meta');
  const places: number[] = [];
  let captures = await store.index('captures').count();
  let size = (await meta.get('size')) ?? 0;
  let cursor = await store.openCursor();
  while (cursor && (captures > maxCaptures || size > maxBytes || cursor.value.entry.at < now - maxAgeMs)) {
    if (cursor.value.entry.kind !== 'recording') {
      if (cursor.value.captureSeq !== undefined) captures -= 1;
      size -= sizeOf(cursor.value);
      places.push(cursor.value.seq);
      await cursor.delete();
    }
    cursor = await cursor.continue();
  }
  await meta.put(size, 'size');
  await transaction.done;
  return places;
}

const MEASURED_AT_ONCE = 1_000;

/** Version 1 kept no sizes: its entries stay as they are, and are added up once. */
async function measure(transaction: IDBPTransaction<Schema, ('entries' | 'meta')[], 'versionchange'>): Promise<void> {
  const store = transaction.objectStore('entries');
  let size = 0;
  let after = 0;
  for (let entries = await store.getAll(null, MEASURED_AT_ONCE); entries.length > 0; entries = await store.getAll(IDBKeyRange.lowerBound(after, true), MEASURED_AT_ONCE)) {
    size += entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
    after = entries.at(-1)?.seq ?? after;
  }
  await transaction.objectStore('meta').put(size, 'size');
}

function strip({ seq, entry }: StoredEntry): LoggedEntry {
  return { seq, entry };
}

const MEANWHILE = 'New captures are kept in memory and are lost when the browser closes.';
const FULL = `The disk or the browser's storage quota is full. ${MEANWHILE} Free disk space, or export and clear the session log.`;
const NEWER = `The session log was written by a newer version of Pixelpair (VersionError). ${MEANWHILE} Update the extension.`;
const BLOCKED = `An older version of Pixelpair still holds the session log. ${MEANWHILE} Close its DevTools panels and options page, or restart the browser.`;

function toLogError(error: unknown): SessionLogError {
  if (error instanceof SessionLogError) return error;
  const name = error instanceof Error ? error.name : '';
  if (name === 'QuotaExceededError') return new SessionLogError('log-full', FULL, error);
  if (name === 'VersionError') return new SessionLogError('log-unusable', NEWER, error);
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new SessionLogError(
    'log-unusable',
    `The session log cannot be used (${reason}). ${MEANWHILE} Restart the browser; if that does not help, remove the extension's data and add it again.`,
    error,
  );
}
