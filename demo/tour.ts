import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Scenario } from './scenarios.ts';
import { picturePanel } from './devtools-panel.ts';
import type { DevtoolsPanel } from './devtools-panel.ts';
import { exportFromPanel } from './panel-export.ts';
import { readRows } from './panel-rows.ts';
import { goToCheckout, placeOrder, shop } from './shopper.ts';
import { clearPanel } from './theatre.ts';
import type { Theatre } from './theatre.ts';
import { until } from './until.ts';
import { checkVerdicts } from './verdict-check.ts';
import type { PlatformCheck } from './verdict-check.ts';

/** One scenario as it went; a second part where the relay came back. */
export interface ScenarioResult {
  title: string;
  checks: readonly PlatformCheck[];
}

/** Buys in one scenario and reads the verdicts off the panel. `keep` gets called while they are on the screen. */
export async function playScenario(
  theatre: Theatre,
  scenario: Scenario,
  keep: (part: string) => Promise<void>,
): Promise<readonly ScenarioResult[]> {
  const { panel, page } = theatre;
  await clearPanel(panel);
  await shopBefore(theatre, scenario);
  const results = [{ title: scenario.title, checks: await checkVerdicts(panel, scenario.expected) }];
  await keep(scenario.id);
  if (scenario.expectedAfterRestart !== null) {
    await page.getByRole('button', { name: 'Start the relay again' }).click();
    await theatre.stage.relay.start();
    await askRelayAgain(panel);
    results.push({ title: `${scenario.title}: started again`, checks: await checkVerdicts(panel, scenario.expectedAfterRestart) });
    await keep(`${scenario.id}-restarted`);
  }
  return results;
}

/** Buys while the panel looks on. */
export async function shopBefore({ page, panel }: Theatre, scenario: Scenario): Promise<void> {
  if (!scenario.stopsRelay) return shop(page, scenario);
  await goToCheckout(page, scenario);
  await untilCheckoutSettled(panel);
  await placeOrder(page);
}

const CHECKOUT_EVENTS = ['InitiateCheckout', 'begin_checkout', 'checkout_started'];

/**
 * Until the relay has been asked about the checkout for the last time: a question under way while the order is placed would be answered
 * with the order's server events, just before the relay stops.
 */
async function untilCheckoutSettled({ frame }: DevtoolsPanel): Promise<void> {
  const conversionsOnly = frame.getByRole('button', { name: 'Conversions only' });
  await conversionsOnly.click();
  await until('the relay to have settled the checkout', async () => {
    const rows = await readRows(frame);
    const names = rows.map(({ eventName }) => eventName);
    return CHECKOUT_EVENTS.every((name) => names.includes(name)) && rows.every(({ outcome }) => outcome !== 'pending');
  });
  await conversionsOnly.click();
}

/** The recorder may have asked again by itself: then the button is gone, which is just as well. */
async function askRelayAgain({ frame }: DevtoolsPanel): Promise<void> {
  await frame.getByRole('button', { name: 'Retry' }).click({ timeout: 5_000 }).catch(() => undefined);
}

/** Saves the panel's picture and its HTML report as `FOLDER/PART.png` and `.html`. */
export async function keepPanel({ panel }: Theatre, folder: string, part: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await picturePanel(panel, join(folder, `${part}.png`));
  await writeFile(join(folder, `${part}.html`), (await exportFromPanel(panel, 'html')).text);
}
