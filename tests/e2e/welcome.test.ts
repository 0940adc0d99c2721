import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { askExtension } from '../../demo/configure.ts';
import type { Theatre } from '../../demo/theatre.ts';
import type { Settings } from '../../lib/model/settings.ts';
import { findAccessibilityFaults } from './axe.ts';
import { openExtensionPage, openTestTheatre, screenshotPath } from './theatre.ts';

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
  expect(await focused()).toBe(name);
}

test('the keyboard alone walks the three steps: the relay is tested and stored, and the page under test makes the tick', async () => {
  const { relay } = theatre.stage;
  expect(await focused()).toBe(STEPS[0]);
  await welcome.screenshot({ path: screenshotPath('welcome-1'), fullPage: true });
  await tabTo('Continue');
  await press('Enter');
  await untilAt(1);
  expect(await focused()).toBe(STEPS[1]);
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
  await welcome.screenshot({ path: screenshotPath('welcome-2'), fullPage: true });
  await tabTo('Back');
  await tabTo('Continue');
  await press('Enter');
  await untilAt(2);
  expect(await focused()).toBe(STEPS[2]);
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
  await welcome.screenshot({ path: screenshotPath('welcome-3'), fullPage: true });
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
  await welcome.screenshot({ path: screenshotPath('welcome-2-no-relay'), fullPage: true });
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

/** Every text as much longer as German is: about 40 %. */
const STRETCH = `
  const walker = document.createTreeWalker(document.getElementById('app'), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) node.data += ' ' + node.data.slice(0, Math.ceil(node.data.length * 0.4));`;
const OVERFLOW = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

test('every step is free of WCAG 2.2 AA violations in both themes, and fits 320 pixels at German text lengths', async () => {
  const size = await welcome.evaluate<{ width: number; height: number }>('({ width: innerWidth, height: innerHeight })');
  for (const step of [0, 1, 2] as const) {
    await untilAt(step);
    for (const theme of ['light', 'dark'] as const) {
      await setTheme(theme);
      expect(await findAccessibilityFaults(welcome)).toEqual([]);
    }
    await welcome.screenshot({ path: screenshotPath(`welcome-${step + 1}-dark`), fullPage: true });
    await setTheme('light');
    await welcome.setViewportSize({ width: 320, height: 900 });
    await welcome.screenshot({ path: screenshotPath(`welcome-${step + 1}-narrow`), fullPage: true });
    await welcome.evaluate(STRETCH);
    expect(await welcome.evaluate<number>(OVERFLOW)).toBe(0);
    await welcome.setViewportSize(size);
    await welcome.reload();
    await untilAt(step);
    if (step === 1) await welcome.getByRole('radio', { name: 'I have no relay yet' }).check();
    if (step < 2) await welcome.getByRole('button', { name: 'Continue' }).click();
  }
});
