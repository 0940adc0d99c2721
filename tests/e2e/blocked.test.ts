import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort } from '../../demo/listen.ts';
import { until } from '../../demo/until.ts';
import type { Capture, Delivery } from '../../lib/model/capture.ts';
import { openReceiver } from './matrix/receiver.ts';
import type { CaptureReader } from './matrix/recorded.ts';
import type { Receiver } from './matrix/receiver.ts';
import { followCaptures, tokenOf } from './matrix/recorded.ts';
import { openChromium, openFirefox } from './matrix/recording-browser.ts';
import type { RecordingBrowser } from './matrix/recording-browser.ts';

const folder = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const BLOCKERS = [folder('../../demo/blocker'), folder('matrix/surrogates')];

/** Firefox's lists of trackers come from Mozilla; this entry stands for them. */
const TRACKER = 'analytics.tiktok.com';
const TRACKING_PROTECTION = {
  'privacy.trackingprotection.enabled': true,
  'urlclassifier.trackingTable.testEntries': TRACKER,
  'urlclassifier.trackingAnnotationTable.testEntries': TRACKER,
};

/** How one case is sent: from where, to where, by which calls. */
interface Case {
  host?: string;
  target?: string;
  policy?: string;
  senders: readonly string[];
}

const CALLS = ['image', 'fetchText', 'beaconText', 'xhrText'];

describe.each([
  { name: 'Chromium', open: (port: number) => openChromium(port, BLOCKERS) },
  { name: 'Firefox', open: async (port: number) => {
    const browser = await openFirefox(port, TRACKING_PROTECTION);
    for (const path of BLOCKERS) await browser.driver.send('Addon:Install', { path, temporary: true });
    return browser;
  } },
])('$name names what kept a pixel from its server', ({ name, open }) => {
  let receiver: Receiver;
  let browser: RecordingBrowser;
  let read: CaptureReader;

  beforeAll(async () => {
    receiver = await openReceiver();
    browser = await open(receiver.port);
    read = followCaptures(browser);
    const settings = await browser.ask<object>('settings.read', {});
    const firstParty = ['nowhere.invalid', '127.0.0.1'].map((host) => ({ host, platform: 'meta' }));
    await browser.ask('settings.write', { settings: { ...settings, firstParty } });
  });

  afterAll(async () => {
    await browser.close();
    await receiver.close();
  });

  /** Sends and gives how far each call got, by sender, once that is known of all of them. */
  async function deliveriesOf(context: string, { host = 'shop.test', target, policy, senders }: Case): Promise<Record<string, Delivery>> {
    const query = new URLSearchParams({ context, senders: senders.join(), ...(target ? { target } : {}), ...(policy ? { policy } : {}) });
    await browser.visit(`https://${host}/send?${query.toString()}`);
    return untilKnown(context, senders);
  }

  async function untilKnown(context: string, senders: readonly string[]): Promise<Record<string, Delivery>> {
    let captures: Capture[] = [];
    const settled = until(`${context} to be recorded`, async () => {
      captures = (await read()).filter((capture) => tokenOf(capture).startsWith(`${context}.`));
      return captures.length >= senders.length && captures.every(({ delivery }) => delivery.state !== 'in-flight');
    });
    // What is missing in the end is for the assertion to name.
    await settled.catch(() => undefined);
    const arrived = new Set(receiver.received.map(({ token }) => token));
    expect(captures.filter((capture) => arrived.has(tokenOf(capture)) !== (capture.delivery.state === 'delivered'))).toEqual([]);
    return Object.fromEntries(captures.map((capture) => [tokenOf(capture).slice(context.length + 1), capture.delivery]));
  }

  const each = (senders: readonly string[], delivery: unknown): Record<string, unknown> => Object.fromEntries(senders.map((sender) => [sender, delivery]));
  const failed = (pattern: RegExp): object => ({ state: 'failed', error: expect.stringMatching(pattern) as string });

  test('a content blocker', async () => {
    const senders = [...CALLS, 'formUrlencoded', 'script'];
    expect(await deliveriesOf('client', { host: 'blocked.shop.test', senders })).toEqual(each(senders, { state: 'blocked', by: 'client' }));
  });

  test('a content blocker that puts a surrogate in the pixel’s place', async () => {
    expect(await deliveriesOf('surrogate', { host: 'other.test', senders: CALLS })).toEqual(each(CALLS, { state: 'blocked', by: 'client' }));
  });

  test('the page’s policy', async () => {
    const policy = "img-src 'none'; connect-src https://shop.test; form-action 'none'; script-src 'unsafe-inline' https://shop.test";
    const senders = [...CALLS, 'formUrlencoded', 'script', 'imageMarkup'];
    expect(await deliveriesOf('policy', { policy, senders })).toEqual(each(senders, { state: 'blocked', by: 'csp' }));
  });

  test('mixed content; a picture is sent over https instead', async () => {
    const deliveries = await deliveriesOf('mixed', { target: 'http://www.facebook.com/tr/', senders: CALLS });
    expect(deliveries).toEqual({ ...each(['fetchText', 'beaconText', 'xhrText'], { state: 'blocked', by: 'mixed-content' }), image: { state: 'delivered', status: 200 } });
  });

  test('a host that has no address', async () => {
    const expected = failed(/NAME_NOT_RESOLVED|UNKNOWN_HOST/);
    expect(await deliveriesOf('name', { target: 'https://nowhere.invalid/tr/', senders: CALLS })).toEqual(each(CALLS, expected));
  });

  test('a port where nobody listens', async () => {
    const target = `https://127.0.0.1:${await freePort()}/tr/`;
    expect(await deliveriesOf('refused', { target, senders: CALLS })).toEqual(each(CALLS, failed(/CONNECTION_REFUSED/)));
  });

  test('no network at all', async () => {
    await browser.visit('https://shop.test/quiet');
    await browser.setOffline(true);
    // To a host without a connection: Firefox goes on using those that are open.
    await browser.run(`void sendAll('offline', ${JSON.stringify(CALLS)}, 'https://nowhere.invalid/tr/').catch(() => undefined);`);
    const deliveries = await untilKnown('offline', CALLS);
    await browser.setOffline(false);
    expect(deliveries).toEqual(each(CALLS, failed(/INTERNET_DISCONNECTED|OFFLINE/)));
  });

  // Chromium has none.
  if (name === 'Firefox') test('tracking protection', async () => {
    expect(await deliveriesOf('tracker', { target: `https://${TRACKER}/api/v2/pixel`, senders: CALLS })).toEqual(each(CALLS, { state: 'blocked', by: 'tracking-protection' }));
  });
});
