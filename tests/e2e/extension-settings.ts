import type { BrowserContext, Page } from 'playwright-core';

/** What the user can set for an extension on `chrome://extensions`. */
interface ExtensionConfiguration {
  incognitoAccess?: boolean;
  hostAccess?: 'ON_CLICK' | 'ON_ALL_SITES';
}

interface DeveloperPrivate {
  updateProfileConfiguration(update: { inDeveloperMode: boolean }): Promise<void>;
  updateExtensionConfiguration(update: object): Promise<void>;
}

/** Sets it as that page does; in developer mode, since an unpacked extension that the browser loads anew stays off without it. */
export async function configureExtensionAccess(context: BrowserContext, extensionId: string, change: ExtensionConfiguration): Promise<void> {
  const page = await context.newPage();
  await page.goto('chrome://extensions');
  await page.evaluate(async (update) => {
    const { chrome } = globalThis as unknown as { chrome: { developerPrivate: DeveloperPrivate } };
    await chrome.developerPrivate.updateProfileConfiguration({ inDeveloperMode: true });
    await chrome.developerPrivate.updateExtensionConfiguration(update);
  }, { extensionId, ...change });
  await page.close();
}

/** Allows it in private windows. The browser loads it anew for that: resolves when the extension that was there before is gone. */
export async function allowInPrivateWindows(context: BrowserContext, extensionId: string): Promise<void> {
  const before = await context.newPage();
  await before.goto(`chrome-extension://${extensionId}/options.html`);
  const gone = before.waitForEvent('close');
  await configureExtensionAccess(context, extensionId, { incognitoAccess: true });
  await gone;
}

/** Runs an expression in one of the extension's own pages. */
export function evaluateIn<T>(page: Page, expression: string): Promise<T> {
  return page.evaluate<T>(`(async () => { ${expression} })()`);
}
