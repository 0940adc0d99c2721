import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core';
import { until } from './until.ts';

/** What to launch. */
export interface LaunchOptions {
  executablePath: string;
  /** Folders of unpacked extensions; the first is Pixelpair. */
  extensions: readonly [string, ...string[]];
  /** HTTPS port on loopback that every host name leads to. */
  port: number;
  headless: boolean;
  /** Folder of a profile that stays when the browser closes; without it, the browser gets one of its own. */
  profile?: string;
}

/** A Chromium with the extension loaded, in a profile of its own. */
export interface DemoBrowser {
  context: BrowserContext;
  /** Browser-wide DevTools protocol session. */
  root: CDPSession;
  extensionId: string;
  /** A second connection to the same browser, which also sees DevTools windows. */
  inspectorConnection(): Promise<Browser>;
  close(): Promise<void>;
}

const WINDOW = { width: 1440, height: 1060 };

/** DevTools below the page, wide enough for list and detail. Preferences are JSON within JSON. */
const DEVTOOLS_PREFERENCES = {
  currentDockState: JSON.stringify('bottom'),
  'inspector-view.split-view-state': JSON.stringify({ horizontal: { size: 640 } }),
};

async function writePreferences(profile: string): Promise<void> {
  const folder = join(profile, 'Default');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'Preferences'), JSON.stringify({ devtools: { preferences: DEVTOOLS_PREFERENCES } }));
}

/** Copies, so that a build meanwhile does not pull the files from under the browser. */
async function copyExtensions(profile: string, extensions: readonly string[]): Promise<string[]> {
  const copies = extensions.map((_, index) => join(profile, `extension-${index}`));
  await Promise.all(copies.map((copy, index) => cp(extensions[index] ?? '', copy, { recursive: true })));
  return copies;
}

function launchArguments(extensions: readonly string[], { port, headless }: LaunchOptions): string[] {
  const folders = extensions.join(',');
  return [
    `--disable-extensions-except=${folders}`,
    `--load-extension=${folders}`,
    // Every host is this computer, whatever its port; only the relay keeps its own address, and .invalid is nowhere.
    `--host-resolver-rules=MAP *.invalid ~NOTFOUND,MAP * 127.0.0.1:${port},EXCLUDE 127.0.0.1`,
    '--ignore-certificate-errors',
    '--remote-debugging-port=0',
    '--disable-quic',
    `--window-size=${WINDOW.width},${WINDOW.height}`,
    ...(headless ? ['--headless=new', '--disable-gpu'] : []),
  ];
}

async function extensionIdOf(context: BrowserContext): Promise<string> {
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  return new URL(worker.url()).host;
}

function rootSession(context: BrowserContext): Promise<CDPSession> {
  const browser = context.browser();
  if (browser === null) throw new Error('The browser closed while it started.');
  return browser.newBrowserCDPSession();
}

/** To a new profile Pixelpair is newly installed and shows its welcome. Closed, it leaves the tab under test in front. */
async function closeWelcome(context: BrowserContext, [extension]: LaunchOptions['extensions']): Promise<void> {
  if (!existsSync(join(extension, 'welcome.html'))) return;
  const welcome = await until('the welcome tab', () => context.pages().find((page) => page.url().endsWith('/welcome.html')));
  await welcome.close();
}

export async function launchBrowser(options: LaunchOptions): Promise<DemoBrowser> {
  const profile = options.profile ?? (await mkdtemp(join(tmpdir(), 'pixelpair-browser-')));
  const isNew = !existsSync(join(profile, 'Default'));
  if (isNew) await writePreferences(profile);
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: options.executablePath,
    headless: options.headless,
    viewport: null,
    args: launchArguments(await copyExtensions(profile, options.extensions), options),
  });
  const root = await rootSession(context);
  if (isNew) await closeWelcome(context, options.extensions);
  return {
    context,
    root,
    extensionId: await extensionIdOf(context),
    async inspectorConnection() {
      const [port] = (await readFile(join(profile, 'DevToolsActivePort'), 'utf8')).split('\n');
      return chromium.connectOverCDP(`http://127.0.0.1:${port}`);
    },
    async close() {
      await context.close();
      if (options.profile === undefined) await rm(profile, { recursive: true, force: true });
    },
  };
}

/** The tab that the browser opened at its start. */
export function firstPage({ context }: DemoBrowser): Page {
  const [page] = context.pages();
  if (page === undefined) throw new Error('The browser has no tab.');
  return page;
}
