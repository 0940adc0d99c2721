import { describe, expect, it } from 'vitest';
import { BadgePainter } from '../../../lib/extension/badge-painter.ts';
import { createBroadcaster } from '../../../lib/extension/broadcaster.ts';
import { OwnLog } from '../../../lib/extension/own-log.ts';
import { RelayLookups } from '../../../lib/extension/relay-lookups.ts';
import { toCapture } from '../../../lib/extension/request-details.ts';
import type { LogEntry, LoggedEntry } from '../../../lib/model/log.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../lib/model/settings.ts';
import { cutByRetention } from '../../../lib/session/memory-retention.ts';
import { createProjector } from '../../../lib/session/projector.ts';
import type { LogDatabase, LogMemory } from '../../../lib/session/log-store.ts';
import { SessionLog } from '../../../lib/session/session-log.ts';
import { details, NO_BODY } from './requests.ts';

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

function memoryDatabase() {
  let rows: LoggedEntry[] = [];
  const database: LogDatabase = {
    last: () => Promise.resolve(rows.at(-1)?.seq ?? 0),
    write: (entries) => Promise.resolve(void rows.push(...entries)),
    readAfter: (after, limit) => Promise.resolve(rows.filter(({ seq }) => seq > after).slice(0, limit)),
    tail: (count) => Promise.resolve(rows.slice(-count)),
    clear: () => Promise.resolve(void (rows = [])),
    prune: (retention, now) => {
      const { kept, places } = cutByRetention(rows, retention, now);
      rows = kept;
      return Promise.resolve(places);
    },
  };
  return { database, captures: () => rows.filter(({ entry }) => entry.kind === 'capture').length };
}

const NO_MEMORY: LogMemory = { load: () => Promise.resolve([]), keep: () => Promise.resolve(), forget: () => Promise.resolve(), hadLog: () => Promise.resolve(false), noteLog: () => Promise.resolve() };

/** The background's log with its own readers; time stands still. */
function background(settings: Settings = DEFAULT_SETTINGS) {
  const { database, captures } = memoryDatabase();
  const broadcaster = createBroadcaster(() => Promise.resolve());
  const asked: string[] = [];
  const given = { badge: [] as number[], lookups: [] as number[], startedOver: 0 };
  const log: SessionLog = new SessionLog({
    database,
    memory: NO_MEMORY,
    now: () => 0,
    appended: (last) => broadcaster.broadcast({ broadcast: 'log.appended', last }),
    pruned: (places) => ownLog.pruned(places),
  });
  const lookups = new RelayLookups({
    settings: () => settings,
    lookupsOf: ({ id }) => [{ ref: id, platform: 'meta', pixelId: '1', eventName: 'Purchase', eventId: id, orderId: null, value: null, currency: null, at: 0, userKeys: {} }],
    query: (_connection, questions) => {
      asked.push(...questions.map(({ ref }) => ref));
      return Promise.reject(new Error('down'));
    },
    append: (entries) => log.append(entries),
    now: () => 0,
    wakeAt: () => undefined,
  });
  const projector = createProjector(settings);
  const badge = new BadgePainter({ projector, session: () => 's', paint: () => Promise.resolve() });
  const ownLog: OwnLog = new OwnLog({
    channel: {
      read: async (after, limit) => {
        await settle();
        return log.readAfter(after, Math.min(limit, 50));
      },
      listen: (heard) => broadcaster.listen(heard),
      wait: () => () => undefined,
    },
    lookups: {
      apply: (entries, more) => {
        given.lookups.push(...entries.map(({ seq }) => seq));
        lookups.apply(entries, more);
      },
      reset: () => lookups.reset(),
      forget: (places) => lookups.forget(places),
    },
    badge: {
      apply: (entries, more) => {
        given.badge.push(...entries.map(({ seq }) => seq));
        badge.apply(entries, more);
      },
      reset: () => badge.reset(),
      startOver: () => {
        given.startedOver += 1;
        badge.startOver();
      },
    },
    failed: () => undefined,
  });
  return { log, ownLog, lookups, projector, asked, given, captures };
}

/** Two copies of one purchase in one tab. */
function purchase(index: number): LogEntry[] {
  const url = `https://www.facebook.com/tr/?id=1234567890123456&ev=Purchase&eid=o-${index}&cd[value]=1&cd[currency]=EUR`;
  const capture = { ...toCapture(details({ url }), { id: `s:${index}:0`, body: NO_BODY, documentId: 'D1', pageUrl: 'https://shop.test/' }), startedAt: index * 60_000 };
  return [
    { kind: 'capture', at: 1, capture },
    { kind: 'delivery', at: 1, captureId: capture.id, delivery: { state: 'delivered', status: 200 } },
  ];
}

const RELAY: Settings = { ...DEFAULT_SETTINGS, relays: [{ id: 'r', hostPattern: '*', endpoint: 'https://relay.test', token: '' }] };
const RETENTION = { maxCaptures: 100, maxAgeMs: 1_000, maxBytes: 100_000_000 };

describe('the background’s own readers of a log that retention cuts', () => {
  it('know no more than half as much again as the log holds, for less than three reads of each entry', async () => {
    const { log, ownLog, projector, given, captures } = background();
    ownLog.follow();
    let most = 0;
    for (let index = 0; index < 2_000; index += 10) {
      await log.append(Array.from({ length: 10 }, (_, each) => purchase(index + each)).flat());
      await log.prune(RETENTION);
      await ownLog.caughtUp();
      await settle();
      most = Math.max(most, projector.project().health.captures);
    }
    expect(captures()).toBe(100);
    expect(most).toBeGreaterThan(100);
    expect(most).toBeLessThanOrEqual(160);
    expect(projector.project().conversions.length).toBeLessThanOrEqual(160);
    expect(given.badge.length / new Set(given.badge).size).toBeLessThan(3);
  });

  it('ask the relay about nothing that is gone', async () => {
    const { log, ownLog, lookups, asked } = background(RELAY);
    ownLog.follow();
    await log.append(Array.from({ length: 300 }, (_, index) => purchase(index)).flat());
    await ownLog.caughtUp();
    await log.prune(RETENTION);
    await ownLog.caughtUp();
    await lookups.retry();
    expect(asked.toSorted()).toEqual(Array.from({ length: 100 }, (_, index) => `s:${200 + index}:0`).toSorted());
  });

  it('take every entry into the look-ups once, however often the badge starts over', async () => {
    const { log, ownLog, lookups, given } = background(RELAY);
    ownLog.follow();
    // Several pages, also of what is left.
    await log.append(Array.from({ length: 300 }, (_, index) => purchase(index)).flat());
    await ownLog.caughtUp();
    await lookups.retry();
    await log.prune({ ...RETENTION, maxCaptures: 150 });
    await ownLog.caughtUp();
    expect(given.badge.length).toBeGreaterThan(given.lookups.length);
    expect(given.lookups).toEqual(given.lookups.map((_, index) => index + 1));
  });

  it('forget also while there is always more to read', async () => {
    const { log, ownLog, projector, given } = background(RELAY);
    ownLog.follow();
    let most = 0;
    for (let index = 0; index < 2_000; index += 40) {
      await log.append(Array.from({ length: 40 }, (_, each) => purchase(index + each)).flat());
      // One page of two: 30 of 80 entries are still to come.
      for (let turn = 0; turn < 2; turn += 1) await settle();
      await log.prune(RETENTION);
      most = Math.max(most, projector.project().health.captures);
    }
    expect(given.startedOver).toBeGreaterThan(20);
    expect(most).toBeLessThan(300);
  });

  it('come to an end with reading, however often the log is cut meanwhile', async () => {
    const { log, ownLog, given, projector } = background(RELAY);
    ownLog.follow();
    await log.append(Array.from({ length: 300 }, (_, index) => purchase(index)).flat());
    await ownLog.caughtUp();
    for (let kept = 200; kept > 120; kept -= 10) await log.prune({ ...RETENTION, maxCaptures: kept });
    await ownLog.caughtUp();
    expect(given.startedOver).toBe(1);
    expect(projector.project().conversions.length).toBeGreaterThanOrEqual(130);
  });

  it('read all of it again where entries mean something else, and are not waited for before they began', async () => {
    const { log, ownLog, given } = background(RELAY);
    ownLog.readAgain();
    await log.append(purchase(1));
    expect(given.badge).toEqual([]);
    ownLog.follow();
    await ownLog.caughtUp();
    ownLog.readAgain();
    await ownLog.caughtUp();
    expect(given).toMatchObject({ lookups: [1, 2, 1, 2], badge: [1, 2, 1, 2] });
  });

  it('a log that cannot be read keeps nobody waiting', async () => {
    const failed: unknown[] = [];
    const nothing = { apply: () => undefined, reset: () => undefined, forget: () => undefined, startOver: () => undefined };
    const broken = new OwnLog({ channel: { read: () => Promise.reject(new Error('no disk')), listen: () => () => undefined, wait: () => () => undefined }, lookups: nothing, badge: nothing, failed: (error) => failed.push(error) });
    broken.follow();
    await broken.caughtUp();
    expect(failed).toHaveLength(1);
  });
});
