import { fileURLToPath } from 'node:url';
import type { Listener } from '../../demo/listen.ts';
import { launchFirefox } from './firefox-driver.ts';
import type { FirefoxDriver, FirefoxOptions } from './firefox-driver.ts';
import { openLoopbackProxy } from './loopback-proxy.ts';

/** Where `wxt build -b firefox` leaves the add-on. */
const EXTENSION = fileURLToPath(new URL('../../.output/firefox-mv3', import.meta.url));

/** A Firefox with Pixelpair, whose every host name leads to one port of this computer. */
export interface FirefoxTheatre {
  driver: FirefoxDriver;
  close: () => Promise<void>;
}

export async function openFirefoxTheatre(port: number, preferences: NonNullable<FirefoxOptions['preferences']> = {}): Promise<FirefoxTheatre> {
  const executablePath = process.env['FIREFOX_PATH'];
  if (executablePath === undefined) throw new Error('FIREFOX_PATH is not set: npm test finds a Firefox and sets it.');
  const proxy: Listener = await openLoopbackProxy(port);
  try {
    const driver = await launchFirefox({ executablePath, extension: EXTENSION, proxyPort: proxy.port, preferences });
    return {
      driver,
      async close() {
        await driver.close();
        await proxy.close();
      },
    };
  } catch (error) {
    await proxy.close();
    throw error;
  }
}

/** Asks the background as an extension page does; an extension page must be open in the current tab. */
export async function askFirefox<T>(driver: FirefoxDriver, request: string, params: object): Promise<T> {
  const answer = await driver.evaluate<{ ok: boolean; result: T; error?: { message: string } }>('content', 'return browser.runtime.sendMessage(args[0])', { request, params });
  if (!answer.ok) throw new Error(`${request}: ${answer.error?.message ?? 'refused'}`);
  return answer.result;
}
