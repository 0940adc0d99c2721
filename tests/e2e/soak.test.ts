import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../../demo/until.ts';
import type { Capture } from '../../lib/model/capture.ts';
import { openReceiver } from './matrix/receiver.ts';
import type { Receiver } from './matrix/receiver.ts';
import { arrivals, countTokens, followCaptures, tokenOf, untilRecorded } from './matrix/recorded.ts';
import { openChromium, openFirefox } from './matrix/recording-browser.ts';
import type { RecordingBrowser } from './matrix/recording-browser.ts';

const NAVIGATIONS = 200;
const STOPS = 20;
const LIMIT_MS = 240_000;

/** Pages at which the background is stopped: the same ones in every run, anywhere between first and last. */
function pagesToStopAt(): Set<number> {
  let seed = 5;
  const next = (): number => (seed = (seed * 48_271) % 2_147_483_647);
  const pages = new Set<number>();
  while (pages.size < STOPS) pages.add(1 + (next() % (NAVIGATIONS - 1)));
  return pages;
}

describe.each([
  { name: 'Chromium', open: openChromium },
  { name: 'Firefox', open: openFirefox },
])('$name: 200 navigations with pixels at every moment of a page, the background stopped 20 times', ({ open }) => {
  let receiver: Receiver;
  let browser: RecordingBrowser;
  let captures: Capture[];
  let stops = 0;

  beforeAll(async () => {
    receiver = await openReceiver();
    browser = await open(receiver.port);
    const read = followCaptures(browser);
    const toStopAt = pagesToStopAt();
    receiver.gate = async (page) => {
      if (!toStopAt.has(page)) return;
      // A browser stops it when nothing happens: an event on its way is lost with whoever should have taken it.
      await untilRecorded(read, receiver.received, () => true);
      await browser.stopBackground();
      stops += 1;
    };
    await browser.visit(`https://shop.test/soak?page=0&last=${NAVIGATIONS}`);
    await until('the last page', () => receiver.fired.some(({ context }) => context === 'soak'), LIMIT_MS);
    captures = await untilRecorded(read, receiver.received, () => true);
  }, 2 * LIMIT_MS);

  afterAll(async () => {
    await browser.close();
    await receiver.close();
  });

  test('0 lost: every pixel that the server got is recorded, once', () => {
    const arrived = countTokens(arrivals(receiver.received).map(({ token }) => token));
    const recorded = countTokens(captures.map(tokenOf));
    expect(stops).toBe(STOPS);
    expect(Object.keys(arrived).length).toBeGreaterThan(5 * NAVIGATIONS);
    expect(Object.entries(arrived).filter(([token, count]) => recorded[token] !== count)).toEqual([]);
  });

  test('none is recorded as delivered that the server did not get', () => {
    const arrived = new Set(receiver.received.map(({ token }) => token));
    const delivered = captures.filter(({ delivery }) => delivery.state === 'delivered').map(tokenOf);
    expect(delivered.filter((token) => !arrived.has(token))).toEqual([]);
  });

  test('none that the server got is recorded as failed or blocked', () => {
    const arrived = new Set(receiver.received.map(({ token }) => token));
    const wrong = captures.filter(({ delivery, ...capture }) => (delivery.state === 'failed' || delivery.state === 'blocked') && arrived.has(tokenOf(capture)));
    expect(wrong.map(({ url, delivery }) => [url, delivery])).toEqual([]);
  });

  test('every moment was there, and each pixel stands with the page that sent it', () => {
    const moments = new Set(captures.map((capture) => tokenOf(capture).split('.')[1]));
    expect(moments).toEqual(new Set(['load', 'click', 'beforeunload', 'pagehide', 'visibilitychange']));
    const placed = captures.filter(({ documentId }) => documentId !== null);
    const wrong = placed.filter((capture) => new URL(capture.pageUrl ?? 'none:').searchParams.get('page') !== tokenOf(capture).split('.')[0]);
    expect(wrong).toEqual([]);
    expect(placed.length / captures.length).toBeGreaterThan(0.95);
  });
});
