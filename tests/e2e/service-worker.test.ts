import { afterAll, beforeAll, expect, test } from 'vitest';
import { findScenario } from '../../demo/scenarios.ts';
import { goToCheckout, placeOrder } from '../../demo/shopper.ts';
import type { Theatre } from '../../demo/theatre.ts';
import { checkVerdicts } from '../../demo/verdict-check.ts';
import { stopServiceWorker } from './stop-service-worker.ts';
import { openTestTheatre } from './theatre.ts';

let theatre: Theatre;

beforeAll(async () => {
  theatre = await openTestTheatre();
});

afterAll(() => theatre.close());

const checkoutRow = () => theatre.panel.frame.getByRole('row', { name: /Meta InitiateCheckout/ });
const switchConversionsOnly = () => theatre.panel.frame.getByRole('button', { name: 'Conversions only' }).click();

test('a service worker that stops between checkout and thank-you page loses nothing', async () => {
  const scenario = findScenario('both-equal');
  await goToCheckout(theatre.page, scenario);
  // Browsers stop a worker that has been idle: it has recorded what it saw.
  await switchConversionsOnly();
  await checkoutRow().waitFor();
  await switchConversionsOnly();
  await stopServiceWorker(theatre);
  await placeOrder(theatre.page);
  const checks = await checkVerdicts(theatre.panel, scenario.expected);
  expect(checks.filter(({ ok }) => !ok)).toEqual([]);
});

test('events recorded before the stop are still there after it', async () => {
  await stopServiceWorker(theatre);
  await theatre.page.reload();
  await switchConversionsOnly();
  await theatre.panel.frame.getByLabel('Search IDs, orders, events').fill('meta InitiateCheckout');
  await checkoutRow().waitFor();
  expect(await checkoutRow().count()).toBe(1);
});
