import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { firstPage, launchBrowser } from './browser.ts';
import type { DemoBrowser } from './browser.ts';
import { configureExtension } from './configure.ts';
import { openPanel } from './devtools-panel.ts';
import type { DevtoolsPanel } from './devtools-panel.ts';
import { openStage } from './stage.ts';
import type { Stage } from './stage.ts';

/** Shop, relay and sink with a browser before them: DevTools open on the panel, the relay configured. */
export interface Theatre {
  stage: Stage;
  browser: DemoBrowser;
  page: Page;
  panel: DevtoolsPanel;
  close(): Promise<void>;
}

/** Where `wxt build -b chrome` leaves the extension. */
const EXTENSION = fileURLToPath(new URL('../.output/chrome-mv3', import.meta.url));
const BLOCKER = fileURLToPath(new URL('blocker', import.meta.url));

export async function openTheatre(options: { executablePath: string; headless: boolean }): Promise<Theatre> {
  const stage = await openStage();
  const opened: { close(): Promise<void> }[] = [stage];
  const close = async (): Promise<void> => {
    for (const part of opened.splice(0).toReversed()) await part.close();
  };
  try {
    const browser = await launchBrowser({ ...options, extensions: [EXTENSION, BLOCKER], port: stage.port });
    opened.push(browser);
    await configureExtension(browser, stage.relay);
    const page = firstPage(browser);
    await page.goto('https://shop.test/');
    return { stage, browser, page, panel: await openPanel(browser, page), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Forgets what was recorded, so that the next scenario starts with an empty list. */
export async function clearPanel({ frame }: DevtoolsPanel): Promise<void> {
  const clear = frame.getByRole('button', { name: 'Clear', exact: true });
  if (await clear.isEnabled()) await clear.click();
  await frame.getByText('No conversion captured yet').waitFor();
}
