import { describe, expect, it } from 'vitest';
import { RelayLookups } from '../../../lib/extension/relay-lookups.ts';
import type { ServerEvent } from '../../../lib/model/event.ts';
import type { LogEntry } from '../../../lib/model/log.ts';
import type { Lookup, RelayState } from '../../../lib/model/relay.ts';
import { DEFAULT_SETTINGS, type RelayConnection, type Settings } from '../../../lib/model/settings.ts';
import { RelayError, type LookupResult, type QueryAnswer } from '../../../lib/relay/client.ts';
import { toCapture } from '../../../lib/extension/request-details.ts';
import { details, NO_BODY } from './requests.ts';

const RELAY: RelayConnection = { id: 'r', hostPattern: 'shop.test', endpoint: 'https://relay.test', token: 't' };
const WITH_RELAY: Settings = { ...DEFAULT_SETTINGS, relays: [RELAY] };

const lookup = (ref: string): Lookup => ({ ref, platform: 'meta', pixelId: '1', eventName: 'Purchase', eventId: ref, orderId: null, value: null, currency: null, at: 0, userKeys: {} });
const serverEvent = (id: string) => ({ id, side: 'server', platform: 'meta' }) as ServerEvent;
const result = (ref: string, status: LookupResult['status'], events: ServerEvent[] = []): LookupResult => ({ ref, status, events, near: [], more: false });

function captureEntry(id: string, at = 0, page: string | null = 'https://shop.test/thanks'): LogEntry {
  return { kind: 'capture', at, capture: { ...toCapture(details({ timeStamp: at }), { id, body: NO_BODY, documentId: 'D1', pageUrl: page }) } };
}

/** A relay, a clock and a log that a test holds. */
function bench(settings: Settings = WITH_RELAY) {
  const log: LogEntry[] = [];
  const asked: string[][] = [];
  const state = { settings, settingsRead: 0, now: 0, decoded: 0, wake: null as number | null, answer: (refs: string[]): LookupResult[] => refs.map((ref) => result(ref, 'not_found')), error: null as Error | null, dropped: [] as QueryAnswer['dropped'] };
  const create = () =>
    new RelayLookups({
      settings: () => {
        state.settingsRead += 1;
        return state.settings;
      },
      lookupsOf: ({ id }) => {
        state.decoded += 1;
        return id.startsWith('batch') ? [lookup(`${id}#0`), lookup(`${id}#1`)] : [lookup(`${id}#0`)];
      },
      query: async (_connection, lookups): Promise<QueryAnswer> => {
        asked.push(lookups.map(({ ref }) => ref));
        await Promise.resolve();
        if (state.error) throw state.error;
        return { results: state.answer(lookups.map(({ ref }) => ref)), coverage: [], now: state.now, lagMs: 10, dropped: state.dropped };
      },
      append: (entries) => Promise.resolve(void log.push(...entries)),
      now: () => state.now,
      wakeAt: (time) => (state.wake = time),
    });
  let lookups = create();
  const states = (): Record<string, RelayState> => Object.assign({}, ...log.map((entry) => (entry.kind === 'relay-answer' ? entry.states : {}))) as Record<string, RelayState>;
  return {
    state,
    log,
    asked,
    states,
    get lookups() {
      return lookups;
    },
    see: (...entries: LogEntry[]) => {
      log.push(...entries);
      lookups.apply(entries.map((entry, index) => ({ seq: index, entry })), false);
    },
    /** The background is stopped and reads its log again. */
    restart: () => {
      lookups = create();
      state.wake = null;
      lookups.apply(log.map((entry, index) => ({ seq: index, entry })), false);
    },
    /** Lets time pass to the next ask that was arranged; false = none was. */
    next: async (): Promise<boolean> => {
      if (state.wake === null) return false;
      state.now = Math.max(state.now, state.wake);
      state.wake = null;
      await lookups.askDue();
      return true;
    },
  };
}

async function askTimes(relay: ReturnType<typeof bench>): Promise<number[]> {
  const times: number[] = [];
  while (await relay.next()) times.push(relay.state.now);
  return times;
}

describe('when the relay is asked', () => {
  it('soon, then less often, at the end of the grace period, and for late copies', async () => {
    const relay = bench();
    relay.see(captureEntry('a'));
    expect(await askTimes(relay)).toEqual([300, 1_000, 5_000, 20_000, 30_000, 60_000, 300_000]);
    expect(relay.states()).toEqual({ a: 'settled' });
  });

  it('captures that come together go into one question', async () => {
    const relay = bench();
    relay.see(captureEntry('a', 0), captureEntry('b', 90), captureEntry('c', 900));
    await relay.next();
    await relay.next();
    expect(relay.asked).toEqual([['a#0', 'b#0'], ['a#0', 'b#0', 'c#0']]);
  });

  it('a stopped background goes on where it stood', async () => {
    const relay = bench();
    relay.see(captureEntry('a'));
    await relay.next();
    await relay.next();
    relay.restart();
    expect(relay.state.wake).toBe(5_000);
  });

  it('after a long stop it asks once, and what is settled then stays settled', async () => {
    const relay = bench();
    relay.see(captureEntry('a'));
    relay.state.now = 40_000;
    relay.restart();
    await relay.next();
    expect(relay.asked).toHaveLength(1);
    expect(relay.states()).toEqual({ a: 'settled' });
    relay.restart();
    expect(relay.state.wake).toBe(60_000);
  });

  it('a long log costs no decoding of what is settled or has no relay', async () => {
    const relay = bench();
    relay.see(captureEntry('a'), captureEntry('elsewhere', 0, 'https://other.test/'));
    await askTimes(relay);
    relay.state.decoded = 0;
    relay.restart();
    expect(relay.state.decoded).toBe(0);
  });

  it('not before the whole log was read', () => {
    const relay = bench();
    relay.lookups.apply([{ seq: 1, entry: captureEntry('a') }], true);
    expect(relay.state.wake).toBeNull();
  });

  it('not twice while a question is under way', async () => {
    const relay = bench();
    relay.see(captureEntry('a'));
    relay.state.now = 300;
    await Promise.all([relay.lookups.askDue(), relay.lookups.askDue()]);
    expect(relay.asked).toHaveLength(1);
  });
});

describe('what is written', () => {
  it('a server event once, however often the relay names it, before and after a restart', async () => {
    const relay = bench();
    relay.state.answer = (refs) => refs.map((ref) => result(ref, 'found', [serverEvent('e1')]));
    relay.see(captureEntry('a'), captureEntry('b'));
    await relay.next();
    relay.restart();
    await relay.next();
    expect(relay.log.filter(({ kind }) => kind === 'server-event')).toHaveLength(1);
  });

  it('nearly fitting events too: the engine decides', async () => {
    const relay = bench();
    relay.state.answer = (refs) => refs.map((ref) => ({ ...result(ref, 'not_found'), near: [{ event: serverEvent('n1'), reasons: ['id_case'] }] }));
    relay.see(captureEntry('a'));
    await relay.next();
    expect(relay.log.flatMap((entry) => (entry.kind === 'server-event' ? [entry.event.id] : []))).toEqual(['n1']);
  });

  it('a capture with two events stands as its least certain one', async () => {
    const relay = bench();
    relay.state.now = 60_000;
    relay.state.answer = ([first, second]) => [result(first ?? '', 'found', [serverEvent('e1')]), result(second ?? '', 'pending')];
    relay.see(captureEntry('batch'));
    await relay.next();
    expect(relay.states()).toEqual({ batch: 'pending' });
  });

  it('the health of a connection only when it changes', async () => {
    const relay = bench();
    relay.see(captureEntry('a'));
    await askTimes(relay);
    expect(relay.log.flatMap((entry) => (entry.kind === 'relay-health' ? [entry.health.state] : []))).toEqual(['ok']);
  });
});

describe('what retention took out of the log', () => {
  it('is not asked about any more, and its server events are logged anew when they come back', async () => {
    const relay = bench();
    relay.state.answer = (refs) => refs.map((ref) => result(ref, 'found', [serverEvent('e1')]));
    relay.lookups.apply([{ seq: 1, entry: captureEntry('old') }, { seq: 2, entry: { kind: 'server-event', at: 0, event: serverEvent('e1') } }, { seq: 3, entry: captureEntry('new') }], false);
    relay.lookups.forget(new Set([1, 2]));
    await relay.next();
    expect(relay.asked).toEqual([['new#0']]);
    expect(relay.log.filter(({ kind }) => kind === 'server-event')).toHaveLength(1);
  });

  it('tells the fault of an answer again, since the log does not hold it any more', async () => {
    const relay = bench();
    relay.state.dropped = [{ ref: 'a#0', reason: 'unusable' }];
    relay.see(captureEntry('a'));
    await relay.next();
    const fault = relay.log.find(({ kind }) => kind === 'fault');
    if (fault) relay.lookups.apply([{ seq: 9, entry: fault }], false);
    relay.lookups.forget(new Set([9]));
    await relay.next();
    expect(relay.log.filter(({ kind }) => kind === 'fault')).toHaveLength(2);
  });
});

describe('a relay that cannot be asked', () => {
  const down = new RelayError('unreachable', 'relay.test cannot be reached.');

  it('is named with code and sentence, and asked again by the plan', async () => {
    const relay = bench();
    relay.state.error = down;
    relay.see(captureEntry('a'));
    await relay.next();
    expect(relay.states()).toEqual({ a: 'unreachable' });
    expect(relay.lookups.healthOf('https://shop.test/')).toEqual({ host: 'relay.test', state: 'error', code: 'unreachable', message: 'relay.test cannot be reached.', lagMs: null });
    expect(relay.state.wake).toBe(1_000);
  });

  it('is asked at once when the user says so, and is then correct', async () => {
    const relay = bench();
    relay.state.error = down;
    relay.see(captureEntry('a'));
    for (let ask = 0; ask < 7; ask += 1) await relay.next();
    relay.state.error = null;
    await relay.lookups.retry();
    expect(relay.states()).toEqual({ a: 'settled' });
    expect(relay.lookups.healthOf('https://shop.test/')).toMatchObject({ state: 'ok', code: null });
  });

  it('takes nothing back that was settled', async () => {
    const relay = bench();
    relay.see(captureEntry('a'));
    for (let ask = 0; ask < 5; ask += 1) await relay.next();
    relay.state.error = down;
    await relay.next();
    expect(relay.states()).toEqual({ a: 'settled' });
  });
});

describe('a page without a relay', () => {
  it('is said to have none, once', () => {
    const relay = bench(DEFAULT_SETTINGS);
    relay.see(captureEntry('a'));
    relay.restart();
    expect(relay.log.filter(({ kind }) => kind === 'relay-answer')).toHaveLength(1);
    expect(relay.states()).toEqual({ a: 'absent' });
    expect(relay.lookups.healthOf('https://shop.test/x').message).toContain('No relay is configured for shop.test');
    expect(relay.state.wake).toBeNull();
  });

  it('costs nothing more with every entry that follows', () => {
    const relay = bench(DEFAULT_SETTINGS);
    relay.see(...Array.from({ length: 1_000 }, (_, index) => captureEntry(`c${index}`)));
    relay.see(captureEntry('next'));
    relay.state.settingsRead = 0;
    relay.see(captureEntry('last'));
    expect(relay.state.settingsRead).toBeLessThan(20);
  });

  it('is asked about where the hook tells that the request is of another page, which has one', async () => {
    const relay = bench();
    relay.see(captureEntry('a', 0, 'https://other.test/'));
    relay.see(captureEntry('b', 0, 'https://other.test/'));
    relay.see({ kind: 'origin', at: 0, captureId: 'a', madeBy: { api: 'fetch', stack: '' }, place: { documentId: 'D2', tabId: 7, frame: 'top', pageUrl: 'https://shop.test/thanks' } });
    await relay.next();
    expect(relay.asked).toEqual([['a#0']]);
  });

  it('is asked about as soon as one is configured', async () => {
    const relay = bench(DEFAULT_SETTINGS);
    relay.see(captureEntry('a'));
    relay.state.settings = WITH_RELAY;
    relay.state.now = 50_000;
    relay.lookups.plan();
    await relay.next();
    expect(relay.states()).toEqual({ a: 'settled' });
  });
});

describe('what a relay sends and cannot be used', () => {
  const faults = ({ log }: ReturnType<typeof bench>) => log.flatMap((entry) => (entry.kind === 'fault' ? [[entry.code, entry.message]] : []));
  const unusable = { ref: 'a#0', reason: 'not a relay/1 event: received_at: Invalid' };
  const told = ['relay-answer-unusable', 'Not everything that relay.test was asked about could be used: not a relay/1 event: received_at: Invalid.'];

  it('is a fault in the log, once for each thing, however often the relay is asked', async () => {
    const relay = bench();
    relay.state.dropped = [unusable, { ...unusable, ref: 'b#0' }, { ref: 'a#0', reason: 'the relay left this look-up out of its answer' }];
    relay.see(captureEntry('a'), captureEntry('b'));
    await askTimes(relay);
    expect(faults(relay)).toEqual([told, ['relay-answer-unusable', 'Not everything that relay.test was asked about could be used: the relay left this look-up out of its answer.']]);
  });

  it('is not told again after the background was stopped, but is after the log was cleared', async () => {
    const relay = bench();
    relay.state.dropped = [unusable];
    relay.see(captureEntry('a'));
    await relay.next();
    relay.restart();
    await relay.next();
    expect(faults(relay)).toEqual([told]);
    relay.lookups.reset();
    relay.see(captureEntry('c'));
    await relay.next();
    expect(faults(relay)).toEqual([told, told]);
  });
});
