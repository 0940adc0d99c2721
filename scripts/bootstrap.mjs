// node scripts/bootstrap.mjs NPM-SCRIPT: installs what is missing, then runs the script.
// Plain JavaScript without dependencies: it runs on the host's Node before node_modules exists.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from './find-chromium.mjs';
import { findFirefox } from './find-firefox.mjs';

const OLDEST_NODE = 20;
const NEEDS_CHROMIUM = new Set(['demo:run', 'test:run', 'bench:run']);
const NEEDS_FIREFOX = new Set(['test:run']);

const say = (text) => console.error(`pixelpair: ${text}`);

function fail(text) {
  say(text);
  process.exit(1);
}

function npm(args, options) {
  const cli = process.env.npm_execpath;
  if (cli?.endsWith('.js')) return spawnSync(process.execPath, [cli, ...args], options);
  return spawnSync('npm', args, { ...options, shell: process.platform === 'win32' });
}

function readLock(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return null;
  }
}

/** True where node_modules is not what package-lock.json asks for; optional packages may be absent. */
function dependenciesAreStale() {
  const wanted = readLock('package-lock.json');
  const installed = readLock(join('node_modules', '.package-lock.json'));
  if (wanted === null) fail('package-lock.json is missing or no JSON: check the clone.');
  if (installed === null) return true;
  return Object.entries(wanted).some(([path, { version, optional, devOptional, peer }]) => {
    if (path === '') return false;
    const found = installed[path];
    return found === undefined ? !(optional || devOptional || peer) : found.version !== version;
  });
}

const NETWORK_CODES = /\b(ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|FETCH_ERROR)\b/;

/** One message for a registry that cannot be reached; anything else npm explains best itself. */
function explainInstall(stderr) {
  const [code] = NETWORK_CODES.exec(stderr) ?? [];
  if (code === undefined) return `${stderr}\npixelpair: npm ci failed; its own message stands above.`;
  const registry = npm(['config', 'get', 'registry'], { encoding: 'utf8' }).stdout?.trim();
  return `The npm registry ${registry} cannot be reached (${code}), and node_modules is missing or out of date. Check the network or the proxy, then run the command again.`;
}

function installDependencies() {
  if (!dependenciesAreStale()) return;
  say('Installing dependencies (npm ci).');
  const run = npm(['ci', '--no-audit', '--no-fund'], { stdio: ['ignore', 2, 'pipe'], encoding: 'utf8' });
  if (run.status !== 0) fail(explainInstall(run.stderr ?? run.error?.message ?? ''));
}

/** The path under `variable`; ends the run where there is none. */
async function needBrowser(name, variable, find) {
  const { path, tried } = await find(say);
  if (path !== null) return { [variable]: path };
  return fail(`No ${name} that loads extensions, and none could be installed. Tried:\n  - ${tried.join('\n  - ')}\nInstall one and name it in ${variable}.`);
}

const [script, ...rest] = process.argv.slice(2);
if (!script) fail('Which npm script? node scripts/bootstrap.mjs test:run');
if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
  fail(`Node ${OLDEST_NODE} or newer is needed; this is ${process.versions.node}.`);
}
process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));
installDependencies();
const env = {
  ...process.env,
  ...(NEEDS_CHROMIUM.has(script) ? await needBrowser('Chromium', 'CHROME_PATH', findChromium) : {}),
  ...(NEEDS_FIREFOX.has(script) ? await needBrowser('Firefox', 'FIREFOX_PATH', findFirefox) : {}),
};
const run = npm(['run', '--silent', script, '--', ...rest], { stdio: 'inherit', env });
if (run.error) fail(`npm run ${script} did not start: ${run.error.message}`);
process.exit(run.status ?? 1);
