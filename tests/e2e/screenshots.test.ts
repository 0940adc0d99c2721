import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { picturePanel } from '../../demo/devtools-panel.ts';
import { findScenario } from '../../demo/scenarios.ts';
import { shop } from '../../demo/shopper.ts';
import { shopBefore } from '../../demo/tour.ts';
import { clearPanel } from '../../demo/theatre.ts';
import type { Theatre } from '../../demo/theatre.ts';
import { until } from '../../demo/until.ts';
import { checkVerdicts } from '../../demo/verdict-check.ts';
import { configureExtensionAccess } from './extension-settings.ts';
import { joinSessions, readGolden, recorderOf, repeatOrder, toUpload } from './session-files.ts';
import type { SessionFile } from './session-files.ts';
import { keepPicture, openTestTheatre, screenshotPath } from './theatre.ts';

// Every state of the panel, as docs/screenshots/ keeps it. What the states mean is tested elsewhere; here each must fit its window.

const WIDE = { width: 1200, height: 860 };

let theatre: Theatre;

beforeAll(async () => {
  theatre = await openTestTheatre();
  await resize(WIDE);
});

afterAll(() => theatre.close());

const frame = () => theatre.panel.frame;
const openView = (name: string) => frame().getByRole('tab', { name }).click();
const setTheme = (theme: 'light' | 'dark') => frame().evaluate((name) => (document.documentElement.dataset['theme'] = name), theme);

/** Chromium takes a viewport over asynchronously. */
async function resize(size: { width: number; height: number }): Promise<void> {
  await theatre.panel.devtools.setViewportSize(size);
  await untilWide(size.width);
}

function untilWide(width: number): Promise<boolean> {
  return until(`a panel ${width} px wide`, async () => (await frame().evaluate(() => innerWidth)) === width);
}

async function keep(name: string): Promise<void> {
  expect(await frame().evaluate(() => document.documentElement.scrollWidth - innerWidth), name).toBeLessThanOrEqual(0);
  const element = await frame().frameElement();
  keepPicture(`panel-${name}`, await element.screenshot());
}

async function keepDark(name: string): Promise<void> {
  await setTheme('dark');
  await keep(`${name}-dark`);
  await setTheme('light');
}

async function buy(scenarioId: string): Promise<void> {
  const scenario = findScenario(scenarioId);
  await shop(theatre.page, scenario);
  const checks = await checkVerdicts(theatre.panel, scenario.expected);
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
}

async function openSession(name: string, session: SessionFile): Promise<void> {
  await frame().locator('input[type=file]').setInputFiles(toUpload(name, session));
  await frame().getByText(`Viewing the file ${name}`).waitFor();
}

const row = (name: RegExp) => frame().getByRole('row', { name }).first();
const detail = () => frame().getByLabel('Conversion', { exact: true });
const closeDetail = () => detail().getByRole('button', { name: /^(Close detail|Back to the list)$/ }).first().click();

describe('live', () => {
  test('nothing recorded yet', async () => {
    await clearPanel(theatre.panel);
    await keep('empty');
  });

  test('a good order and a bad one, the proof open', async () => {
    await buy('both-equal');
    await shop(theatre.page, findScenario('id-prefix'));
    await frame().getByRole('button', { name: /^Double counts\s*5$/ }).waitFor();
    await row(/^Double counts, Meta Purchase/).click();
    await detail().getByRole('heading', { name: 'Where the ID changed' }).waitFor();
    await picturePanel(theatre.panel, screenshotPath('panel'));
    keepPicture('panel', readFileSync(screenshotPath('panel')));
    await keepDark('live');
  });

  test('further down the proof: why, fix, rule, what if', async () => {
    await detail().getByRole('heading', { name: /^Fix/ }).evaluate((heading) => heading.scrollIntoView());
    await keep('fix');
    await detail().getByRole('slider').press('End');
    await detail().getByText('30 d after the browser event').first().waitFor();
    await keep('what-if');
  });

  test.each([
    ['Timeline', 'timeline'],
    ['Coverage', 'coverage'],
  ])('%s', async (view, name) => {
    await openView(view);
    await keep(name);
    await keepDark(name);
  });

  test('an order looked up', async () => {
    await openView('Order look-up');
    const number = new URL(theatre.page.url()).pathname.split('/').at(-1) ?? '';
    await frame().getByLabel('Order ID').fill(number);
    await frame().getByRole('region', { name: 'Meta Purchase' }).waitFor();
    await keep('order');
  });

  test('the page visited again', async () => {
    await openView('Revisit test');
    await frame().getByRole('button', { name: 'Reload', exact: true }).click();
    await keep('revisit-asks');
    await frame().getByRole('button', { name: 'Send real pixels again: reload' }).click();
    await frame().getByText(/counts? more often than before|no platform counts more/).waitFor();
    await keep('revisit');
    await openView('Conversions');
  });

  test('a relay that does not answer', async () => {
    await clearPanel(theatre.panel);
    await shopBefore(theatre, findScenario('relay-down'));
    await row(/^Undetermined, /).waitFor();
    await frame().getByRole('button', { name: 'Retry' }).waitFor();
    await keep('relay-down');
    await theatre.stage.relay.start();
    // The recorder may have asked again by itself: then the button is gone, which is just as well.
    await frame().getByRole('button', { name: 'Retry' }).click({ timeout: 5_000 }).catch(() => undefined);
    await frame().getByRole('button', { name: 'Retry' }).waitFor({ state: 'detached' });
  });
});

/** One conversion of every verdict, each on another platform. */
function everyVerdict(): SessionFile {
  const inFlight = readGolden('microsoft-browser-only');
  inFlight.captures = inFlight.captures.map((capture) => ({ ...capture, delivery: { state: 'in-flight' } }));
  const decided = ['tiktok-both-equal', 'ga4-browser-only', 'pinterest-blocked', 'snapchat-constant-id', 'reddit-lost', 'google-ads-action-unmapped', 'x-value-drift'];
  return joinSessions([readGolden('meta-id-prefix'), ...decided.map(readGolden), inFlight]);
}

describe('session files', () => {
  test('every verdict in one list', async () => {
    await openSession('every-verdict.json', everyVerdict());
    await keep('every-verdict');
    await keepDark('every-verdict');
  });

  test.each([
    ['Swallowed', 'Snapchat'],
    ['Browser only', 'GA4'],
    ['Server only', 'Pinterest'],
    ['Deduplicates', 'TikTok'],
    ['Lost', 'Reddit'],
    ['Waiting', 'Microsoft'],
    ['Undetermined', 'Google Ads'],
    ['Double counts', 'Meta'],
  ])('the proof: %s', async (word, platform) => {
    await row(new RegExp(`^${word}, ${platform} `)).click();
    await detail().getByText(new RegExp(`^${platform} \\S+, pixel`)).waitFor();
    await keep(`verdict-${word.toLowerCase().replace(' ', '-')}`);
  });

  test('320 pixels wide: the list, and the detail in its place', async () => {
    await resize({ width: 320, height: 640 });
    await keep('narrow-detail');
    await closeDetail();
    await keep('narrow-list');
    await openView('Coverage');
    await keep('narrow-coverage');
    await openView('Conversions');
    await resize(WIDE);
  });

  test('zoomed to 200 %', async () => {
    await row(/^Double counts, Meta/).click();
    // As the browser's own zoom does it: half the CSS pixels on the same screen.
    await resize({ width: WIDE.width / 2, height: WIDE.height / 2 });
    await keep('zoom-200-percent');
    await resize(WIDE);
    await closeDetail();
  });

  test('1,000 conversions', async () => {
    const order = joinSessions([readGolden('meta-id-prefix'), readGolden('tiktok-both-equal'), readGolden('openai-both-equal'), readGolden('x-id-case')]);
    const orders = Array.from({ length: 250 }, (_, index) => repeatOrder(order, index));
    await openSession('orders.json', joinSessions(orders as [SessionFile, ...SessionFile[]]));
    await frame().getByRole('button', { name: /^All\s*1,?000$/ }).waitFor();
    await frame().getByRole('grid', { name: 'Conversions' }).evaluate((list) => list.scrollTo(0, 0));
    await keep('1000-rows');
    await openView('Coverage');
    await keep('1000-rows-coverage');
    await openView('Conversions');
  });

  test('a disk that was full while it was recorded', async () => {
    const session = readGolden('meta-id-prefix');
    const faults = [{ at: '2026-11-21T14:03:20.000Z', code: 'log-full', message: "The disk or the browser's storage quota is full. New captures are kept in memory and are lost when the browser closes. Free disk space, or export and clear the session log." }];
    await openSession('full-disk.json', { ...session, recorder: { ...recorderOf(session.now), faults } });
    await frame().getByText(/storage quota is full/).first().waitFor();
    await keep('disk-full');
  });

  test('a file that is no session', async () => {
    await frame().getByRole('button', { name: 'Back to live' }).click();
    await frame().locator('input[type=file]').setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('not a session') });
    await frame().getByText(/^notes\.txt could not be opened\./).waitFor();
    await keep('file-failure');
    await frame().getByRole('button', { name: 'Dismiss' }).click();
  });
});

test('the access to all sites taken away', async () => {
  const { context, extensionId } = theatre.browser;
  await configureExtensionAccess(context, extensionId, { hostAccess: 'ON_CLICK' });
  await frame().getByRole('button', { name: 'Grant access' }).first().waitFor();
  await frame().getByLabel('Capture health').getByText('Not recording').waitFor();
  await keep('permission-lost');
  await configureExtensionAccess(context, extensionId, { hostAccess: 'ON_ALL_SITES' });
});
