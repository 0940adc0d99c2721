import type { Page } from 'playwright-core';
import type { DemoBrowser } from '../../demo/browser.ts';
import { until } from '../../demo/until.ts';
import { evaluateIn } from './extension-settings.ts';

/** Asks the background of a page's own window, as the page does. */
export function askFrom<T>(page: Page, request: string, params: object): Promise<T> {
  return evaluateIn<T>(page, `return (await chrome.runtime.sendMessage(${JSON.stringify({ request, params })})).result`);
}

/** Opens the options in a private window, once their background answers. `options`: the same page in an ordinary window. */
export async function openPrivateOptions(browser: DemoBrowser, options: Page): Promise<Page> {
  const url = options.url();
  await evaluateIn(options, `await chrome.windows.create({ incognito: true, url: ${JSON.stringify(url)} })`);
  const connection = await browser.inspectorConnection();
  const isPrivate = (page: Page) => evaluateIn<boolean>(page, 'return chrome.extension.inIncognitoContext').catch(() => false);
  const opened = await until('the private window', async () => {
    const pages = connection.contexts().flatMap((context) => context.pages());
    for (const page of pages) if (page.url() === url && (await isPrivate(page))) return page;
    return null;
  });
  await until('the private background', () => askFrom(opened, 'settings.read', {}).then(() => true, () => false));
  return opened;
}
