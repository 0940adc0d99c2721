import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../../demo/until.ts';
import type { Capture, Delivery } from '../../lib/model/capture.ts';
import { openReceiver } from './matrix/receiver.ts';
import type { Receiver } from './matrix/receiver.ts';
import { arrivals, compareBody, countTokens, followCaptures, tokenOf, untilRecorded } from './matrix/recorded.ts';
import { openChromium, openFirefox } from './matrix/recording-browser.ts';
import type { RecordingBrowser } from './matrix/recording-browser.ts';

const PAGES = [
  { url: 'https://shop.test/senders', contexts: ['top'] },
  {
    url: 'https://shop.test/contexts',
    contexts: ['same', 'cross', 'nested', 'sandboxed', 'srcdoc', 'sandboxedSrcdoc', 'data', 'blob', 'blank', 'worker', 'blobWorker', 'shared'],
  },
  { url: 'https://sw.test/controlled', contexts: ['controlled', 'pageWorker'] },
];

/** What is known of a browser beforehand (capture.md §1). */
interface Known {
  name: string;
  open: (port: number) => Promise<RecordingBrowser>;
  /** Never sent, so the server gets nothing of them. */
  unsent: readonly string[];
  /** Bodies that nobody can read, each with a word of the reason. */
  unreadable: Readonly<Record<string, string>>;
  /** Contexts of which the browser tells no document; the page hook can tell it for the page behind a service worker. */
  unplaced: readonly string[];
}

const BROWSERS: readonly Known[] = [
  {
    name: 'Chromium',
    open: openChromium,
    unsent: ['controlled.synthetic'],
    unreadable: {
      'top.fetchStream': 'Blob or stream',
      'worker.fetchBlob': 'Blob or stream',
      'blobWorker.fetchBlob': 'Blob or stream',
      'shared.fetchBlob': 'Blob or stream',
      'pageWorker.fetchBlob': 'Blob or stream',
    },
    unplaced: ['shared', 'pageWorker'],
  },
  {
    name: 'Firefox',
    open: openFirefox,
    unsent: ['top.anchorPing', 'top.fetchLater', 'controlled.synthetic'],
    unreadable: { 'top.fetchFormFile': 'file parts' },
    unplaced: ['shared', 'pageWorker'],
  },
];

describe.each(BROWSERS)('$name', ({ open, unsent, unreadable, unplaced }) => {
  let receiver: Receiver;
  let browser: RecordingBrowser;
  let captures: Capture[];

  beforeAll(async () => {
    receiver = await openReceiver();
    browser = await open(receiver.port);
    for (const { url, contexts } of PAGES) {
      await browser.visit(url);
      await until(`${url} to have sent everything`, () => contexts.every((context) => receiver.fired.some((fired) => fired.context === context)));
    }
    captures = await untilRecorded(followCaptures(browser), receiver.received, (token) => token in unreadable);
  });

  afterAll(async () => {
    await browser.close();
    await receiver.close();
  });

  const arrived = () => countTokens(arrivals(receiver.received).map(({ token }) => token));
  const recorded = (kept: (capture: Capture) => boolean = () => true) => countTokens(captures.filter(kept).map(tokenOf));
  const stateOf = (token: string): Delivery['state'][] => captures.filter((capture) => tokenOf(capture) === token).map(({ delivery }) => delivery.state);

  test('the page really sends: every way that this browser knows has arrived', () => {
    const fired = receiver.fired.flatMap((context) => context.fired.map(({ token }) => token));
    expect(fired.length).toBeGreaterThan(110);
    expect(fired.filter((token) => !(token in arrived())).toSorted()).toEqual(unsent.toSorted());
  });

  test('everything that the server received is recorded exactly once', () => {
    const sent = recorded(({ delivery }) => delivery.state === 'delivered' || delivery.state === 'sent-unconfirmed');
    expect(sent).toEqual(arrived());
  });

  test('what the server did not get is recorded as not sent, with the reason', () => {
    const rest = captures.filter(({ delivery }) => delivery.state !== 'delivered' && delivery.state !== 'sent-unconfirmed');
    for (const { delivery } of rest) expect(delivery).toMatchObject({ state: 'failed', error: expect.stringMatching(/cache|service worker/) as string });
  });

  test('every body is the bytes that arrived, or says why it is not', async () => {
    const arrivedOnce = arrivals(receiver.received);
    const verdicts = await Promise.all(
      captures.flatMap((capture) => {
        const request = arrivedOnce.find(({ token }) => token === tokenOf(capture));
        return request ? [compareBody(capture.body, request).then((verdict) => [tokenOf(capture), verdict] as const)] : [];
      }),
    );
    const faults = Object.fromEntries(verdicts.filter(([, verdict]) => verdict !== 'equal'));
    expect(faults).toEqual(Object.fromEntries(Object.entries(unreadable).map(([token, word]) => [token, expect.stringContaining(word)])));
  });

  test('every request stands with its document and the page above it', () => {
    for (const { url, contexts } of PAGES) {
      for (const context of contexts.filter((name) => !unplaced.includes(name))) {
        const own = captures.filter((capture) => tokenOf(capture).startsWith(`${context}.`));
        expect(new Set(own.map(({ pageUrl }) => pageUrl)), context).toEqual(new Set([url]));
        expect(new Set(own.map(({ documentId }) => documentId)).size, context).toBe(1);
        expect(own[0]?.documentId, context).toEqual(expect.any(String));
      }
    }
  });

  test('a worker that has no page of its own stands with its origin', () => {
    const own = captures.filter((capture) => unplaced.some((context) => tokenOf(capture).startsWith(`${context}.`)));
    expect(new Set(own.map(({ tabId, documentId, pageUrl }) => `${tabId} ${documentId} ${pageUrl}`))).toEqual(new Set(['-1 null null']));
    expect(new Set(own.map(({ initiator }) => initiator))).toEqual(new Set(['https://shop.test', 'https://sw.test']));
  });

  test('how far each got: refused, redirected, cut short, from the cache', () => {
    expect(captures.find((capture) => tokenOf(capture) === 'top.status400')?.delivery).toEqual({ state: 'delivered', status: 400 });
    expect(stateOf('top.redirect302')).toEqual(['delivered']);
    expect(stateOf('top.fetchAborted')).toEqual(['sent-unconfirmed']);
    expect(stateOf('top.fetchTwice')).toEqual(['delivered', 'delivered']);
  });
});
