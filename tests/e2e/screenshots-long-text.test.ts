import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findScenario } from '../../demo/scenarios.ts';
import { shop } from '../../demo/shopper.ts';
import type { Theatre } from '../../demo/theatre.ts';
import { until } from '../../demo/until.ts';
import { checkVerdicts } from '../../demo/verdict-check.ts';
import { findLayoutFaults, lengthenText } from './long-text.ts';
import { openExtensionPage, openTestTheatre, screenshotPath } from './theatre.ts';

/** The narrowest docked panel, and a window of 1,200 px at a zoom of 200 %. */
const WIDTHS = [320, 600];

let theatre: Theatre;

beforeAll(async () => {
  theatre = await openTestTheatre();
  const scenario = findScenario('id-prefix');
  await shop(theatre.page, scenario);
  await checkVerdicts(theatre.panel, scenario.expected);
});

afterAll(() => theatre.close());

describe.each(WIDTHS)('%i px wide, with texts two fifths longer', (width) => {
  const frame = () => theatre.panel.frame;
  let opened: Page | null = null;

  beforeAll(async () => {
    await theatre.panel.devtools.setViewportSize({ width, height: 900 });
    await until('the panel to be as wide', async () => (await frame().evaluate(() => innerWidth)) === width);
  });

  afterEach(async () => {
    await opened?.close();
    opened = null;
  });

  /** A page of the extension's own, as wide, its words lengthened. */
  async function open(path: string): Promise<Page> {
    opened = await openExtensionPage(theatre, path);
    await opened.setViewportSize({ width, height: 900 });
    return opened;
  }

  test.each(['Conversions', 'Timeline', 'Coverage', 'Order look-up', 'Revisit test'])('the panel, %s', async (view) => {
    await frame().getByRole('tab', { name: view }).click();
    await lengthenText(frame());
    expect(await findLayoutFaults(frame())).toEqual([]);
  });

  test('the panel, a proof', async () => {
    await frame().getByRole('tab', { name: /^Conversions/ }).click();
    await frame().getByRole('row', { name: /^Double counts, Meta Purchase/ }).click();
    await frame().getByLabel('Conversion', { exact: true }).getByRole('heading', { name: /^Fix/ }).waitFor();
    await lengthenText(frame());
    expect(await findLayoutFaults(frame())).toEqual([]);
    const { proof, panel } = await frame().evaluate(() => ({ proof: document.querySelector('.detail')?.clientHeight ?? 0, panel: innerHeight }));
    expect(proof / panel).toBeGreaterThan(0.6);
    await (await frame().frameElement()).screenshot({ path: screenshotPath(`long-text-panel-${width}`) });
    await frame().getByRole('button', { name: /^(Close detail|Back to the list)$/ }).first().click();
  });

  test('the options, every kind of line added', async () => {
    const options = await open('options.html');
    for (const name of ['Add a mapping', 'Add an activity', 'Add an endpoint', 'Add an expectation']) await options.getByRole('button', { name }).click();
    await options.getByRole('button', { name: 'Test connection' }).click();
    await options.getByText('Pixel access passed').waitFor();
    await options.getByRole('button', { name: 'Save', exact: true }).click();
    await lengthenText(options);
    expect(await findLayoutFaults(options)).toEqual([]);
    await options.screenshot({ path: screenshotPath(`long-text-options-${width}`), fullPage: true });
  });

  test('the popup', async () => {
    const options = await open('options.html');
    const tabId = await options.evaluate(async () => {
      const { chrome } = globalThis as unknown as { chrome: { tabs: { query(filter: object): Promise<{ id: number }[]> } } };
      return (await chrome.tabs.query({ url: 'https://*.shop.test/*' }))[0]?.id;
    });
    await options.goto(`chrome-extension://${theatre.browser.extensionId}/popup.html?tabId=${tabId}`);
    await options.getByRole('listitem').first().waitFor();
    await lengthenText(options);
    expect(await findLayoutFaults(options)).toEqual([]);
    await options.screenshot({ path: screenshotPath(`long-text-popup-${width}`) });
  });
});
