// Finds a Chromium that loads unpacked extensions. Plain JavaScript on the host's Node: it may run before anything is installed.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'chrome-for-testing', 'google-chrome-for-testing'];
const BRANDED_NAMES = ['google-chrome', 'google-chrome-stable'];
const VERSION_LIMIT_MS = 30_000;

/** Why a browser cannot be used, or null where it can. */
export function refuse(path) {
  if (!existsSync(path)) return 'there is no such file';
  // chrome.exe prints no version: on Windows the folder tells the brand.
  if (process.platform === 'win32') return /\\Google\\Chrome\\/i.test(path) ? BRANDED_REASON : null;
  const run = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: VERSION_LIMIT_MS });
  if (run.error) return run.error.message;
  if (run.status !== 0) return (run.stderr.trim().split('\n')[0] || `it ends with code ${run.status}`).slice(0, 200);
  const version = run.stdout.trim();
  return /^Google Chrome \d/.test(version) ? BRANDED_REASON : null;
}

const BRANDED_REASON = 'branded Google Chrome ignores --load-extension; Chromium or Chrome for Testing is needed';

function onPath(name) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

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

function installWithApt() {
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', 'chromium']]) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const run = spawnSync('apt-get', args, { stdio: ['ignore', 2, 'pipe'], encoding: 'utf8', env });
    if (run.status !== 0) return `apt-get ${args[0]}: ${run.error?.message ?? lastLine(run.stderr)}`;
  }
  return null;
}

function whyNoApt() {
  if (!existsSync('/etc/debian_version')) return 'this is no Debian';
  return process.getuid?.() === 0 ? null : 'only root may install packages';
}

function lastLine(text) {
  return (text ?? '').trim().split('\n').at(-1).slice(0, 300);
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
  const aptFault = aptObstacle ?? installWithApt();
  if (aptFault !== null) tried.push(`apt-get install chromium: ${aptFault}`);
  else if (take('the Chromium that apt-get installed', onPath('chromium'))) return { path: onPath('chromium'), tried };
  return { path: null, tried };
}
