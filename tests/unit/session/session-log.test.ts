import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogEntry, LoggedEntry } from '../../../lib/model/log.ts';
import { SessionLogError, type LogDatabase, type LogMemory } from '../../../lib/session/log-store.ts';
import { SessionLog } from '../../../lib/session/session-log.ts';

const entry = (at: number): LogEntry => ({ kind: 'recording', at, on: true });
const FULL = new SessionLogError('log-full', 'The disk is full.');

/** A database in memory that a test can break, as a disk would. */
function memory() {
  const state = { rows: [] as LoggedEntry[], last: 0, writes: [] as number[], error: null as Error | null, readError: null as Error | null };
  const check = (error: Error | null) => {
    if (error) throw error;
  };
  const database: LogDatabase = {
    last: async () => {
      await Promise.resolve();
      check(state.readError);
      return state.last;
    },
    write: async (entries) => {
      await new Promise<void>((resolve) => setImmediate(resolve));
      check(state.error);
      state.writes.push(entries.length);
      state.rows.push(...entries);
      state.last = entries.at(-1)?.seq ?? state.last;
    },
    readAfter: async (after, limit) => {
      await new Promise<void>((resolve) => setImmediate(resolve));
      check(state.readError);
      return state.rows.filter(({ seq }) => seq > after).slice(0, limit);
    },
    tail: (count) => Promise.resolve(state.rows.slice(-count)),
    clear: () => Promise.resolve(void (state.rows = [])),
    prune: () => Promise.resolve([]),
  };
  return { state, database };
}

/** What the browser keeps while it runs. */
function browserMemory() {
  const state = { kept: [] as LoggedEntry[], hadLog: false };
  const memory: LogMemory = {
    load: () => Promise.resolve([...state.kept]),
    keep: (entries) => Promise.resolve(void state.kept.push(...entries)),
    forget: () => Promise.resolve(void (state.kept = [])),
    hadLog: () => Promise.resolve(state.hadLog),
    noteLog: () => Promise.resolve(void (state.hadLog = true)),
  };
  return { state, memory };
}

function open(database: LogDatabase, clock = { now: 1_000 }, memory = browserMemory().memory) {
  const heard: number[] = [];
  const pruned: number[] = [];
  return { clock, heard, pruned, log: new SessionLog({ database, memory, now: () => clock.now, appended: (last) => heard.push(last), pruned: (places) => pruned.push(...places) }) };
}

const RETENTION = { maxCaptures: 10, maxAgeMs: 1, maxBytes: 1 };

const readAll = async (log: SessionLog) => (await log.readAfter(0, 1_000)).entries;
const times = (entries: readonly LoggedEntry[]) => entries.map(({ entry: { at } }) => at);

describe('the session log', () => {
  it('gives back what was appended, in order, and tells that it can be read', async () => {
    const { log, heard } = open(memory().database);
    await log.append([entry(1), entry(2)]);
    await log.append([entry(3)]);
    expect(await log.readAfter(1, 10)).toEqual({ entries: [{ seq: 2, entry: entry(2) }, { seq: 3, entry: entry(3) }], last: 3, more: false });
    expect(heard).toEqual([2, 3]);
  });

  it('entries that come while a write runs go into one next write', async () => {
    const { state, database } = memory();
    const { log } = open(database);
    await Promise.all([1, 2, 3, 4].map((at) => log.append([entry(at)])));
    expect(state.rows).toHaveLength(4);
    expect(state.writes.length).toBeLessThanOrEqual(2);
  });

  it('places grow over restarts and after a clear', async () => {
    const { database } = memory();
    await open(database).log.append([entry(1), entry(2)]);
    const { log } = open(database);
    await log.append([entry(3)]);
    await log.clear();
    await log.append([entry(4)]);
    expect(await readAll(log)).toEqual([{ seq: 4, entry: entry(4) }]);
  });

  it('says that there is more where a page is full', async () => {
    const { log } = open(memory().database);
    await log.append([entry(1), entry(2), entry(3)]);
    expect(await log.readAfter(0, 2)).toMatchObject({ last: 3, more: true });
    expect(await log.readAfter(2, 2)).toMatchObject({ last: 3, more: false });
  });

  it('an entry that comes just as a write ends is stored too', async () => {
    for (let pause = 0; pause < 30; pause += 1) {
      const { state, database } = memory();
      const { log } = open({ ...database, write: (entries) => Promise.resolve(void state.rows.push(...entries)) });
      const first = log.append([entry(1)]);
      for (let turn = 0; turn < pause; turn += 1) await Promise.resolve();
      await Promise.all([first, log.append([entry(2)])]);
      expect({ pause, stored: times(state.rows) }).toEqual({ pause, stored: [1, 2] });
    }
  });

  it('a reader at the start of the background costs no entry, whenever it comes', async () => {
    for (let pause = 0; pause < 30; pause += 1) {
      const { state, database } = memory();
      await open(database).log.append([entry(1), entry(2)]);
      const slowStart = async () => {
        for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
        return 2;
      };
      const { log } = open({ ...database, last: slowStart, readAfter: () => Promise.resolve([]), write: (entries) => Promise.resolve(void state.rows.push(...entries)) });
      const first = log.append([entry(3)]);
      for (let turn = 0; turn < pause; turn += 1) await Promise.resolve();
      const reading = Promise.all([log.readAfter(0, 10), log.tail(10), log.prune(RETENTION)]);
      await Promise.all([first, log.append([entry(4)]), reading]);
      await log.append([entry(5)]);
      expect({ pause, places: state.rows.map(({ seq }) => seq) }).toEqual({ pause, places: [1, 2, 3, 4, 5] });
    }
  });

  it('nothing to append is nothing to do', async () => {
    const { log, heard } = open(memory().database);
    await log.append([]);
    await log.append([entry(1)]);
    expect(heard).toEqual([1]);
  });

  it('reading in pages of any size gives every entry once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 8 }), fc.integer({ min: 1, max: 5 }), async (batches, limit) => {
        const { log } = open(memory().database);
        let at = 0;
        await Promise.all(batches.map((size) => log.append(Array.from({ length: size }, () => entry((at += 1))))));
        const found: LoggedEntry[] = [];
        let more = true;
        while (more) {
          const page = await log.readAfter(found.at(-1)?.seq ?? 0, limit);
          found.push(...page.entries);
          more = page.more;
        }
        expect(times(found)).toEqual(Array.from({ length: at }, (_, index) => index + 1));
      }),
      { numRuns: 50 },
    );
  });
});

describe('a disk that is full', () => {
  it('recording goes on in memory, the fault is told once, and nothing shown before disappears', async () => {
    const { state, database } = memory();
    const { log } = open(database);
    await log.append([entry(1)]);
    state.error = FULL;
    await log.append([entry(2)]);
    await log.append([entry(3)]);
    expect((await readAll(log)).map(({ entry: { kind } }) => kind)).toEqual(['recording', 'recording', 'fault', 'recording']);
    expect((await readAll(log))[2]?.entry).toMatchObject({ code: 'log-full', message: 'The disk is full.' });
    expect(times(await log.tail(2))).toEqual([1_000, 3]);
  });

  it('what was kept in memory is stored as soon as there is room, with the same places', async () => {
    const { state, database } = memory();
    const { log, clock } = open(database);
    state.error = FULL;
    await log.append([entry(1)]);
    const before = await readAll(log);
    state.error = null;
    clock.now += 5_000;
    await log.append([entry(2)]);
    expect(state.rows.slice(0, 2)).toEqual(before);
    expect(await readAll(log)).toEqual(state.rows);
  });

  it('the log says itself that the fault is over', async () => {
    const { state, database } = memory();
    const { log, clock } = open(database);
    state.error = FULL;
    await log.append([entry(1)]);
    state.error = null;
    clock.now += 5_000;
    await log.append([entry(2)]);
    expect(state.rows.map(({ entry }) => (entry.kind === 'recording' ? entry.at : [entry.kind, 'code' in entry && entry.code]))).toEqual([1, ['fault', 'log-full'], 2, ['recovered', 'log-full']]);
  });

  it('a background that is stopped meanwhile finds again what it could not store, and stores it in the end', async () => {
    const { state, database } = memory();
    const kept = browserMemory();
    const clock = { now: 1_000 };
    state.error = FULL;
    await open(database, clock, kept.memory).log.append([entry(1)]);
    await open(database, clock, kept.memory).log.append([entry(2)]);
    const third = open(database, clock, kept.memory).log;
    const shown = await readAll(third);
    expect(times(shown.filter(({ entry }) => entry.kind === 'recording'))).toEqual([1, 2]);
    state.error = null;
    clock.now += 5_000;
    await third.append([entry(3)]);
    expect(state.rows.slice(0, shown.length)).toEqual(shown);
    expect(new Set(state.rows.map(({ seq }) => seq)).size).toBe(state.rows.length);
    expect(kept.state.kept).toEqual([]);
  });

  it('is left alone for a while: each try would write everything again', async () => {
    const { state, database } = memory();
    const { log, clock } = open(database);
    state.error = FULL;
    await log.append([entry(1)]);
    state.error = null;
    clock.now += 4_999;
    await log.append([entry(2)]);
    expect(state.writes).toEqual([]);
  });
});

describe('private windows', () => {
  const capture = (id: string, change: { private?: true } = {}): LogEntry => ({ kind: 'capture', at: 1, capture: { id, ...change } }) as LogEntry;
  const about = (captureId: string): LogEntry[] => [
    { kind: 'delivery', at: 2, captureId, delivery: { state: 'delivered', status: 200 } },
    { kind: 'relay-answer', at: 3, states: { [captureId]: 'settled' }, coverage: [] },
    { kind: 'server-event', at: 3, event: { id: `server of ${captureId}` } } as LogEntry,
  ];
  const kinds = (entries: readonly LoggedEntry[]) => entries.map(({ entry }) => ('captureId' in entry ? `${entry.kind} ${entry.captureId}` : entry.kind));

  it('are shown in their place, and never stored: neither the captures nor what is said of them', async () => {
    const { state, database } = memory();
    const { log } = open(database);
    await log.append([capture('secret', { private: true })]);
    await log.append([capture('open')]);
    await log.append(about('secret'));
    await log.append(about('open'));
    expect(kinds(await readAll(log))).toEqual(['capture', 'capture', 'delivery secret', 'relay-answer', 'server-event', 'delivery open', 'relay-answer', 'server-event']);
    expect(JSON.stringify(state.rows)).not.toContain('secret');
    expect(state.rows).toHaveLength(4);
  });

  it('are forgotten when the last of them closes', async () => {
    const { log } = open(memory().database);
    expect(log.forgetPrivate()).toBe(false);
    await log.append([capture('secret', { private: true }), capture('open')]);
    expect(log.forgetPrivate()).toBe(true);
    expect(JSON.stringify(await readAll(log))).not.toContain('secret');
    expect(await readAll(log)).toHaveLength(1);
  });

  it('stay out of what a failing database leaves for the next background', async () => {
    const { state, database } = memory();
    state.error = FULL;
    const kept = browserMemory();
    await open(database, undefined, kept.memory).log.append([capture('secret', { private: true }), capture('open')]);
    expect(JSON.stringify(kept.state.kept)).toContain('open');
    expect(JSON.stringify(kept.state.kept)).not.toContain('secret');
  });
});

describe('retention', () => {
  const capture = (at: number, change: { private?: true } = {}): LogEntry => ({ kind: 'capture', at, capture: { id: `c${at}`, ...change } }) as LogEntry;
  const keep = (maxCaptures: number) => ({ maxCaptures, maxAgeMs: 1_000_000, maxBytes: 1_000_000 });

  it('tells which places are gone, and nothing where none are', async () => {
    const { database } = memory();
    const taken = [[3, 4], []];
    const { log, pruned } = open({ ...database, prune: () => Promise.resolve(taken.shift() ?? []) });
    await log.prune(keep(1));
    await log.prune(keep(1));
    expect(pruned).toEqual([3, 4]);
  });

  it('holds for private windows too, of which nothing is stored', async () => {
    const { log, pruned } = open(memory().database);
    await log.append([capture(1), capture(2, { private: true }), capture(3, { private: true })]);
    await log.prune(keep(1));
    expect(pruned).toEqual([2]);
    expect(times(await readAll(log))).toEqual([1, 3]);
  });

  it('holds for what a failing database did not take; the fault stays', async () => {
    const { state, database } = memory();
    state.error = FULL;
    const { log, pruned, clock } = open({ ...database, prune: () => Promise.reject(FULL) });
    await log.append([capture(1)]);
    await log.append([capture(2), capture(3)]);
    await log.prune(keep(2));
    expect((await readAll(log)).map(({ entry }) => (entry.kind === 'capture' ? entry.at : entry.kind))).toEqual(['fault', 2, 3]);
    expect(pruned).toEqual([1]);
    state.error = null;
    clock.now += 5_000;
    await log.append([capture(4)]);
    expect(state.rows.flatMap(({ entry }) => (entry.kind === 'capture' ? [entry.at] : []))).toEqual([2, 3, 4]);
  });
});

describe('a database that lost its log', () => {
  it('is told to the user, once; a first start is none', async () => {
    const kept = browserMemory();
    await open(memory().database, undefined, kept.memory).log.append([entry(1)]);
    const emptied = memory().database;
    const { log } = open(emptied, undefined, kept.memory);
    await log.append([entry(2)]);
    const codes = (await readAll(log)).map(({ entry }) => (entry.kind === 'fault' ? entry.code : entry.kind));
    expect(codes).toEqual(['log-lost', 'recording']);
    const again = open(emptied, undefined, kept.memory).log;
    await again.append([entry(3)]);
    expect((await readAll(again)).filter(({ entry }) => entry.kind === 'fault')).toHaveLength(1);
  });
});

describe('a database that cannot be opened', () => {
  it('places come from the clock, so that they are later than all before', async () => {
    const { state, database } = memory();
    state.readError = new SessionLogError('log-blocked', 'blocked');
    state.error = state.readError;
    const { log } = open(database, { now: 1_700_000_000_000 });
    await log.append([entry(1)]);
    const [first] = await readAll(log);
    expect(first).toEqual({ seq: 1_700_000_000_001, entry: entry(1) });
  });

  it('an error that is none of ours is named as it is', async () => {
    const { state, database } = memory();
    state.error = new Error('boom');
    const { log } = open(database);
    await log.append([entry(1)]);
    expect((await readAll(log))[1]?.entry).toMatchObject({ kind: 'fault', code: 'log-unusable', message: expect.stringContaining('boom') as string });
  });
});
