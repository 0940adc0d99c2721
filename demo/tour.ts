import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Scenario } from './scenarios.ts';
import { picturePanel } from './devtools-panel.ts';
import type { DevtoolsPanel } from './devtools-panel.ts';
import { exportFromPanel } from './panel-export.ts';
import { shop } from './shopper.ts';
import { clearPanel } from './theatre.ts';
import type { Theatre } from './theatre.ts';
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
  await shop(page, scenario);
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
