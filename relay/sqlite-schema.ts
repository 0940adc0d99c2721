/** Indexed copies of what is searched; `body` is the Event object as it is handed out. */
export const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA busy_timeout = 2000;
  CREATE TABLE IF NOT EXISTS events (
    id TEXT PRIMARY KEY,
    platform TEXT NOT NULL,
    pixel_id TEXT NOT NULL,
    event_name TEXT NOT NULL,
    event_id TEXT,
    event_id_norm TEXT,
    order_id TEXT,
    value REAL,
    currency TEXT,
    test INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    fingerprints TEXT NOT NULL,
    body TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS events_by_id ON events (platform, pixel_id, event_id, received_at);
  CREATE INDEX IF NOT EXISTS events_by_norm ON events (platform, event_id_norm, received_at);
  CREATE INDEX IF NOT EXISTS events_by_order ON events (platform, order_id, received_at);
  CREATE INDEX IF NOT EXISTS events_by_pixel ON events (platform, pixel_id, received_at, id);
  CREATE INDEX IF NOT EXISTS events_by_money ON events (platform, value, currency, received_at);
  CREATE INDEX IF NOT EXISTS events_by_time ON events (received_at);
  CREATE TABLE IF NOT EXISTS user_keys (
    fingerprint TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    event TEXT NOT NULL,
    PRIMARY KEY (fingerprint, received_at, event)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS user_keys_by_time ON user_keys (received_at);
  CREATE TABLE IF NOT EXISTS pixels (platform TEXT NOT NULL, pixel_id TEXT NOT NULL, first_at INTEGER NOT NULL, PRIMARY KEY (platform, pixel_id)) WITHOUT ROWID;
  -- A store of before this table existed knows its pixels from its receipts.
  INSERT OR IGNORE INTO pixels SELECT platform, pixel_id, MIN(received_at) FROM events GROUP BY platform, pixel_id;
  CREATE TABLE IF NOT EXISTS runs (run INTEGER PRIMARY KEY, started_at INTEGER NOT NULL, alive_at INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS gaps (from_at INTEGER NOT NULL, to_at INTEGER NOT NULL, reason TEXT NOT NULL);
`;
