import { describe, expect, it } from 'vitest';
import { createHookJoin } from '../../../lib/extension/hook-join.ts';
import { HookStates } from '../../../lib/extension/hook-states.ts';
import { PageInbox, type MessageSender } from '../../../lib/extension/page-inbox.ts';
import type { LogEntry } from '../../../lib/model/log.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../lib/model/settings.ts';
import { NOT_IN_BROWSER } from '../../../lib/extension/page-hook/channel.ts';

const FROM: MessageSender = { tab: { id: 7, url: 'https://shop.test/tab' }, frameId: 0, documentId: 'D1', url: 'https://shop.test/thanks', origin: 'https://shop.test' };
const URL_A = 'https://www.facebook.com/tr/?id=1&ev=Purchase';
const ATTEMPT = { record: 'attempt', api: 'fetch', method: 'POST', url: URL_A, contentType: null, body: { kind: 'text', text: 'x' }, refused: null, stack: null, at: 1_000 };
const CALL = { record: 'call', api: 'fbq', method: 'track', arguments: ['Purchase', {}, { eventID: 'e1' }], stack: 'at a.js:1', at: 1_000 };
const HOOK = { record: 'hook', parts: [{ part: 'fetch', on: true, reason: null }, { part: 'blob', on: false, reason: 'its self-test failed' }], at: 1 };

function background(change: Partial<Settings> = {}, storage: Record<string, unknown> = {}) {
  const log: LogEntry[] = [];
  const timers: (() => void)[] = [];
  const clock = { now: 1_000 };
  const states = new HookStates({ get: () => Promise.resolve(structuredClone(storage)), set: (items) => Promise.resolve(void Object.assign(storage, structuredClone(items))) }, () => undefined);
  const inbox = new PageInbox({
    append: (entries) => Promise.resolve(void log.push(...entries)),
    ready: Promise.resolve(),
    settings: () => ({ ...DEFAULT_SETTINGS, ...change }),
    pageUrlOf: ({ documentId }) => Promise.resolve(documentId === 'D1' ? 'https://shop.test/page' : null),
    platformOf: ({ url }) => (url.includes('facebook') ? 'meta' : null),
    states,
    join: createHookJoin(),
    sharesPrivate: true,
    newCaptureId: () => 'new',
    now: () => clock.now,
    wait: (_ms, then) => void timers.push(then),
  });
  const send = (record: unknown, from = FROM, source = 'hook') => inbox.receive({ pageRecord: JSON.stringify(record), source }, from);
  /** Lets the timers run until nothing waits. */
  const settle = (): void => {
    for (let timer = timers.shift(); timer; timer = timers.shift()) {
      clock.now += 300;
      timer();
    }
  };
  return { log, send, settle, inbox, states, storage };
}

describe('what the pages send', () => {
  it('a call of an SDK goes to the log with its document', async () => {
    const { log, send } = background();
    await send(CALL);
    expect(log).toMatchObject([{ kind: 'sdk-call', at: 1_000, call: { platform: 'meta', method: 'track', eventName: 'Purchase', eventId: 'e1', documentId: 'D1', stack: 'at a.js:1' } }]);
  });

  it('an attempt that nothing follows is explained in the end, and the timer rests', async () => {
    const { log, send, settle } = background();
    await send(ATTEMPT);
    settle();
    expect(log).toMatchObject([{ kind: 'attempt', attempt: { why: 'no-request', platform: 'meta', pageUrl: 'https://shop.test/page', tabId: 7 } }]);
  });

  it('an attempt that the page forged for no platform’s address costs nothing', async () => {
    const { log, send, settle } = background();
    await send({ ...ATTEMPT, url: 'https://other.test/' });
    settle();
    expect(log).toEqual([]);
  });

  it.each<[string, Partial<Settings>]>([
    ['while recording is paused', { recording: false }],
    ['of a site that is not recorded', { sites: ['other.test'] }],
    ['while the hook is switched off', { pageHook: false }],
  ])('nothing is kept %s', async (_name, settings) => {
    const { log, send, settle } = background(settings);
    await Promise.all([send(CALL), send(ATTEMPT)]);
    settle();
    expect(log).toEqual([]);
  });

  it('a violation counts with the hook switched off: the browser itself tells it', async () => {
    const { log, send, settle } = background({ pageHook: false });
    await send({ record: 'violation', directive: 'img-src', blockedUrl: URL_A, disposition: 'enforce', at: 1_000 }, FROM, 'browser');
    settle();
    expect(log).toMatchObject([{ kind: 'capture', capture: { id: 'new', delivery: { state: 'blocked', by: 'csp' } } }]);
  });

  it('the hook of a page on the user’s own site is told which endpoint to watch, no other page is', async () => {
    const { send } = background({ firstParty: [{ host: 'metrics.shop.test', platform: 'ga4' }, { host: 't.other.test', platform: 'ga4' }] });
    expect(await send(HOOK)).toEqual(['metrics.shop.test']);
    expect(await send(HOOK, { ...FROM, url: 'https://evil.test/' })).toEqual([]);
  });

  it('malformed records and messages from no tab are nobody’s', () => {
    const { send, inbox } = background();
    expect([send({ record: 'attempt' }), send(CALL, { url: 'chrome-extension://x/' }), inbox.receive({ broadcast: 'log.cleared' }, FROM)]).toEqual([undefined, undefined, undefined]);
  });

  it('dropped records are told once in the log, and counted for the tab', async () => {
    const { log, inbox, states } = background();
    await inbox.receive({ pageRecordsDropped: 1 }, FROM);
    await inbox.receive({ pageRecordsDropped: 1_001 }, FROM);
    expect(log).toMatchObject([{ kind: 'fault', code: 'page-records-dropped' }]);
    expect(await states.statusOf(7, [{ frameId: 0, url: 'https://shop.test/thanks', documentId: 'D1' }])).toMatchObject({ dropped: 1_001 });
  });
});

it('what a private window sends is marked, and leaves no trace of calls without a request', async () => {
  const { log, send, settle } = background();
  const from = { ...FROM, tab: { ...FROM.tab, incognito: true } };
  await Promise.all([send(CALL, from), send(ATTEMPT, from), send({ ...ATTEMPT, refused: 'no' }, from)]);
  settle();
  expect(log).toMatchObject([{ kind: 'sdk-call', call: { private: true } }, { kind: 'capture', capture: { private: true } }]);
  expect(log).toHaveLength(2);
});

describe('the hook’s state', () => {
  it('is known by frame, over restarts of the background, with the reason of every part that is off', async () => {
    const { send, storage } = background();
    await send(HOOK);
    await send({ ...HOOK, parts: [{ part: 'fetch', on: true, reason: null }, { part: 'fetch-later', on: false, reason: NOT_IN_BROWSER }] }, { ...FROM, documentId: 'D2', frameId: 3 });
    await send({ ...HOOK, parts: [{ part: 'fetch', on: false, reason: 'x' }] }, { ...FROM, documentId: 'D3', frameId: 4, url: 'about:srcdoc' });
    const { states } = background({}, storage);
    const listed = [
      { frameId: 0, url: 'https://shop.test/thanks', documentId: 'D1' },
      { frameId: 3, url: 'https://sub.test/', documentId: 'D2' },
      { frameId: 4, url: 'about:srcdoc', documentId: 'D3' },
      { frameId: 5, url: 'https://old.test/', documentId: 'D4' },
      { frameId: 6, url: 'chrome://newtab', documentId: 'D5' },
    ];
    const { frames } = await states.statusOf(7, listed);
    expect(frames.map(({ state }) => state)).toEqual(['partly', 'on', 'off', 'absent']);
    expect(frames[0]?.reasons).toEqual(['blob: its self-test failed']);
  });

  it('is told apart by address where the browser names no document', async () => {
    const { send, states } = background();
    await send(HOOK, { tab: { id: 7 }, frameId: 0, url: 'https://shop.test/a#top' });
    const stateAt = async (url: string) => (await states.statusOf(7, [{ frameId: 0, url }])).frames.map(({ state }) => state);
    expect([await stateAt('https://shop.test/a'), await stateAt('https://shop.test/b')]).toEqual([['partly'], ['absent']]);
  });
});
