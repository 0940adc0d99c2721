import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { SHOP_ACCOUNTS } from '../../demo/accounts.ts';
import { picturePanel } from '../../demo/devtools-panel.ts';
import { clearPanel } from '../../demo/theatre.ts';
import type { Theatre } from '../../demo/theatre.ts';
import { findAccessibilityFaults } from './axe.ts';
import { stopServiceWorker } from './stop-service-worker.ts';
import { openExtensionPage, openTestTheatre, screenshotPath } from './theatre.ts';

const HOST = 'metrics.shop.test';

let theatre: Theatre;

beforeAll(async () => {
  theatre = await openTestTheatre();
});

afterAll(() => theatre.close());

beforeEach(() => clearPanel(theatre.panel));
afterEach(() => writeSettings({ firstParty: [], dismissedHosts: [] }));

async function writeSettings(change: object): Promise<void> {
  const page = await openExtensionPage(theatre, 'options.html');
  await page.evaluate(async (changed) => {
    const { chrome } = globalThis as unknown as { chrome: { runtime: { sendMessage(message: object): Promise<{ result: object }> } } };
    const { result } = await chrome.runtime.sendMessage({ request: 'settings.read', params: {} });
    await chrome.runtime.sendMessage({ request: 'settings.write', params: { settings: { ...result, ...changed } } });
  }, change);
  await page.close();
}

/** What a proxy of the shop's own sends: GA4's hit, moved into the body. */
function sendGa4(orderId: string, path = '/collect'): Promise<void> {
  const body = `v=2&tid=${SHOP_ACCOUNTS.ga4}&cid=1.2&en=purchase&ep.transaction_id=${orderId}&epn.value=10&cu=EUR`;
  return theatre.page.evaluate(
    async ([url, text]) => {
      await fetch(url, { method: 'POST', mode: 'no-cors', body: text });
    },
    [`https://${HOST}${path}`, body] as const,
  );
}

const rowOf = (orderId: string) => theatre.panel.frame.getByRole('row', { name: /GA4 purchase/ }).filter({ hasText: orderId });
const accept = () => theatre.panel.frame.getByRole('button', { name: `Treat ${HOST} as GA4` });

test('a GA4 payload to an unknown host is suggested; once accepted it and the next one are judged as GA4', async () => {
  await sendGa4('T-1');
  await accept().waitFor();
  expect(await rowOf('T-1').count()).toBe(0);
  await picturePanel(theatre.panel, screenshotPath('suggestion'));
  expect(await findAccessibilityFaults(theatre.panel.frame)).toEqual([]);
  await accept().click();
  await sendGa4('T-2');
  for (const order of ['T-1', 'T-2']) await rowOf(order).filter({ hasText: 'Browser only' }).waitFor();
  await accept().waitFor({ state: 'detached' });
  await picturePanel(theatre.panel, screenshotPath('suggestion-accepted'));
});

test('a dismissed host is not suggested again', async () => {
  await sendGa4('T-1');
  await theatre.panel.frame.getByRole('button', { name: `Dismiss the suggestion for ${HOST}` }).click();
  await accept().waitFor({ state: 'detached' });
  await sendGa4('T-2');
  await theatre.page.evaluate(() => fetch('https://www.google-analytics.com/g/collect?v=2&tid=G-PXDEMO1013&cid=1.2&en=purchase&ep.transaction_id=T-3', { mode: 'no-cors' }).then(() => undefined));
  await rowOf('T-3').waitFor();
  expect(await accept().count()).toBe(0);
  expect(await rowOf('T-2').count()).toBe(0);
});

test('the options offer the same suggestion beside the endpoints', async () => {
  await sendGa4('T-1');
  await accept().waitFor();
  const page = await openExtensionPage(theatre, 'options.html');
  await page.getByRole('button', { name: `Treat ${HOST} as GA4` }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Saved', { exact: true }).waitFor();
  await page.close();
  await rowOf('T-1').waitFor();
});

test('a request to a named host that starts a stopped recorder is not missed', async () => {
  await writeSettings({ firstParty: [{ host: HOST, platform: 'ga4' }] });
  for (const order of ['T-1', 'T-2', 'T-3']) {
    await stopServiceWorker(theatre);
    await sendGa4(order);
    await rowOf(order).waitFor();
  }
});
