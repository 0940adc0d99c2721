// Finds a Firefox that can be driven and loads temporary add-ons. Plain JavaScript on the host's Node: it may run before anything is installed.
import { askVersion, installWithApt, onPath, whyNoApt } from './browser-search.mjs';

const NAMES = ['firefox-esr', 'firefox', 'firefox-developer-edition', 'firefox-nightly'];
/** The manifest's strict_min_version. */
const OLDEST_VERSION = 128;

/** Why a browser cannot be used, or null where it can. */
export function refuse(path) {
  const { version, reason } = askVersion(path);
  if (reason !== null || version === null) return reason;
  const major = Number(/^Mozilla Firefox (\d+)/m.exec(version)?.[1]);
  if (Number.isNaN(major)) return `it calls itself “${version.split('\n')[0]}”`;
  return major < OLDEST_VERSION ? `version ${major} is older than ${OLDEST_VERSION}` : null;
}

function candidates() {
  return [
    ...(process.env.FIREFOX_PATH ? [{ where: `FIREFOX_PATH (${process.env.FIREFOX_PATH})`, path: process.env.FIREFOX_PATH }] : []),
    ...NAMES.map((name) => ({ where: `${name} on the PATH`, path: onPath(name) })),
  ];
}

/**
 * Path of a usable Firefox; installs one on Debian where there is none. `say` is told what takes long.
 * Where all fails, `path` is null and `tried` has one line for each attempt.
 */
export async function findFirefox(say) {
  const tried = [];
  const take = (where, path) => {
    const reason = path === null ? 'not found' : refuse(path);
    if (reason !== null) tried.push(`${where}: ${reason}`);
    return reason === null;
  };
  for (const { where, path } of candidates()) {
    if (take(where, path)) return { path, tried };
  }
  const obstacle = whyNoApt();
  if (obstacle === null) say('No Firefox found; installing Debian’s (apt-get install firefox-esr).');
  const fault = obstacle ?? installWithApt('firefox-esr');
  if (fault !== null) tried.push(`apt-get install firefox-esr: ${fault}`);
  else if (take('the Firefox that apt-get installed', onPath('firefox-esr'))) return { path: onPath('firefox-esr'), tried };
  return { path: null, tried };
}
