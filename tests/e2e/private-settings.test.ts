import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../../demo/until.ts';
import type { Settings } from '../../lib/model/settings.ts';
import { allowInPrivateWindows } from './extension-settings.ts';
import { readLog } from './hook-stage.ts';
import { openReceiver } from './matrix/receiver.ts';
import type { Receiver } from './matrix/receiver.ts';
import { openChromium } from './matrix/recording-browser.ts';
import type { RecordingChromium } from './matrix/recording-browser.ts';
import { askFrom, openPrivateOptions } from './private-window.ts';

let receiver: Receiver;
let chromium: RecordingChromium;
let ordinary: Page;
let ofPrivateWindow: Page;

beforeAll(async () => {
  receiver = await openReceiver();
  chromium = await openChromium(receiver.port);
  const { context, extensionId } = chromium.browser;
  await allowInPrivateWindows(context, extensionId);
  ordinary = await context.newPage();
  await until('the extension', () => ordinary.goto(`chrome-extension://${extensionId}/options.html`).then(() => true, () => false));
  ofPrivateWindow = await openPrivateOptions(chromium.browser, ordinary);
});

afterAll(async () => {
  await chromium.close();
  await receiver.close();
});

async function change(page: Page, changed: Partial<Settings>): Promise<void> {
  await askFrom(page, 'settings.write', { settings: { ...(await askFrom<Settings>(page, 'settings.read', {})), ...changed } });
}

const untilRead = (page: Page, holds: (settings: Settings) => boolean) => until('the settings in force', async () => holds(await askFrom<Settings>(page, 'settings.read', {})));

/** When recording was switched, as the log of a background tells it, and its faults. */
async function toldBy(page: Page): Promise<unknown[]> {
  const entries = await readLog({ ask: (request, params) => askFrom(page, request, params) });
  return entries.flatMap(({ entry }): unknown[] => (entry.kind === 'recording' ? [entry.on] : entry.kind === 'fault' ? [entry] : []));
}

test('what the user sets in one kind of window holds in the other at once, and both logs say so', async () => {
  const before = (await toldBy(ordinary)).length;
  await change(ordinary, { recording: false, graceMs: 7_000 });
  await untilRead(ofPrivateWindow, ({ recording, graceMs }) => !recording && graceMs === 7_000);
  await change(ofPrivateWindow, { recording: true, pageHook: false });
  await untilRead(ordinary, ({ recording, pageHook }) => recording && !pageHook);
  await change(ordinary, { pageHook: true });
  await untilRead(ofPrivateWindow, ({ pageHook }) => pageHook);
  expect((await toldBy(ordinary)).slice(before)).toEqual([false, true]);
  expect(await toldBy(ofPrivateWindow)).toEqual([true, false, true]);
});
