import { browser } from '../../lib/extension/browser.ts';

/** The tab that the popup is about. */
export interface CurrentTab {
  id: number;
  url: string | null;
}

/** The active tab, or the one that the address names (`popup.html?tabId=7`): a popup opened as a page has no other way. */
export async function currentTab(search: string): Promise<CurrentTab | null> {
  const named = Number(new URLSearchParams(search).get('tabId') ?? NaN);
  const tab = Number.isInteger(named) ? await browser.tabs.get(named) : (await browser.tabs.query({ active: true, currentWindow: true }))[0];
  return tab?.id === undefined ? null : { id: tab.id, url: tab.url ?? null };
}
