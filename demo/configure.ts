import type { Page } from 'playwright-core';
import { CONVERSION_ACTIONS } from './accounts.ts';
import type { DemoBrowser } from './browser.ts';
import type { RelayProcess } from './relay-process.ts';

/** How long a server event may come after its browser event: short, the demo's arrive first. */
const GRACE_MS = 5_000;

type Answer<T> = { ok: true; result: T } | { ok: false; error: { message: string } };

/** The settings in force, with the demo's relay, its label-to-action mapping and its grace period. */
export function demoSettings(current: object, relay: Pick<RelayProcess, 'url' | 'readToken'>): object {
  const relays = [{ id: 'demo', hostPattern: '*', endpoint: relay.url, token: relay.readToken }];
  return { ...current, relays, conversionActions: CONVERSION_ACTIONS, graceMs: GRACE_MS };
}

/** Asks the background as an extension page does; `page` shows one. */
export async function askExtension<T>(page: Page, request: string, params: object): Promise<T> {
  const answer = await page.evaluate<Answer<T>, object>((message) => {
    const { chrome } = globalThis as unknown as { chrome: { runtime: { sendMessage(message: object): Promise<Answer<T>> } } };
    return chrome.runtime.sendMessage(message);
  }, { request, params });
  if (!answer.ok) throw new Error(`The extension refused ${request}: ${answer.error.message}`);
  return answer.result;
}

/** Gives the extension the relay connection and the label-to-action mapping that its options page would be given. */
export async function configureExtension(browser: DemoBrowser, relay: Pick<RelayProcess, 'url' | 'readToken'>): Promise<void> {
  const page = await browser.context.newPage();
  await page.goto(`chrome-extension://${browser.extensionId}/options.html`);
  const current = await askExtension<object>(page, 'settings.read', {});
  await askExtension(page, 'settings.write', { settings: demoSettings(current, relay) });
  await page.close();
}
