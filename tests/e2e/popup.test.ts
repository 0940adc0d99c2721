import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { findScenario } from '../../demo/scenarios.ts';
import { shop } from '../../demo/shopper.ts';
import { clearPanel } from '../../demo/theatre.ts';
import type { Theatre } from '../../demo/theatre.ts';
import { checkVerdicts } from '../../demo/verdict-check.ts';
import { findAccessibilityFaults } from './axe.ts';
import { keepPicture, openExtensionPage, openTestTheatre } from './theatre.ts';

let theatre: Theatre;
let popup: Page;

beforeAll(async () => {
  theatre = await openTestTheatre();
});

afterAll(() => theatre.close());

afterEach(() => popup.close());

/** The popup as a page of its own: headless Chromium opens none on the toolbar. */
async function openPopup(): Promise<void> {
  popup = await openExtensionPage(theatre, 'options.html');
  const tabId = await popup.evaluate(async () => {
    const { chrome } = globalThis as unknown as { chrome: { tabs: { query(filter: object): Promise<{ id: number }[]> } } };
    const [tab] = await chrome.tabs.query({ url: 'https://*.shop.test/*' });
    return tab?.id;
  });
  await popup.goto(`chrome-extension://${theatre.browser.extensionId}/popup.html?tabId=${tabId}`);
  await popup.setViewportSize({ width: 400, height: 600 });
}

/** As large as the browser would make it. */
async function keepPopup(name: string): Promise<void> {
  keepPicture(name, await popup.locator('body').screenshot());
}

/** What a button's download holds: two connections drive this browser, and its files reach only the other one. */
async function textOfDownload(button: string): Promise<string> {
  const text = popup.evaluate(
    () =>
      new Promise<string>((resolve) => {
        const createObjectURL = URL.createObjectURL.bind(URL);
        URL.createObjectURL = (file: Blob) => {
          resolve(file.text());
          return createObjectURL(file);
        };
      }),
  );
  await popup.getByRole('button', { name: button }).click();
  return text;
}

const checkLine = (text: string) => popup.getByRole('region', { name: 'Checklists' }).getByText(text);

async function buy(scenarioId: string): Promise<void> {
  const scenario = findScenario(scenarioId);
  await clearPanel(theatre.panel);
  await shop(theatre.page, scenario);
  const checks = await checkVerdicts(theatre.panel, scenario.expected);
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
}

test('before any purchase the popup says what to do', async () => {
  await openPopup();
  await popup.getByRole('heading', { name: 'No conversion on this tab yet' }).waitFor();
  await keepPopup('popup-empty');
});

test('equal keys on every platform: all conversions count once', async () => {
  await buy('both-equal');
  await openPopup();
  await popup.getByRole('heading', { name: 'All 5 conversions will count once' }).waitFor();
  await expect.poll(() => popup.getByRole('listitem').count()).toBe(5);
  await keepPopup('popup-all-once');
});

test('a prefix on one side: the popup counts, names the cause and shows both IDs', async () => {
  await buy('id-prefix');
  await openPopup();
  await popup.getByRole('heading', { name: '5 of 5 conversions will count twice' }).waitFor();
  const ga4 = popup.getByRole('listitem').filter({ hasText: 'GA4 purchase' });
  const [, number = ''] = /\/thank-you\/(PX-\d+)/.exec(theatre.page.url()) ?? [];
  expect(await ga4.getByRole('code').innerText()).toBe(`order-${number} / ${number}`);
  expect(await ga4.innerText()).toContain('Double counts');
  expect(await popup.getByRole('button', { name: 'Copy event ID of GA4 purchase' }).count()).toBe(1);
  await keepPopup('popup');
  await popup.emulateMedia({ colorScheme: 'dark' });
  await keepPopup('popup-dark');
});

test('the report is exported from the popup', async () => {
  await openPopup();
  const download = popup.waitForEvent('download');
  await popup.getByRole('button', { name: 'Export report' }).click();
  expect((await download).suggestedFilename()).toMatch(/^pixelpair-.*\.html$/);
});

test('axe finds no WCAG 2.2 AA violation in the popup', async () => {
  await openPopup();
  await popup.getByRole('listitem').first().waitFor();
  expect(await findAccessibilityFaults(popup)).toEqual([]);
});

test('a good run is written down, ticks itself on the next order, fails on a bad one, and is saved as JUnit', async () => {
  await buy('both-equal');
  await openPopup();
  await popup.getByRole('button', { name: 'Expect this from now on' }).click();
  await checkLine('Passed: All deduplicate').waitFor();
  await checkLine('Passed: All deduplicate').scrollIntoViewIfNeeded();
  await keepPopup('popup-checklist-passed');
  await popup.close();
  await buy('id-prefix');
  await openPopup();
  await checkLine('Failed: All deduplicate').waitFor();
  expect(await findAccessibilityFaults(popup)).toEqual([]);
  await popup.getByRole('button', { name: 'Save result as JUnit' }).scrollIntoViewIfNeeded();
  await keepPopup('popup-checklist-failed');
  const saved = popup.waitForEvent('download');
  const junit = await textOfDownload('Save result as JUnit');
  expect((await saved).suggestedFilename()).toMatch(/^pixelpair-checklist-.*\.junit\.xml$/);
  expect(junit).toContain('tests="6" failures="6" errors="0"');
});
