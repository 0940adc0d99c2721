import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../../demo/until.ts';
import type { LogEntry } from '../../lib/model/log.ts';
import { allowInPrivateWindows, evaluateIn } from './extension-settings.ts';
import { openHookStage, readLog, type HookStage } from './hook-stage.ts';
import { askFrom, openPrivateOptions } from './private-window.ts';

let stage: HookStage;
/** The options in an ordinary window. */
let options: Page;

const pixel = (name: string) => `https://www.facebook.com/tr/?id=1&ev=PageView&eid=${name}`;
const sending = (name: string) => ({ script: `fetch('${pixel(name)}', { mode: 'no-cors' })` });

beforeAll(async () => {
  stage = await openHookStage();
  const { context, extensionId } = stage.chromium.browser;
  await allowInPrivateWindows(context, extensionId);
  options = await context.newPage();
  await until('the extension', () => options.goto(`chrome-extension://${extensionId}/options.html`).then(() => true, () => false));
  // A background that answers has its listeners in place.
  await until('the background', () => capturedIds(options).then(() => true, () => false));
});

afterAll(() => stage.close());

/** The log of this page's background. */
async function logOf(page: Page): Promise<LogEntry[]> {
  return (await readLog({ ask: (request, params) => askFrom(page, request, params) })).map(({ entry }) => entry);
}

/** Event IDs of the captures in it. */
async function capturedIds(page: Page): Promise<string[]> {
  return (await logOf(page)).flatMap((entry) => (entry.kind === 'capture' ? [new URL(entry.capture.url).searchParams.get('eid') ?? ''] : []));
}

/** What the backgrounds keep of their pages as long as the browser runs, as a page of theirs reads it. */
const stateOf = (page: Page): Promise<string> => evaluateIn(page, 'return JSON.stringify(await chrome.storage.session.get(null))');

/** The options in a private window: a page of that window's own background. */
const openPrivateWindow = () => openPrivateOptions(stage.chromium.browser, options);

/** Files of the browser's profile in which a text stands. */
async function filesWith(profile: string, text: string): Promise<string[]> {
  const files = (await readdir(profile, { recursive: true, withFileTypes: true })).filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
  const found = await Promise.all(files.map(async (file) => (await readFile(file).catch(() => Buffer.alloc(0))).includes(text)));
  return files.filter((_file, index) => found[index]);
}

async function profileFolder(): Promise<string> {
  const page = await stage.chromium.browser.context.newPage();
  await page.goto('chrome://version');
  const path = await page.locator('#profile_path').innerText();
  await page.close();
  return path;
}

test('private windows have a recorder of their own; nothing of it is in the ordinary log, on the disk, or left when they close', async () => {
  await stage.show(sending('ordinary'));
  await until('the ordinary capture', async () => (await capturedIds(options)).includes('ordinary'));
  await stage.show({ script: '' });
  const privateOptions = await openPrivateWindow();
  stage.serve(sending('secret'));
  await evaluateIn(privateOptions, "await chrome.tabs.create({ url: 'https://shop.test/private-page' })");
  await until('the private capture', async () => (await capturedIds(privateOptions)).includes('secret'));
  expect(await capturedIds(privateOptions)).toEqual(['secret']);
  expect(await capturedIds(options)).toEqual(['ordinary']);
  const kinds = (await logOf(privateOptions)).map(({ kind }) => kind);
  expect(kinds[0]).toBe('recording');
  expect(kinds).not.toContain('fault');
  expect(await stateOf(options)).toContain('https://shop.test/thank-you');
  expect(await stateOf(options)).not.toContain('private-page');

  const profile = await profileFolder();
  const onDisk = (name: string) => filesWith(profile, `eid=${name}`).then((files) => files.filter((file) => file.includes('IndexedDB')));
  await until('the ordinary capture on the disk', async () => (await onDisk('ordinary')).length > 0);
  expect(await filesWith(profile, 'eid=secret')).toEqual([]);

  await evaluateIn(privateOptions, 'const { id } = await chrome.windows.getCurrent(); setTimeout(() => chrome.windows.remove(id), 0)');
  await until('the private window to close', () => Promise.resolve(privateOptions.isClosed()));
  stage.serve({ script: '' });
  expect(await capturedIds(await openPrivateWindow())).toEqual([]);
});
