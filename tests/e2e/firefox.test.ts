import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoSettings } from '../../demo/configure.ts';
import { toPanelRows } from '../../demo/panel-rows.ts';
import type { RowText } from '../../demo/panel-rows.ts';
import { findScenario } from '../../demo/scenarios.ts';
import type { Scenario } from '../../demo/scenarios.ts';
import { openStage } from '../../demo/stage.ts';
import type { Stage } from '../../demo/stage.ts';
import { until } from '../../demo/until.ts';
import { outcomesMatch } from '../../demo/verdict-check.ts';
import { openFirefoxPanel } from './firefox-panel.ts';
import type { FirefoxPanel } from './firefox-panel.ts';
import { askFirefox, openFirefoxTheatre } from './firefox-theatre.ts';
import type { FirefoxTheatre } from './firefox-theatre.ts';
import { screenshotPath } from './theatre.ts';

const SETTLE_LIMIT_MS = 60_000;

let stage: Stage;
let theatre: FirefoxTheatre;
let panel: FirefoxPanel;

beforeAll(async () => {
  stage = await openStage();
  theatre = await openFirefoxTheatre(stage.port);
  const { driver } = theatre;
  await driver.goto(`${driver.extensionUrl}options.html`);
  await askFirefox(driver, 'settings.write', { settings: demoSettings(await askFirefox<object>(driver, 'settings.read', {}), stage.relay) });
  await driver.goto('https://shop.test/');
  panel = await openFirefoxPanel(driver);
});

afterAll(async () => {
  await theatre.close();
  await stage.close();
});

async function buy({ id, host }: Scenario): Promise<void> {
  const { driver } = theatre;
  await driver.goto(`https://${host}/?scenario=${id}&product=LAMP-01`);
  await driver.click('Add to cart');
  await driver.click('Place order');
  expect(await driver.evaluate('content', 'return location.pathname')).toMatch(/^\/thank-you\/PX-/);
}

const readTexts = () =>
  panel.read<RowText[]>(`return [...document.querySelectorAll('[role=grid][aria-label=Conversions] [role=row]')].map((row) => ({
    label: row.getAttribute('aria-label') ?? '',
    cells: [...row.querySelectorAll('[role=gridcell]')].map(({ textContent }) => textContent),
  }))`);

/** Presses Clear as soon as the panel has read the log. */
const clear = () =>
  until('the button Clear', () =>
    panel.read<boolean>(`
      const button = [...document.querySelectorAll('button')].find(({ textContent }) => textContent.trim() === 'Clear');
      if (!button) return false;
      if (!button.disabled) button.click();
      return document.body.textContent.includes('No conversion captured yet');`),
  );

test.each(['both-equal', 'id-prefix'])('the panel in Firefox’s DevTools shows the expected verdict of every platform: %s', async (id) => {
  const scenario = findScenario(id);
  await clear();
  await buy(scenario);
  await until(
    'the expected verdicts',
    async () => outcomesMatch(toPanelRows(await readTexts()), scenario.expected),
    SETTLE_LIMIT_MS,
  ).catch(async () => expect(toPanelRows(await readTexts())).toEqual(scenario.expected));
  await writeFile(screenshotPath(`firefox-panel-${id}`), await theatre.driver.picture());
});

/** Shows a page of the add-on in a tab of its own, behind the shop's; gives how to go back. */
async function openBehind(path: string): Promise<() => Promise<void>> {
  const { driver } = theatre;
  const shop = await driver.send<string>('WebDriver:GetWindowHandle');
  const { handle } = await driver.send<{ handle: string }>('WebDriver:NewWindow', { type: 'tab', focus: false });
  await driver.send('WebDriver:SwitchToWindow', { handle, focus: false });
  await driver.goto(`${driver.extensionUrl}${path}`);
  return async () => {
    await driver.send('WebDriver:CloseWindow');
    await driver.send('WebDriver:SwitchToWindow', { handle: shop, focus: false });
  };
}

const untilHeading = (text: string) =>
  until(`the heading “${text}”`, () => theatre.driver.evaluate<boolean>('content', `return [...document.querySelectorAll('h1, h2')].some(({ textContent }) => textContent === args[0])`, text));

test('the popup in Firefox says what the platforms will count, with both IDs', async () => {
  const { driver } = theatre;
  const [, number = ''] = /\/thank-you\/(PX-\d+)/.exec(await driver.evaluate<string>('content', 'return location.pathname')) ?? [];
  const leaveOptions = await openBehind('options.html');
  const tabId = await driver.evaluate<number>('content', `return (await browser.tabs.query({ url: 'https://*.shop.test/*' }))[0].id`);
  await leaveOptions();
  const leave = await openBehind(`popup.html?tabId=${tabId}`);
  await untilHeading('5 of 5 conversions will count twice');
  const rows = await driver.evaluate<string[]>('content', `return [...document.querySelectorAll('li')].map(({ innerText }) => innerText).filter((text) => text.includes('GA4 purchase'))`);
  expect(rows).toEqual([expect.stringContaining('Double counts')]);
  expect(rows[0]).toContain(`order-${number} / ${number}`);
  await leave();
});

test('the welcome in Firefox begins with its first step and leads on to the second', async () => {
  const leave = await openBehind('welcome.html');
  await untilHeading('Step 1 of 3: What it sees');
  await theatre.driver.click('Continue');
  await untilHeading('Step 2 of 3: Your relay');
  await leave();
});
