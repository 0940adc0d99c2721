import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { LoggedEntry } from '../model/log.ts';
import { SessionLogError, type LogDatabase } from './session-log.ts';

interface StoredEntry extends LoggedEntry {
  /** On captures alone, equal to `seq`: the index that counts them in order. */
  captureSeq?: number;
}

interface Schema extends DBSchema {
  entries: { key: number; value: StoredEntry; indexes: { captures: number } };
  /** Survives `clear`: a place in the log never comes back. */
  meta: { key: 'last'; value: number };
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
    clear: () => run((db) => db.clear('entries')),
    prune: (maxCaptures) => run((db) => prune(db, maxCaptures)),
  };
}

function open(name: string, lost: () => void): Promise<Database> {
  return new Promise((resolve, reject) => {
    openDB<Schema>(name, 1, {
      upgrade(db) {
        db.createObjectStore('entries', { keyPath: 'seq' }).createIndex('captures', 'captureSeq');
        db.createObjectStore('meta');
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
    const puts = entries.map((logged) => store.put(logged.entry.kind === 'capture' ? { ...logged, captureSeq: logged.seq } : logged));
    await Promise.all([...puts, transaction.objectStore('meta').put(newest.seq, 'last')]);
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

async function prune(db: Database, maxCaptures: number): Promise<void> {
  const transaction = db.transaction('entries', 'readwrite');
  const surplus = (await transaction.store.index('captures').count()) - maxCaptures;
  const oldestKept = surplus > 0 ? (await transaction.store.index('captures').getAllKeys(null, surplus + 1)).at(-1) : undefined;
  let cursor = oldestKept === undefined ? null : await transaction.store.openCursor(IDBKeyRange.upperBound(oldestKept, true));
  while (cursor) {
    if (cursor.value.entry.kind !== 'recording') await cursor.delete();
    cursor = await cursor.continue();
  }
  await transaction.done;
}

function strip({ seq, entry }: StoredEntry): LoggedEntry {
  return { seq, entry };
}

const MEANWHILE = 'New captures are kept in memory and are lost when the browser closes.';
const FULL = `The disk or the browser's storage quota is full. ${MEANWHILE} Free disk space, or export and clear the session log.`;
const BLOCKED = `An older version of Pixelpair still holds the session log. ${MEANWHILE} Close its DevTools panels and options page, or restart the browser.`;

function toLogError(error: unknown): SessionLogError {
  if (error instanceof SessionLogError) return error;
  const name = error instanceof Error ? error.name : '';
  if (name === 'QuotaExceededError') return new SessionLogError('log-full', FULL, error);
  const reason = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new SessionLogError(
    'log-unusable',
    `The session log cannot be used (${reason}). ${MEANWHILE} Restart the browser; if that does not help, remove the extension's data and add it again.`,
    error,
  );
}
