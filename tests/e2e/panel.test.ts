import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { picturePanel } from '../../demo/devtools-panel.ts';
import { readRows } from '../../demo/panel-rows.ts';
import { findScenario } from '../../demo/scenarios.ts';
import { shop } from '../../demo/shopper.ts';
import { clearPanel } from '../../demo/theatre.ts';
import type { Theatre } from '../../demo/theatre.ts';
import { checkVerdicts } from '../../demo/verdict-check.ts';
import { findAccessibilityFaults } from './axe.ts';
import { openTestTheatre, screenshotPath } from './theatre.ts';

let theatre: Theatre;

beforeAll(async () => {
  theatre = await openTestTheatre();
});

afterAll(() => theatre.close());

beforeEach(async () => {
  await theatre.panel.frame.getByLabel('Search IDs, orders, events').fill('');
});

const row = (name: RegExp) => theatre.panel.frame.getByRole('row', { name });
const detail = () => theatre.panel.frame.getByLabel('Conversion', { exact: true });

test('an empty list says why it is empty and what to do', async () => {
  await clearPanel(theatre.panel);
  expect(await findAccessibilityFaults(theatre.panel.frame)).toEqual([]);
  await picturePanel(theatre.panel, screenshotPath('panel-empty'));
});

test('a row opens its proof: sentence, both IDs side by side, counted and expected, cause, fix and rule', async () => {
  const healthy = findScenario('both-equal');
  await shop(theatre.page, healthy);
  await checkVerdicts(theatre.panel, healthy.expected);
  await shop(theatre.page, findScenario('id-prefix'));
  await row(/^Double counts, Meta Purchase/).click();
  await expect.poll(async () => (await readRows(theatre.panel.frame)).filter(({ outcome }) => outcome === 'double-counts').length).toBe(5);
  const text = await detail().innerText();
  for (const part of ['2 counted', '1 expected', 'order-', 'What Meta compares', 'Why', 'Fix', 'Rule']) expect(text).toContain(part);
  expect(await detail().getByRole('link').first().getAttribute('href')).toMatch(/^https:\/\/developers\.facebook\.com\//);
  await picturePanel(theatre.panel, screenshotPath('panel-detail'));
});

test('axe finds no WCAG 2.2 AA violation in the list with an open detail', async () => {
  expect(await findAccessibilityFaults(theatre.panel.frame)).toEqual([]);
});

test('the arrow keys walk the rows and Escape closes the detail', async () => {
  await theatre.panel.frame.getByRole('grid', { name: 'Conversions' }).focus();
  await theatre.panel.devtools.keyboard.press('Home');
  await theatre.panel.devtools.keyboard.press('ArrowDown');
  // The panel is a process of its own: a press is done before the panel has drawn what it did.
  await expect.poll(() => theatre.panel.frame.getByRole('row', { selected: true }).getAttribute('aria-label')).toMatch(/Google Ads/);
  await theatre.panel.devtools.keyboard.press('Escape');
  await expect.poll(() => detail().count()).toBe(0);
});

test('the list is filtered by text, platform and verdict', async () => {
  const { frame } = theatre.panel;
  await frame.getByLabel('Search IDs, orders, events').fill('tiktok');
  await expect.poll(async () => (await readRows(frame)).map(({ platform }) => platform)).toEqual(['tiktok', 'tiktok']);
  await frame.getByLabel('Search IDs, orders, events').fill('');
  await frame.getByRole('button', { name: 'Platforms' }).click();
  await frame.getByRole('group', { name: 'Platforms' }).getByLabel('GA4').check();
  await expect.poll(async () => (await readRows(frame)).map(({ platform }) => platform)).toEqual(['ga4', 'ga4']);
  await frame.getByRole('group', { name: 'Platforms' }).getByLabel('GA4').uncheck();
  await frame.getByRole('button', { name: /^Double counts/ }).click();
  await expect.poll(async () => (await readRows(frame)).length).toBe(5);
  await frame.getByRole('button', { name: /^All/ }).click();
});

test('measurement events show once "Conversions only" is off', async () => {
  await theatre.panel.frame.getByRole('button', { name: 'Conversions only' }).click();
  for (const name of ['ViewContent', 'AddToCart', 'InitiateCheckout']) {
    await theatre.panel.frame.getByLabel('Search IDs, orders, events').fill(`meta ${name}`);
    await row(new RegExp(`Meta ${name}`)).first().waitFor();
  }
});
