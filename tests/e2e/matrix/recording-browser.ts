import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { firstPage, launchBrowser } from '../../../demo/browser.ts';
import type { DemoBrowser } from '../../../demo/browser.ts';
import { askExtension } from '../../../demo/configure.ts';
import { stopServiceWorker } from '../stop-service-worker.ts';
import type { FirefoxDriver, FirefoxOptions } from '../firefox-driver.ts';
import { askFirefox, openFirefoxTheatre } from '../firefox-theatre.ts';

/** A browser with Pixelpair in it, as the tests of the recorder need it. */
export interface RecordingBrowser {
  /** Shows a page in the tab under test. */
  visit: (url: string) => Promise<void>;
  /** Runs the body of an async function in that page. */
  run: <T>(body: string) => Promise<T>;
  /** Asks the background as an extension page does. */
  ask: <T>(request: string, params: object) => Promise<T>;
  /** Stops the background, as browsers do when it is idle; the next event starts it again. */
  stopBackground: () => Promise<void>;
  setOffline: (offline: boolean) => Promise<void>;
  close: () => Promise<void>;
}

const EXTENSION = fileURLToPath(new URL('../../../.output/chrome-mv3', import.meta.url));

export interface RecordingChromium extends RecordingBrowser {
  browser: DemoBrowser;
  /** The tab under test. */
  page: Page;
}

/** @throws where no Chromium was named */
export function needChromium(): string {
  const path = process.env['CHROME_PATH'];
  if (path === undefined) throw new Error('CHROME_PATH is not set: npm test and npm run bench find a Chromium and set it.');
  return path;
}

/** `profile`: a folder that stays when the browser closes. */
export async function openChromium(port: number, extensions: readonly string[] = [], profile?: string): Promise<RecordingChromium> {
  const launched = profile === undefined ? {} : { profile };
  const browser = await launchBrowser({ executablePath: needChromium(), extensions: [EXTENSION, ...extensions], port, headless: true, ...launched });
  const options = firstPage(browser);
  await options.goto(`chrome-extension://${browser.extensionId}/options.html`);
  await askExtension(options, 'settings.read', {});
  const page = await browser.context.newPage();
  return {
    browser,
    page,
    visit: async (url) => void (await page.goto(url)),
    run: <T>(body: string) => page.evaluate<T>(`(async () => { ${body} })()`),
    ask: (request, params) => askExtension(options, request, params),
    stopBackground: () => stopServiceWorker({ page: options }),
    setOffline: (offline) => browser.context.setOffline(offline),
    close: () => browser.close(),
  };
}

const STOP_EVENT_PAGE = `await WebExtensionPolicy.getByID('pixelpair@pixelpair.dev').extension.terminateBackground();`;

export interface RecordingFirefox extends RecordingBrowser {
  driver: FirefoxDriver;
}

export async function openFirefox(port: number, preferences: NonNullable<FirefoxOptions['preferences']> = {}): Promise<RecordingFirefox> {
  const { driver, close } = await openFirefoxTheatre(port, preferences);
  await driver.goto(`${driver.extensionUrl}options.html`);
  const options = await driver.send<string>('WebDriver:GetWindowHandle');
  const { handle: page } = await driver.send<{ handle: string }>('WebDriver:NewWindow', { type: 'tab', focus: true });
  // The tab under test stays in front: only the driver looks at another.
  const turnTo = (handle: string): Promise<unknown> => driver.send('WebDriver:SwitchToWindow', { handle, focus: false });
  await turnTo(page);
  return {
    driver,
    visit: (url) => driver.goto(url),
    run: (body) => driver.evaluate('content', body),
    async ask(request, params) {
      await turnTo(options);
      return askFirefox<never>(driver, request, params).finally(() => turnTo(page));
    },
    stopBackground: () => driver.evaluate('chrome', STOP_EVENT_PAGE),
    setOffline: (offline) => driver.evaluate('chrome', 'Services.io.offline = args[0];', offline),
    close,
  };
}
