import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import type { RelayEvent } from '../lib/relay/contract.ts';
import { normaliseId } from './normalise-id.ts';
import { SCHEMA } from './sqlite-schema.ts';
import type { KeyProbe, LikenessProbe, Position, Store, StoredEvent, TailFilter, TimeRange } from './store.ts';
import { gapsBetween } from './uptime.ts';

interface Row {
  body: string;
  fingerprints: string;
}

/** The store in one SQLite file; `:memory:` for none. */
export function openSqliteStore(path: string): Store {
  const db = new DatabaseSync(path);
  db.exec(SCHEMA);
  const rows = (sql: string, ...values: SQLInputValue[]): StoredEvent[] =>
    (db.prepare(sql).all(...values) as unknown as Row[]).map(readRow);

  return {
    append: (events) => attempt(() => appendAll(db, events)),
    findByKeys: (probe, range, limit) => attempt(() => findByKeys(rows, probe, range, limit)),
    findAlike: (probe, range, limit) => attempt(() => findAlike(rows, probe, range, limit)),
    get: (id) => attempt(() => rows('SELECT body, fingerprints FROM events WHERE id = ?', id)[0] ?? null),
    tail: (filter, range, after, limit) => attempt(() => tail(rows, filter, range, after, limit)),
    prune: (before) => attempt(() => prune(db, before)),
    uptime: (now) => attempt(() => uptime(db, now)),
    firstReceipt: (platform, pixelId) => attempt(() => firstReceipt(db, platform, pixelId)),
    recordGap: ({ from, to, reason }) => attempt(() => void db.prepare('INSERT INTO gaps VALUES (?, ?, ?)').run(from, to, reason)),
    startRun: (now) => attempt(() => Number(db.prepare('INSERT INTO runs (started_at, alive_at) VALUES (?, ?)').run(now, now).lastInsertRowid)),
    beat: (run, now) => attempt(() => void db.prepare('UPDATE runs SET alive_at = ? WHERE run = ?').run(now, run)),
    stopRun: (run, now) => attempt(() => void db.prepare('UPDATE runs SET alive_at = ? WHERE run = ?').run(now, run)),
    close: () => attempt(() => db.close()),
  };
}

/** node:sqlite is synchronous and throws; the Store rejects. */
async function attempt<T>(work: () => T): Promise<T> {
  return await Promise.resolve().then(work);
}

type Select = (sql: string, ...values: SQLInputValue[]) => StoredEvent[];

function readRow(row: Row): StoredEvent {
  return { event: JSON.parse(row.body) as RelayEvent, fingerprints: JSON.parse(row.fingerprints) as Record<string, string[]> };
}

const INSERT = `INSERT INTO events
  (id, platform, pixel_id, event_name, event_id, event_id_norm, order_id, value, currency, test, received_at, fingerprints, body)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

function appendAll(db: DatabaseSync, events: readonly StoredEvent[]): void {
  const insert = db.prepare(INSERT);
  const insertKey = db.prepare('INSERT INTO user_keys VALUES (?, ?, ?)');
  const notePixel = db.prepare(NOTE_PIXEL);
  db.exec('BEGIN IMMEDIATE');
  try {
    for (const stored of events) {
      insert.run(...columns(stored));
      for (const pixel of pixelsOf(stored)) notePixel.run(stored.event.platform, pixel, Date.parse(stored.event.received_at));
      for (const fingerprint of fingerprintsOf(stored)) insertKey.run(fingerprint, Date.parse(stored.event.received_at), stored.event.id);
    }
    db.exec('COMMIT');
  } catch (error) {
    db.exec('ROLLBACK');
    throw error;
  }
}

const NOTE_PIXEL = `INSERT INTO pixels VALUES (?, ?, ?)
  ON CONFLICT (platform, pixel_id) DO UPDATE SET first_at = MIN(first_at, excluded.first_at)`;

/** Google Ads is asked for by the action's number too. */
function pixelsOf({ event }: StoredEvent): Set<string> {
  return new Set([event.pixel_id, event.action ?? event.pixel_id]);
}

function firstReceipt(db: DatabaseSync, platform: string, pixelId: string): number | null {
  const row = db.prepare('SELECT first_at FROM pixels WHERE platform = ? AND pixel_id = ?').get(platform, pixelId);
  return row === undefined ? null : Number(row['first_at']);
}

function fingerprintsOf({ fingerprints }: StoredEvent): Set<string> {
  return new Set(Object.values(fingerprints).flat());
}

function columns({ event, fingerprints }: StoredEvent): SQLInputValue[] {
  const { order_id, value, currency } = event.params;
  const norm = event.event_id === null ? null : normaliseId(event.event_id);
  return [
    event.id, event.platform, event.pixel_id, event.event_name, event.event_id, norm, order_id, value, currency,
    event.test ? 1 : 0, Date.parse(event.received_at), JSON.stringify(fingerprints), JSON.stringify(event),
  ];
}

const CANDIDATES = 'SELECT body, fingerprints FROM events WHERE platform = ?';
const IN_RANGE = 'received_at >= ? AND received_at < ? ORDER BY received_at DESC LIMIT ?';

function findByKeys(rows: Select, probe: KeyProbe, range: TimeRange, limit: number): StoredEvent[] {
  const { platform, pixelId, eventId, eventIdNorm, orderId } = probe;
  const bounds = [range.since, range.until ?? Number.MAX_SAFE_INTEGER, limit];
  const found = [
    // Apart from the near ones, so that many near ones never push it out.
    ...(eventId === null ? [] : rows(`${CANDIDATES} AND pixel_id = ? AND event_id = ? AND ${IN_RANGE}`, platform, pixelId, eventId, ...bounds)),
    ...(eventIdNorm === null ? [] : rows(`${CANDIDATES} AND event_id_norm = ? AND ${IN_RANGE}`, platform, eventIdNorm, ...bounds)),
    ...(orderId === null ? [] : rows(`${CANDIDATES} AND order_id = ? AND ${IN_RANGE}`, platform, orderId, ...bounds)),
  ];
  return distinct(found);
}

// `+platform` keeps the planner from walking the whole platform (measured: 400 times slower).
const EVENTS_OF_USER = `SELECT body, fingerprints FROM events
  WHERE id IN (SELECT event FROM user_keys WHERE fingerprint = ? AND ${IN_RANGE}) AND +platform = ?`;

function findAlike(rows: Select, { platform, value, currency, fingerprints }: LikenessProbe, range: TimeRange, limit: number): StoredEvent[] {
  const [since, until] = [range.since, range.until ?? Number.MAX_SAFE_INTEGER];
  const money = rows(`${CANDIDATES} AND value = ? AND currency = ? AND ${IN_RANGE}`, platform, value, currency, since, until, limit);
  const users = fingerprints.flatMap((fingerprint) =>
    rows(EVENTS_OF_USER, fingerprint, since, until, limit, platform),
  );
  return distinct([...money, ...users]);
}

function distinct(events: readonly StoredEvent[]): StoredEvent[] {
  return [...new Map(events.map((stored) => [stored.event.id, stored])).values()];
}

function tail(rows: Select, filter: TailFilter, range: TimeRange, after: Position | null, limit: number): StoredEvent[] {
  const where: [string, ...SQLInputValue[]][] = [
    ['platform = ? AND pixel_id = ?', filter.platform, filter.pixelId],
    ['received_at >= ? AND received_at < ?', range.since, range.until ?? Number.MAX_SAFE_INTEGER],
  ];
  if (filter.eventId !== null) where.push(['event_id = ?', filter.eventId]);
  if (filter.eventName !== null) where.push(['event_name = ?', filter.eventName]);
  if (filter.orderId !== null) where.push(['order_id = ?', filter.orderId]);
  if (filter.test !== null) where.push(['test = ?', filter.test ? 1 : 0]);
  if (after !== null) where.push([`(received_at, id) ${filter.order === 'asc' ? '>' : '<'} (?, ?)`, after.receivedAt, after.id]);
  const conditions = where.map(([sql]) => sql).join(' AND ');
  const values = where.flatMap(([, ...rest]) => rest);
  return rows(`SELECT body, fingerprints FROM events WHERE ${conditions} ORDER BY received_at ${filter.order}, id ${filter.order} LIMIT ?`, ...values, limit);
}

function prune(db: DatabaseSync, before: number): number {
  db.prepare('DELETE FROM gaps WHERE to_at < ?').run(before);
  db.prepare('DELETE FROM user_keys WHERE received_at < ?').run(before);
  db.prepare('DELETE FROM runs WHERE alive_at < ?').run(before);
  return Number(db.prepare('DELETE FROM events WHERE received_at < ?').run(before).changes);
}

function uptime(db: DatabaseSync, now: number): { from: number; gaps: { from: number; to: number; reason: string }[] } {
  const runs = db.prepare('SELECT started_at AS "from", alive_at AS "to" FROM runs').all() as unknown as { from: number; to: number }[];
  const gaps = db.prepare('SELECT from_at AS "from", to_at AS "to", reason FROM gaps').all() as unknown as { from: number; to: number; reason: string }[];
  return { from: Math.min(now, ...runs.map((run) => run.from)), gaps: [...gapsBetween(runs), ...gaps.map((gap) => ({ ...gap }))] };
}
