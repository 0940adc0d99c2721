import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { askExtension } from '../../demo/configure.ts';
import type { Theatre } from '../../demo/theatre.ts';
import type { Settings } from '../../lib/model/settings.ts';
import { findAccessibilityFaults } from './axe.ts';
import { findLayoutFaults, lengthenText } from './long-text.ts';
import { keepPicture, openExtensionPage, openTestTheatre } from './theatre.ts';

const STEPS = ['Step 1 of 3: What it sees', 'Step 2 of 3: Your relay', 'Step 3 of 3: See it work'] as const;

let theatre: Theatre;
let welcome: Page;

beforeAll(async () => {
  theatre = await openTestTheatre();
});

afterAll(() => theatre.close());

/** A welcome as after an installation: nothing configured, nothing begun. */
beforeEach(async () => {
  welcome = await openExtensionPage(theatre, 'welcome.html');
  await welcome.setViewportSize({ width: 1000, height: 640 });
  const settings = await askExtension<Settings>(welcome, 'settings.read', {});
  await askExtension(welcome, 'settings.write', { settings: { ...settings, relays: [] } });
  await welcome.evaluate(`chrome.storage.local.remove('welcome')`);
  await welcome.reload();
  await untilAt(0);
});

afterEach(() => welcome.close());

async function untilAt(step: 0 | 1 | 2): Promise<void> {
  await welcome.getByRole('heading', { name: STEPS[step] }).waitFor();
}

const press = (key: string) => welcome.keyboard.press(key);
const type = (text: string) => welcome.keyboard.type(text);
const focused = () => welcome.evaluate<string>(`(document.activeElement.labels?.[0] ?? document.activeElement).textContent`);
const setTheme = (colorScheme: 'light' | 'dark') => welcome.emulateMedia({ colorScheme });

/** Tabs on and asserts where that leads. */
async function tabTo(name: string): Promise<void> {
  await press('Tab');
  await expect.poll(focused).toBe(name);
}

test('the keyboard alone walks the three steps: the relay is tested and stored, and the page under test makes the tick', async () => {
  const { relay } = theatre.stage;
  await expect.poll(focused).toBe(STEPS[0]);
  keepPicture('welcome-1', await welcome.screenshot());
  await tabTo('Continue');
  await press('Enter');
  await untilAt(1);
  await expect.poll(focused).toBe(STEPS[1]);
  await tabTo('Yes, connect it');
  await tabTo('Page host');
  await tabTo('Relay endpoint');
  await type(relay.url);
  await tabTo('Token');
  await type(relay.readToken);
  await tabTo('Test connection');
  await press('Enter');
  const steps = welcome.getByRole('status').getByRole('listitem');
  await steps.first().waitFor();
  const found = await steps.allInnerTexts();
  expect(found.length).toBeGreaterThan(0);
  expect(found.filter((step) => !/^\w+( \w+)? passed/.test(step))).toEqual([]);
  keepPicture('welcome-2', await welcome.screenshot());
  await tabTo('Back');
  await tabTo('Continue');
  await press('Enter');
  await untilAt(2);
  await expect.poll(focused).toBe(STEPS[2]);
  const { relays } = await askExtension<Settings>(welcome, 'settings.read', {});
  expect(relays).toEqual([{ id: relays[0]?.id, hostPattern: '*', endpoint: relay.url, token: relay.readToken }]);
  await tabTo('Address of your shop');
  await type('shop.test');
  const opening = theatre.browser.context.waitForEvent('page');
  await press('Enter');
  const shop = await opening;
  await shop.waitForURL('https://shop.test/');
  await welcome.getByText(/^\d+ requests? seen since you started$/).waitFor();
  await shop.close();
  keepPicture('welcome-3', await welcome.screenshot());
  await tabTo('Open in a new tab');
  await tabTo('Copy command');
  await tabTo('Back');
  await tabTo('Done');
  const closed = welcome.waitForEvent('close');
  // The page goes away within the key press, whose answer it then owes.
  await Promise.all([closed, press('Enter').catch(() => undefined)]);
});

test('a welcome that was closed in between goes on at its step', async () => {
  await welcome.getByRole('button', { name: 'Continue' }).click();
  await untilAt(1);
  await welcome.getByRole('radio', { name: 'I have no relay yet' }).check();
  keepPicture('welcome-2-no-relay', await welcome.screenshot());
  await welcome.getByRole('button', { name: 'Continue' }).click();
  await untilAt(2);
  await welcome.close();
  welcome = await openExtensionPage(theatre, 'welcome.html');
  await untilAt(2);
});

test('the relay contract that it links is in the extension, readable as it was written', async () => {
  await welcome.getByRole('button', { name: 'Continue' }).click();
  await welcome.getByRole('radio', { name: 'I have no relay yet' }).check();
  const opening = theatre.browser.context.waitForEvent('page');
  await welcome.getByRole('link', { name: 'Read the relay contract' }).click();
  const contract = await opening;
  await contract.waitForLoadState();
  const text = await contract.evaluate<string>('document.body.innerText');
  expect(text).toContain('PIXELPAIR_RELAY_TOKEN`, `…_INGEST_TOKEN');
  await contract.close();
});

test('the options lead to the welcome', async () => {
  const options = await openExtensionPage(theatre, 'options.html');
  await options.getByRole('link', { name: 'Open the welcome again' }).click();
  await options.getByRole('heading', { name: STEPS[0] }).waitFor();
  await options.close();
});

test('every step is free of WCAG 2.2 AA violations in both themes, and fits 320 pixels at German text lengths', async () => {
  const size = await welcome.evaluate<{ width: number; height: number }>('({ width: innerWidth, height: innerHeight })');
  for (const step of [0, 1, 2] as const) {
    await untilAt(step);
    for (const theme of ['light', 'dark'] as const) {
      await setTheme(theme);
      expect(await findAccessibilityFaults(welcome)).toEqual([]);
    }
    keepPicture(`welcome-${step + 1}-dark`, await welcome.screenshot());
    await setTheme('light');
    await welcome.setViewportSize({ width: 320, height: 900 });
    keepPicture(`welcome-${step + 1}-narrow`, await welcome.screenshot({ fullPage: true }));
    await lengthenText(welcome);
    expect(await findLayoutFaults(welcome)).toEqual([]);
    await welcome.setViewportSize(size);
    await welcome.reload();
    await untilAt(step);
    if (step === 1) await welcome.getByRole('radio', { name: 'I have no relay yet' }).check();
    if (step < 2) await welcome.getByRole('button', { name: 'Continue' }).click();
  }
});
