import { describe, expect, it } from 'vitest';
import { Recorder } from '../../../lib/extension/recorder.ts';
import type { RequestBody } from '../../../lib/extension/request-details.ts';
import type { FoundFrame } from '../../../lib/extension/unknown-document.ts';
import type { LogEntry } from '../../../lib/model/log.ts';
import { DEFAULT_SETTINGS } from '../../../lib/model/settings.ts';
import { deliveries, details, PIXEL, platformOfUrl } from './requests.ts';

const settle = async () => {
  for (let round = 0; round < 20; round += 1) await new Promise<void>((resolve) => setImmediate(resolve));
};

/** A browser that runs on while its background is started, stopped and started again. */
function browser() {
  const log: LogEntry[] = [];
  const session: Record<string, unknown> = {};
  const state = { settings: DEFAULT_SETTINGS, ids: 0, pruned: 0, now: 2_000, frames: {} as Record<string, FoundFrame> };
  const waiting: (() => void)[] = [];
  const start = (ready: Promise<unknown> = Promise.resolve()) =>
    new Recorder({
      log: {
        append: (entries) => Promise.resolve(void log.push(...entries)),
        tail: (count) => Promise.resolve(log.map((entry, index) => ({ seq: index + 1, entry })).slice(-count)),
        prune: () => Promise.resolve(void (state.pruned += 1)),
      },
      storage: { get: () => Promise.resolve(structuredClone(session)), set: (items) => Promise.resolve(void Object.assign(session, structuredClone(items))) },
      ready,
      settings: () => state.settings,
      platformOf: platformOfUrl,
      inflate: (bytes) => Promise.resolve(bytes),
      findFrame: (_tabId, documentId) => Promise.resolve(state.frames[documentId] ?? null),
      newSessionId: () => `s${(state.ids += 1)}`,
      now: () => state.now,
      wait: (_ms, then) => void waiting.push(then),
    });
  return { log, session, state, waiting, start };
}

const page = { tabId: 7, frameId: 0, url: 'https://shop.test/thanks', timeStamp: 900, documentId: 'D1', frameType: 'outermost_frame' };
const pages = (log: LogEntry[]) => log.flatMap((entry) => (entry.kind === 'capture' ? [entry.capture.pageUrl] : []));

describe('recording', () => {
  it('events that come before the settings are read are handled afterwards, in order', async () => {
    const { log, start } = browser();
    let read = (): void => undefined;
    const recorder = start(new Promise<void>((resolve) => (read = resolve)));
    recorder.navigated(page);
    recorder.started(details());
    recorder.sentHeaders(details());
    recorder.answered(details({ statusCode: 200 }));
    await settle();
    expect(log).toEqual([]);
    read();
    await settle();
    expect(log.map(({ kind }) => kind)).toEqual(['recording', 'capture', 'delivery']);
    expect(pages(log)).toEqual(['https://shop.test/thanks']);
  });

  it('events that start the background are handled by their time, a page before what it sends', async () => {
    const { log, start } = browser();
    const recorder = start();
    const firefox = { frameType: undefined, initiator: undefined, documentId: undefined, documentUrl: page.url, timeStamp: 950 };
    recorder.started(details(firefox));
    recorder.answered(details({ ...firefox, timeStamp: 960, statusCode: 200 }));
    recorder.navigated({ tabId: 7, frameId: 0, url: page.url, documentId: 'D1', timeStamp: 950 });
    await settle();
    expect(log.map((entry) => (entry.kind === 'capture' ? entry.capture.documentId : entry.kind))).toEqual(['recording', 'D1', 'delivery']);
  });

  it('Chromium is asked for a document that was there before the recorder; one that is gone stays unknown', async () => {
    const { log, state, start } = browser();
    state.frames = { D1: { url: 'https://pay.test/', frameType: 'sub_frame', parentDocumentId: 'D0' }, D0: { url: page.url, frameType: 'outermost_frame' } };
    const recorder = start();
    recorder.navigated({ ...page, url: 'https://shop.test/later', documentId: 'D7' });
    recorder.started(details({ frameType: 'sub_frame' }));
    recorder.started(details({ requestId: '2', documentId: 'gone' }));
    await settle();
    expect(pages(log)).toEqual(['https://shop.test/thanks', null]);
  });

  it('says a document’s page only when it has handled the navigations before', async () => {
    const recorder = browser().start();
    recorder.navigated(page);
    expect(await recorder.pageUrlOf({ documentId: 'D1', tabId: 7 })).toBe('https://shop.test/thanks');
  });

  it('an answer that overtakes the reading of a body is not lost', async () => {
    const { log, start } = browser();
    const recorder = start();
    const gzip = Uint8Array.of(0x1f, 0x8b, 8).buffer;
    recorder.started(details({ method: 'POST', requestBody: { raw: [{ bytes: gzip }] } }));
    recorder.completed(details({ statusCode: 204 }));
    await settle();
    expect(deliveries(log)).toEqual({ 's1:1:0': { state: 'delivered', status: 204 } });
  });

  it('the pages of closed tabs are forgotten, and nothing of them is stored', async () => {
    const { session, start } = browser();
    const recorder = start();
    recorder.navigated(page);
    recorder.navigated({ ...page, tabId: 8, url: 'https://private.test/', documentId: 'D8' });
    recorder.forgetClosedTabs([7], Infinity);
    expect([await recorder.tabUrl(8), await recorder.pageUrlOf({ documentId: 'D1', tabId: 7 })]).toEqual([null, 'https://shop.test/thanks']);
    expect(JSON.stringify(session)).not.toContain('private.test');
  });

  it('a stopped background knows session, pages and requests under way when it starts again', async () => {
    const { log, start } = browser();
    const first = start();
    first.navigated(page);
    first.started(details());
    await settle();
    const second = start();
    second.answered(details({ statusCode: 200 }));
    second.started(details({ requestId: '2', url: `${PIXEL}&n=2` }));
    await settle();
    expect(deliveries(log)).toMatchObject({ 's1:1:0': { state: 'delivered' }, 's1:2:0': { state: 'in-flight' } });
    expect(pages(log)).toEqual(['https://shop.test/thanks', 'https://shop.test/thanks']);
    expect(log.filter(({ kind }) => kind === 'recording')).toHaveLength(1);
    expect(await second.tabUrl(7)).toBe('https://shop.test/thanks');
  });

  it('a new browser session closes the requests of the last one and says that it records', async () => {
    const { log, session, start } = browser();
    const first = start();
    first.started(details());
    await settle();
    for (const key of Object.keys(session)) delete session[key];
    const second = start();
    await second.ready();
    expect(second.session).toBe('s2');
    await settle();
    expect(log.slice(-2)).toMatchObject([{ kind: 'delivery', captureId: 's1:1:0', delivery: { state: 'sent-unconfirmed' } }, { kind: 'recording', on: true }]);
  });

  it('Firefox: says that a page’s service worker kept a request for itself, even when nothing else happens', async () => {
    const { log, state, waiting, start } = browser();
    const recorder = start();
    recorder.started(details());
    recorder.redirected(details({ redirectUrl: PIXEL, statusCode: 0 }));
    await settle();
    state.now = 6_000;
    for (const then of waiting) then();
    await settle();
    expect(deliveries(log)).toEqual({ 's1:1:0': { state: 'failed', error: expect.stringContaining('service worker') as string } });
  });

  it('reads what an older version kept for the browser session', async () => {
    const { log, session, start } = browser();
    Object.assign(session, { session: 's9', pages: { documents: { D1: 'https://shop.test/thanks' }, tabs: {} } });
    const recorder = start();
    recorder.started(details());
    await settle();
    expect(pages(log)).toEqual(['https://shop.test/thanks']);
  });

  it('paused: nothing new, but requests under way get their end', async () => {
    const { log, state, start } = browser();
    const recorder = start();
    recorder.started(details());
    await settle();
    state.settings = { ...DEFAULT_SETTINGS, recording: false };
    recorder.started(details({ requestId: '2', url: `${PIXEL}&n=2` }));
    recorder.completed(details({ statusCode: 200 }));
    recorder.completed(details({ requestId: '2', statusCode: 200 }));
    await settle();
    expect(deliveries(log)).toEqual({ 's1:1:0': { state: 'delivered', status: 200 } });
  });

  it('an event that cannot be handled is a fault and costs no other', async () => {
    const { log, start } = browser();
    const recorder = start();
    recorder.started(details({ method: 'POST', requestBody: { formData: { ev: 5 } } as unknown as RequestBody }));
    recorder.started(details({ requestId: '2' }));
    await settle();
    expect(log.map(({ kind }) => kind)).toEqual(['recording', 'fault', 'capture']);
  });

  it('prunes the log as it grows', async () => {
    const { state, start } = browser();
    const recorder = start();
    for (let index = 0; index < 200; index += 1) recorder.started(details({ requestId: `${index}`, url: `${PIXEL}&n=${index}` }));
    for (let round = 0; round < 60; round += 1) await settle();
    expect(state.pruned).toBe(1);
  });
});
