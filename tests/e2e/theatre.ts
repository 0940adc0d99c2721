import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { openTheatre } from '../../demo/theatre.ts';
import type { Theatre } from '../../demo/theatre.ts';
import { shrinkPng } from './small-png.ts';

const SCREENSHOTS = fileURLToPath(new URL('../../test-output/screenshots/', import.meta.url));
const KEPT = fileURLToPath(new URL('../../docs/screenshots/', import.meta.url));

/** Shop, relay and a real headless Chromium with DevTools open on the panel. */
export function openTestTheatre(): Promise<Theatre> {
  const executablePath = process.env['CHROME_PATH'];
  if (executablePath === undefined) throw new Error('CHROME_PATH is not set: npm test finds a Chromium and sets it.');
  return openTheatre({ executablePath, headless: true });
}

/** Path of a screenshot to look at after a run: `test-output/screenshots/NAME.png`. */
export function screenshotPath(name: string): string {
  mkdirSync(SCREENSHOTS, { recursive: true });
  return `${SCREENSHOTS}${name}.png`;
}

/** A picture that the repository keeps: it goes to `docs/screenshots/` with `PIXELPAIR_KEEP_SCREENSHOTS=1`, else beside the others, so that a run changes nothing. */
export function keepPicture(name: string, png: Buffer): void {
  if (process.env['PIXELPAIR_KEEP_SCREENSHOTS'] === '1') writeFileSync(`${KEPT}${name}.png`, shrinkPng(png));
  else writeFileSync(screenshotPath(name), png);
}

/** Opens one of the extension's own pages in a tab. */
export async function openExtensionPage({ browser }: Theatre, path: string): Promise<Page> {
  const page = await browser.context.newPage();
  await page.goto(`chrome-extension://${browser.extensionId}/${path}`);
  return page;
}
