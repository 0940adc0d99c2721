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
