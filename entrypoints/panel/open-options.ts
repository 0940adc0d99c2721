import { browser } from '../../lib/extension/browser.ts';

/** Opens the options page; a DevTools page may lack the call, but not the tab. */
export function openOptions(): void {
  browser.runtime.openOptionsPage().catch(() => window.open(browser.runtime.getURL('options.html')));
}
