import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SCENARIOS } from './scenarios.ts';
import { openTheatre } from './theatre.ts';
import type { Theatre } from './theatre.ts';
import { keepPanel, playScenario } from './tour.ts';
import type { ScenarioResult } from './tour.ts';
import { countWrong, verdictTable } from './verdict-table.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const OUTPUT = fileURLToPath(new URL('../demo-output', import.meta.url));

function hasDisplay(): boolean {
  const onDesktop = process.platform === 'darwin' || process.platform === 'win32';
  return onDesktop || Boolean(process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY);
}

/** @throws where the build fails; its messages stand above */
function buildExtension(): void {
  const wxt = fileURLToPath(new URL('../node_modules/wxt/bin/wxt.mjs', import.meta.url));
  const { status } = spawnSync(process.execPath, [wxt, 'build', '-b', 'chrome'], { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error('The extension could not be built: npm run build:chrome says why.');
}

/** For a person: everything is open, and stays open until the window is closed. */
async function showToPerson({ page, browser }: Theatre): Promise<void> {
  const closed = new Promise((resolve) => browser.context.once('close', resolve));
  await page.goto('https://shop.test/?scenario=both-equal&fbclid=demo&gclid=demo&ttclid=demo&oppref=demo');
  console.log('The shop is open, DevTools show Pixelpair. Put the lamp in the cart, place the order, watch the verdicts.');
  console.log('Switch the scenario at the top of the page. Close the browser to end the demo.');
  await closed;
}

/** Without a display: buys in every scenario and says whether each verdict is the expected one. */
async function playAll(theatre: Theatre): Promise<number> {
  rmSync(OUTPUT, { recursive: true, force: true });
  const results: ScenarioResult[] = [];
  for (const scenario of SCENARIOS) {
    console.log(`Buying: ${scenario.title}`);
    results.push(...(await playScenario(theatre, scenario, (part) => keepPanel(theatre, OUTPUT, part))));
  }
  const table = verdictTable(results);
  writeFileSync(`${OUTPUT}/verdicts.txt`, `${table}\n`);
  console.log(`\n${table}\n\nPanel screenshots, HTML reports and this table: ${OUTPUT}`);
  const wrong = countWrong(results);
  console.log(wrong === 0 ? 'Every verdict is the expected one.' : `${wrong} verdicts are not the expected ones.`);
  return wrong === 0 ? 0 : 1;
}

async function main(): Promise<number> {
  const executablePath = process.env.CHROME_PATH;
  if (executablePath === undefined) throw new Error('CHROME_PATH is not set: start the demo with npm run demo, which finds a Chromium.');
  console.log('Building the extension, starting relay, shop and browser.');
  buildExtension();
  const headless = !hasDisplay();
  const theatre = await openTheatre({ executablePath, headless });
  try {
    if (headless) return await playAll(theatre);
    await showToPerson(theatre);
    return 0;
  } finally {
    await theatre.close();
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  },
);
