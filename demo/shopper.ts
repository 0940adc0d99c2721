import type { Page } from 'playwright-core';
import type { Scenario } from './scenarios.ts';

/** Click IDs as the four ad platforms would append them to the landing page's address. */
const CLICK_IDS = 'fbclid=IwAR1demoFbclid&gclid=EAIaIQdemoGclid&ttclid=E.C.P.demoTtclid&oppref=demoOppref';

/** From the ad to the checkout. */
export async function goToCheckout(page: Page, scenario: Scenario, productId = 'LAMP-01'): Promise<void> {
  await page.goto(`https://${scenario.host}/?scenario=${scenario.id}&product=${productId}&${CLICK_IDS}`);
  await page.getByRole('button', { name: 'Add to cart' }).click();
  await page.waitForURL(/\/checkout/);
}

/** Places the order and returns its number. */
export async function placeOrder(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Place order' }).click();
  await page.waitForURL(/\/thank-you\//);
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}

/** Buys what the scenario asks for; the second order is another product with another price. */
export async function shop(page: Page, scenario: Scenario): Promise<void> {
  for (const productId of ['LAMP-01', 'MUG-02'].slice(0, scenario.orders)) {
    await goToCheckout(page, scenario, productId);
    await placeOrder(page);
  }
  if (scenario.reload) await page.reload();
}
