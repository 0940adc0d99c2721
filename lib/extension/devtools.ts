import { browser } from './browser.ts';

export type DevtoolsTheme = 'light' | 'dark';

/** What the typings leave out: Chromium has the setter, Firefox the event. */
interface PanelsWithTheme {
  themeName?: string;
  setThemeChangeHandler?: (changed: (name: string) => void) => void;
  onThemeChanged?: { addListener(changed: (name: string) => void): void };
}

function panels(): PanelsWithTheme {
  return browser.devtools.panels;
}

/** The tab that this DevTools window inspects. */
export function inspectedTabId(): number {
  return browser.devtools.inspectedWindow.tabId;
}

export function devtoolsTheme(): DevtoolsTheme {
  return panels().themeName === 'dark' ? 'dark' : 'light';
}

/** Calls back whenever the user changes the theme of DevTools. */
export function onThemeChange(changed: (theme: DevtoolsTheme) => void): void {
  const tell = (name: string): void => changed(name === 'dark' ? 'dark' : 'light');
  panels().onThemeChanged?.addListener(tell);
  panels().setThemeChangeHandler?.(tell);
}

/** Adds the panel to DevTools. */
export async function createPanel(): Promise<void> {
  await browser.devtools.panels.create('Pixelpair', '/icon/32.png', '/panel.html');
}
