import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPanel } from '../../demo/devtools-panel.ts';
import type { DevtoolsPanel } from '../../demo/devtools-panel.ts';
import type { LogEntry } from '../../lib/model/log.ts';
import { findAccessibilityFaults } from './axe.ts';
import { configureExtensionAccess } from './extension-settings.ts';
import { openHookStage, projectionWhen, readLog, type HookStage } from './hook-stage.ts';
import { screenshotPath } from './theatre.ts';

let stage: HookStage;
let panel: DevtoolsPanel;

const PIXEL = 'https://www.facebook.com/tr/?id=1&ev=PageView';
const setAccess = (hostAccess: 'ON_CLICK' | 'ON_ALL_SITES') => configureExtensionAccess(stage.chromium.browser.context, stage.chromium.browser.extensionId, { hostAccess });
const strip = () => panel.frame.getByLabel('Capture health');
const entriesOf = async (kind: LogEntry['kind']) => (await readLog(stage.chromium)).flatMap(({ entry }) => (entry.kind === kind ? [entry] : []));

beforeAll(async () => {
  stage = await openHookStage();
  await stage.configure({});
  await stage.show({ script: `fetch('${PIXEL}', { mode: 'no-cors' })` });
  const page = stage.chromium.browser.context.pages().at(-1);
  if (!page) throw new Error('The browser has no tab.');
  panel = await openPanel(stage.chromium.browser, page);
});

afterAll(() => stage.close());

test('with every permission the strip says that it records and that the hook is on', async () => {
  await strip().getByText('Page hook on').waitFor();
  await expect.poll(() => strip().innerText()).toContain('Recording since');
  await panel.devtools.screenshot({ path: screenshotPath('health-permitted') });
});

test('a permission that the user takes away is noticed at once: the strip says that nothing is recorded, and gives a button', async () => {
  await setAccess('ON_CLICK');
  await strip().getByText('Access to all sites is missing: nothing is recorded').waitFor();
  await expect.poll(() => strip().getByRole('button', { name: 'Grant access' }).count()).toBe(1);
  await strip().getByText('Not recording').waitFor();
  expect(await entriesOf('fault')).toMatchObject([{ code: 'permission-lost' }]);
  await panel.devtools.screenshot({ path: screenshotPath('health-permission-lost') });
});

test('the options name every permission with its reason, and the missing one', async () => {
  const page = await stage.chromium.browser.context.newPage();
  await page.goto(`chrome-extension://${stage.chromium.browser.extensionId}/options.html`);
  await page.getByRole('button', { name: 'Grant access to all sites' }).waitFor();
  const section = page.locator('section.permissions');
  expect(await section.locator('dt').allInnerTexts()).toEqual(['All sites', 'webRequest', 'webNavigation', 'scripting', 'storage, unlimitedStorage', 'alarms']);
  for (const reason of await section.locator('dd').allInnerTexts()) expect(reason).toMatch(/^.{20,}\.$/);
  expect(await findAccessibilityFaults(page)).toEqual([]);
  await page.screenshot({ path: screenshotPath('options-permission-lost'), fullPage: true });
  await page.close();
});

test('given again, it records again, and the fault is over', async () => {
  await setAccess('ON_ALL_SITES');
  await strip().getByText('Page hook').waitFor();
  await stage.show({ script: `fetch('${PIXEL}&again', { mode: 'no-cors' })` });
  const { health } = await projectionWhen(stage.chromium, (projection) => projection.health.captures > 1);
  expect([health.captures, health.faults, health.recordingSince !== null]).toEqual([2, [], true]);
  await expect.poll(() => strip().innerText()).toContain('Recording since');
});
