import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../../demo/until.ts';
import { openReceiver } from './matrix/receiver.ts';
import type { Receiver } from './matrix/receiver.ts';
import { followCaptures, tokenOf } from './matrix/recorded.ts';
import { openFirefox } from './matrix/recording-browser.ts';
import type { RecordingFirefox } from './matrix/recording-browser.ts';

let receiver: Receiver;
let browser: RecordingFirefox;

beforeAll(async () => {
  receiver = await openReceiver();
  browser = await openFirefox(receiver.port);
});

afterAll(async () => {
  await browser.close();
  await receiver.close();
});

/** A panel that inspects no tab (a worker, an add-on) has this ID. */
const NO_TAB = -1;

/** What the switch on Firefox's add-on page does: access to all sites is the user's to give and to take. */
async function setAccess(granted: boolean): Promise<void> {
  await browser.driver.evaluate(
    'chrome',
    `const { ExtensionPermissions } = ChromeUtils.importESModule('resource://gre/modules/ExtensionPermissions.sys.mjs');
     const { extension } = WebExtensionPolicy.getByID('pixelpair@pixelpair.dev');
     await ExtensionPermissions[args[0] ? 'add' : 'remove'](extension.id, { permissions: [], origins: ['<all_urls>'] }, extension);`,
    granted,
  );
  await until('the recorder to notice', async () => (await browser.ask<{ permitted: boolean }>('capture.status', { tabId: NO_TAB })).permitted === granted);
}

async function send(context: string): Promise<void> {
  await browser.visit(`https://shop.test/send?${new URLSearchParams({ context, senders: 'image,fetchKeepalive,beaconText' }).toString()}`);
  await until(`${context} to arrive`, () => receiver.received.filter(({ token }) => token.startsWith(`${context}.`)).length === 3);
}

test('Firefox: access to all sites is taken and given again; what is sent in between is not seen, and the log says so', async () => {
  const read = followCaptures(browser);
  await setAccess(false);
  await send('without');
  await setAccess(true);
  await send('with');
  await until('the captures', async () => (await read()).length === 3);
  expect((await read()).map(tokenOf).toSorted()).toEqual(['with.beaconText', 'with.fetchKeepalive', 'with.image']);
  const { entries } = await browser.ask<{ entries: { entry: { kind: string; on?: boolean; code?: string } }[] }>('log.read', { after: 0, limit: 100 });
  const told = entries.flatMap(({ entry: { kind, on, code } }) => (kind === 'recording' || kind === 'fault' ? [on ?? code] : []));
  expect(told).toEqual([true, false, 'permission-lost', true]);
});
