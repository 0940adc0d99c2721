import { CONVERSION_ACTIONS } from './accounts.ts';
import type { DemoBrowser } from './browser.ts';
import type { RelayProcess } from './relay-process.ts';

/** How long a server event may come after its browser event: short, the demo's arrive first. */
const GRACE_MS = 5_000;

interface Answer {
  ok: boolean;
  result: Record<string, unknown>;
  error: { message: string };
}

/** Gives the extension the relay connection and the label-to-action mapping that its options page would be given. */
export async function configureExtension(browser: DemoBrowser, relay: Pick<RelayProcess, 'url' | 'readToken'>): Promise<void> {
  const page = await browser.context.newPage();
  await page.goto(`chrome-extension://${browser.extensionId}/options.html`);
  const ask = (request: string, params: object): Promise<Answer> =>
    page.evaluate((message) => {
      const { chrome } = globalThis as unknown as { chrome: { runtime: { sendMessage(message: object): Promise<Answer> } } };
      return chrome.runtime.sendMessage(message);
    }, { request, params });
  const { result } = await ask('settings.read', {});
  const relays = [{ id: 'demo', hostPattern: '*', endpoint: relay.url, token: relay.readToken }];
  const settings = { ...result, relays, conversionActions: CONVERSION_ACTIONS, graceMs: GRACE_MS };
  const written = await ask('settings.write', { settings });
  if (!written.ok) throw new Error(`The extension refused its settings: ${written.error.message}`);
  await page.close();
}
