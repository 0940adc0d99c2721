import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { picturePanel } from '../../demo/devtools-panel.ts';
import { findScenario } from '../../demo/scenarios.ts';
import { shop } from '../../demo/shopper.ts';
import type { Theatre } from '../../demo/theatre.ts';
import { checkVerdicts } from '../../demo/verdict-check.ts';
import { findAccessibilityFaults } from './axe.ts';
import { openTestTheatre, screenshotPath } from './theatre.ts';

const GOLDEN = fileURLToPath(new URL('../golden/', import.meta.url));

let theatre: Theatre;

beforeAll(async () => {
  theatre = await openTestTheatre();
  const scenario = findScenario('id-prefix');
  await shop(theatre.page, scenario);
  await checkVerdicts(theatre.panel, scenario.expected);
});

afterAll(() => theatre.close());

const frame = () => theatre.panel.frame;
const openView = (name: string) => frame().getByRole('tab', { name }).click();
const setTheme = (theme: string) => frame().evaluate((name) => (document.documentElement.dataset['theme'] = name), theme);

/** A picture of the view in both themes; axe must find nothing in either. */
async function checkLook(name: string): Promise<void> {
  for (const theme of ['light', 'dark']) {
    await setTheme(theme);
    expect(await findAccessibilityFaults(frame()), theme).toEqual([]);
    await picturePanel(theatre.panel, screenshotPath(`panel-${name}-${theme}`));
  }
  await setTheme('light');
}

/** Presses Tab until the focus stands on a control of that name; fails after more stops than the panel has. */
async function tabTo(name: RegExp, key = 'Tab'): Promise<void> {
  const focused = () => frame().evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');
  for (let stops = 0; stops < 80 && !name.test(await focused()); stops += 1) await tabOn(key);
  expect(await focused()).toMatch(name);
}

/** The panel is a process of its own: a press is done before the focus has moved there, and a look too early would press again, past the control. */
async function tabOn(key: string): Promise<void> {
  const left = await frame().evaluateHandle(() => document.activeElement);
  await theatre.panel.devtools.keyboard.press(key);
  await expect.poll(() => left.evaluate((before) => !document.hasFocus() || document.activeElement !== before)).toBe(true);
}

/** The detail is open, and read from its head. */
async function expectFocusOnHead(): Promise<void> {
  await expect.poll(() => frame().evaluate(() => document.activeElement?.tagName)).toBe('H2');
}

/** The row has the focus of the whole DevTools window: no key that the panel answered has gone on to DevTools. */
async function expectFocusInList(name: RegExp): Promise<void> {
  const focused = () => frame().evaluate(() => (document.hasFocus() && document.activeElement?.getAttribute('role') === 'row' ? document.activeElement.getAttribute('aria-label') : null));
  await expect.poll(focused).toMatch(name);
}

test('the keyboard alone walks from the list to the detail, the fix and the export', async () => {
  const { keyboard } = theatre.panel.devtools;
  await frame().getByRole('grid', { name: 'Conversions' }).focus();
  await keyboard.press('Home');
  await expect.poll(() => frame().locator('[role=row][aria-selected]').first().getAttribute('aria-selected')).toBe('true');
  const selected = () => frame().getByRole('row', { selected: true }).getAttribute('aria-label');
  for (let label = await selected(); !/Meta Purchase/.test(label ?? ''); label = await selected()) {
    await keyboard.press('ArrowDown');
    // A press that is read too early would be pressed again, past the row.
    await expect.poll(selected, { timeout: 10_000 }).not.toBe(label);
  }
  await keyboard.press('Enter');
  await expectFocusOnHead();
  await tabTo(/^Copy fix$/);
  await keyboard.press('Enter');
  await frame().getByText('Copied').waitFor({ state: 'attached' });
  await keyboard.press('Escape');
  await expectFocusInList(/Meta Purchase/);
  await tabTo(/^Export report$/, 'Shift+Tab');
  await keyboard.press('Enter');
  await tabTo(/^HTML report$/);
  await keyboard.press('Escape');
});

test('the detail follows the ID to where it changed, and tells what a later server event would do', async () => {
  await frame().getByRole('row', { name: /^Double counts, Meta Purchase/ }).click();
  const detail = frame().getByLabel('Conversion', { exact: true });
  const stations = detail.getByRole('listitem').filter({ has: frame().locator('.dot') });
  await expect.poll(() => stations.locator('.station-name').allTextContents()).toEqual(['dataLayer', 'SDK call', 'Request', 'Response', 'Server', 'Platform']);
  await expect.poll(() => detail.locator('.station.breaks').count()).toBe(1);
  await checkLook('chain');
  const slider = detail.getByRole('slider');
  await slider.focus();
  await theatre.panel.devtools.keyboard.press('End');
  await expect.poll(() => slider.getAttribute('aria-valuetext')).toBe('30 d after the browser event');
  await slider.scrollIntoViewIfNeeded();
  await checkLook('what-if');
  await theatre.panel.devtools.keyboard.press('Escape');
  await expectFocusInList(/^Double counts, Meta Purchase/);
  const before = await frame().getByRole('row', { selected: true }).getAttribute('aria-label');
  await theatre.panel.devtools.keyboard.press('ArrowUp');
  await expect.poll(() => frame().getByRole('row', { selected: true }).getAttribute('aria-label')).not.toBe(before);
});

test('coverage counts each pixel of the session', async () => {
  await openView('Coverage');
  const meta = frame().getByRole('row', { name: /^Meta / });
  expect(await meta.getByRole('img').getAttribute('aria-label')).toMatch(/double counts/);
  await checkLook('coverage');
});

test('the timeline puts both sides of the thank-you page on one axis', async () => {
  await openView('Timeline');
  const lane = frame().getByRole('img', { name: /^Meta Purchase, Double counts: .*Browser event/ });
  await expect.poll(() => lane.count()).toBe(1);
  await checkLook('timeline');
});

test('an order is followed to each platform', async () => {
  await openView('Order look-up');
  const number = new URL(theatre.page.url()).pathname.split('/').at(-1) ?? '';
  await frame().getByLabel('Order ID').fill(number);
  const walk = frame().getByRole('region', { name: 'Meta Purchase' });
  expect(await walk.innerText()).toMatch(/Different event ID/);
  await checkLook('order');
});

test.each([
  ['Reload', 'reload'],
  ['Open again', 'open again'],
  ['Back and forward', 'back and forward'],
])('revisit test, %s: asks, visits the page again, and says what counts then', async (name, words) => {
  await openView('Revisit test');
  await frame().getByRole('button', { name, exact: true }).click();
  await checkLook('revisit-ask');
  await frame().getByRole('button', { name: `Send real pixels again: ${words}` }).click();
  const result = frame().getByRole('heading', { name: `After: ${words}` }).locator('..');
  await result.getByText(/counts? more often than before|no platform counts more|keeps quiet|not known yet/).waitFor();
  const meta = result.getByRole('row', { name: /^Meta Purchase/ });
  expect(Number(await meta.getByRole('cell').first().textContent())).toBeGreaterThanOrEqual(1);
  await checkLook('revisit');
});

test('a session file is shown instead of the live session until the reader goes back', async () => {
  await openView('Conversions');
  await frame().locator('input[type=file]').setInputFiles(`${GOLDEN}pinterest-blocked.json`);
  await frame().getByText('Viewing the file pinterest-blocked.json').waitFor();
  await expect.poll(() => frame().getByRole('row', { name: /^Server only, Pinterest checkout/ }).count()).toBe(1);
  await expect.poll(() => frame().getByRole('row', { name: /Meta Purchase/ }).count()).toBe(0);
  await checkLook('file');
  await frame().getByRole('button', { name: 'Back to live' }).click();
  await frame().getByRole('row', { name: /Meta Purchase/ }).first().waitFor();
});

test('a file that is no session leaves the list as it is and says what is wrong', async () => {
  await frame().locator('input[type=file]').setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('not a session') });
  await frame().getByText(/^notes\.txt could not be opened\./).waitFor();
  expect(await frame().getByRole('row', { name: /Meta Purchase/ }).count()).toBeGreaterThan(0);
  await checkLook('file-failure');
  await frame().getByRole('button', { name: 'Dismiss' }).click();
});

test('the list sorts by a column and shows the columns that were chosen', async () => {
  await frame().getByRole('button', { name: 'Columns' }).click();
  await frame().getByRole('group', { name: 'Columns' }).getByLabel('Senders').check();
  await theatre.panel.devtools.keyboard.press('Escape');
  await frame().getByRole('columnheader', { name: 'Platform' }).getByRole('button').click();
  const platforms = await frame().getByRole('grid').locator('.cell-platform[role=gridcell]').allTextContents();
  expect(platforms).toEqual([...platforms].sort());
  await checkLook('columns');
});

test('at 320 px every view keeps its width and has no accessibility fault', async () => {
  const { devtools } = theatre.panel;
  const wide = await devtools.evaluate(() => ({ width: innerWidth, height: innerHeight }));
  await devtools.setViewportSize({ width: 320, height: wide.height });
  await expect.poll(() => frame().evaluate(() => innerWidth)).toBeLessThanOrEqual(320);
  for (const name of ['Conversions', 'Timeline', 'Coverage', 'Order look-up', 'Revisit test']) {
    await openView(name);
    expect(await frame().evaluate(() => document.documentElement.scrollWidth - innerWidth), name).toBeLessThanOrEqual(0);
    await checkLook(`narrow-${name.toLowerCase().replaceAll(' ', '-')}`);
  }
  await openView('Conversions');
  await frame().getByRole('grid', { name: 'Conversions' }).focus();
  await devtools.keyboard.press('Home');
  await devtools.keyboard.press('Enter');
  await expectFocusOnHead();
  await devtools.keyboard.press('Escape');
  await expectFocusInList(/./);
  await devtools.keyboard.press('Escape');
  await devtools.setViewportSize(wide);
  await openView('Conversions');
});

test('without "keep log" a page load leaves only what it sent', async () => {
  await frame().getByRole('button', { name: 'Keep log' }).click();
  await frame().getByRole('button', { name: 'Conversions only' }).click();
  const rows = frame().getByRole('grid').getByRole('row', { selected: false });
  await theatre.page.goto('https://shop.test/');
  await expect.poll(async () => (await rows.evaluateAll((all) => all.map((row) => row.getAttribute('aria-label') ?? ''))).some((label) => /Meta ViewContent/.test(label))).toBe(true);
  await expect.poll(() => frame().getByRole('row', { name: /Meta Purchase/ }).count()).toBe(0);
  await frame().getByRole('button', { name: 'Keep log' }).click();
  await frame().getByRole('searchbox').fill('meta purchase');
  await frame().getByRole('row', { name: /Meta Purchase/ }).first().waitFor();
});
