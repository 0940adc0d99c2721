import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { openTheatre } from '../../demo/theatre.ts';
import type { Theatre } from '../../demo/theatre.ts';

const SCREENSHOTS = fileURLToPath(new URL('../../test-output/screenshots/', import.meta.url));

/** Shop, relay and a real headless Chromium with DevTools open on the panel. */
export function openTestTheatre(): Promise<Theatre> {
  const executablePath = process.env['CHROME_PATH'];
  if (executablePath === undefined) throw new Error('CHROME_PATH is not set: npm test finds a Chromium and sets it.');
  return openTheatre({ executablePath, headless: true });
}

/** Path of a kept screenshot: `test-output/screenshots/NAME.png`. */
export function screenshotPath(name: string): string {
  mkdirSync(SCREENSHOTS, { recursive: true });
  return `${SCREENSHOTS}${name}.png`;
}

/** Opens one of the extension's own pages in a tab. */
export async function openExtensionPage({ browser }: Theatre, path: string): Promise<Page> {
  const page = await browser.context.newPage();
  await page.goto(`chrome-extension://${browser.extensionId}/${path}`);
  return page;
}
