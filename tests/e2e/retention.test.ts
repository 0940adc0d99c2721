import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../../demo/until.ts';
import type { Settings } from '../../lib/model/settings.ts';
import { openReceiver } from './matrix/receiver.ts';
import type { Receiver } from './matrix/receiver.ts';
import { followCaptures, tokenOf } from './matrix/recorded.ts';
import { openChromium } from './matrix/recording-browser.ts';
import type { RecordingChromium } from './matrix/recording-browser.ts';
import { evaluateIn } from './extension-settings.ts';

const KEPT = 50;
/** The recorder cuts the log with every 200 captures. */
const SENT = 450;

let receiver: Receiver;
let chromium: RecordingChromium;

beforeAll(async () => {
  receiver = await openReceiver();
  chromium = await openChromium(receiver.port);
  await chromium.ask('settings.write', { settings: { ...(await chromium.ask<Settings>('settings.read', {})), maxCaptures: KEPT } });
  await chromium.visit('https://shop.test/quiet');
});

afterAll(async () => {
  await chromium.close();
  await receiver.close();
});

/** The popup of the tab under test, as a page of its own. */
async function openPopup(): Promise<Page> {
  const { context, extensionId } = chromium.browser;
  const popup = await context.newPage();
  await popup.goto(`chrome-extension://${extensionId}/options.html`);
  const tabId = await evaluateIn<number>(popup, "return (await chrome.tabs.query({ url: 'https://shop.test/*' }))[0].id");
  await popup.goto(`chrome-extension://${extensionId}/popup.html?tabId=${tabId}`);
  return popup;
}

/** Each with an ID and an order of its own: fires that are alike would be one conversion. */
const send = (first: number, count: number, event: string): Promise<void> =>
  chromium.run(`await Promise.all(Array.from({ length: ${count} }, (_, index) => fetch('https://www.facebook.com/tr/?id=1013&ev=${event}&cd[order_id]=o' + (${first} + index) + '&eid=n' + (${first} + index), { mode: 'no-cors' })));`);

const recorded = async (): Promise<string[]> => (await followCaptures(chromium)()).map(tokenOf);

test('the log is cut to what is to be kept; a view that is open loses nothing, one that is opened later shows what is left', async () => {
  await send(0, 1, 'Purchase');
  const open = await openPopup();
  await open.getByText('n0', { exact: true }).waitFor();
  // In two parts: what is not stored yet when the log is cut stays.
  await send(1, SENT / 2, 'PageView');
  await until('the first half', async () => (await recorded()).includes(`n${SENT / 2}`));
  await send(SENT / 2 + 1, SENT / 2 - 1, 'PageView');
  await until('the cut', async () => {
    const tokens = await recorded();
    return tokens.includes(`n${SENT - 1}`) && !tokens.includes('n0');
  });
  expect((await recorded()).length).toBeLessThan(SENT);
  await send(SENT, 1, 'Purchase');
  await open.getByText(`n${SENT}`, { exact: true }).waitFor();
  expect(await open.getByText('n0', { exact: true }).count()).toBe(1);
  const later = await openPopup();
  await later.getByText(`n${SENT}`, { exact: true }).waitFor();
  expect(await later.getByText('n0', { exact: true }).count()).toBe(0);
});
