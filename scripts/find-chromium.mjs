// Finds a Chromium that loads unpacked extensions. Plain JavaScript on the host's Node: it may run before anything is installed.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { askVersion, installWithApt, onPath, whyNoApt } from './browser-search.mjs';

const NAMES = ['chromium', 'chromium-browser', 'chrome-for-testing', 'google-chrome-for-testing'];
const BRANDED_NAMES = ['google-chrome', 'google-chrome-stable'];

/** Why a browser cannot be used, or null where it can. */
export function refuse(path) {
  const { version, reason } = askVersion(path);
  if (reason !== null) return reason;
  // On Windows the folder tells the brand.
  const branded = version === null ? /\\Google\\Chrome\\/i.test(path) : /^Google Chrome \d/.test(version);
  return branded ? BRANDED_REASON : null;
}

const BRANDED_REASON = 'branded Google Chrome ignores --load-extension; Chromium or Chrome for Testing is needed';

async function playwrightPath() {
  try {
    const { chromium } = await import('playwright-core');
    return chromium.executablePath();
  } catch {
    return null;
  }
}

function installWithPlaywright() {
  const cli = join('node_modules', 'playwright-core', 'cli.js');
  const env = { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000', ...process.env };
  const run = spawnSync(process.execPath, [cli, 'install', '--no-shell', 'chromium'], { stdio: ['ignore', 2, 2], env });
  return run.status === 0 ? null : 'the download failed, its messages stand above';
}

/** The installed browsers in the order they are taken, with where each was found. */
async function installedCandidates() {
  const cached = await playwrightPath();
  return [
    ...(process.env.CHROME_PATH ? [{ where: `CHROME_PATH (${process.env.CHROME_PATH})`, path: process.env.CHROME_PATH }] : []),
    ...NAMES.map((name) => ({ where: `${name} on the PATH`, path: onPath(name) })),
    { where: 'Playwright’s cache', path: cached },
  ];
}

function brandedNote() {
  const path = BRANDED_NAMES.map(onPath).find(Boolean);
  return path ? [`${path}: ${BRANDED_REASON}`] : [];
}

/**
 * Path of a usable Chromium; installs one where there is none. `say` is told what takes long.
 * Where all fails, `path` is null and `tried` has one line for each attempt.
 */
export async function findChromium(say) {
  const tried = [];
  const take = (where, path) => {
    const reason = path === null ? 'not found' : refuse(path);
    if (reason !== null) tried.push(`${where}: ${reason}`);
    return reason === null;
  };
  for (const { where, path } of await installedCandidates()) {
    if (take(where, path)) return { path, tried };
  }
  tried.push(...brandedNote());

  say('No Chromium found; downloading one (npx playwright-core install chromium).');
  const playwrightFault = installWithPlaywright();
  const downloaded = playwrightFault === null ? await playwrightPath() : null;
  if (playwrightFault !== null) tried.push(`npx playwright-core install chromium: ${playwrightFault}`);
  else if (take('the Chromium that Playwright downloaded', downloaded)) return { path: downloaded, tried };

  const aptObstacle = whyNoApt();
  if (aptObstacle === null) say('Installing Debian’s Chromium (apt-get install chromium).');
  const aptFault = aptObstacle ?? installWithApt('chromium');
  if (aptFault !== null) tried.push(`apt-get install chromium: ${aptFault}`);
  else if (take('the Chromium that apt-get installed', onPath('chromium'))) return { path: onPath('chromium'), tried };
  return { path: null, tried };
}
