// Where a browser may stand on this computer, and how Debian installs one. Plain JavaScript on the host's Node, without dependencies.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const VERSION_LIMIT_MS = 30_000;

/** Path of a program on the PATH, or null. */
export function onPath(name) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path)) ?? null;
}

/** What a browser prints as its version (null on Windows, where browsers print none), or the reason why it cannot run. */
export function askVersion(path) {
  if (!existsSync(path)) return { version: null, reason: 'there is no such file' };
  if (process.platform === 'win32') return { version: null, reason: null };
  const run = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: VERSION_LIMIT_MS });
  if (run.error) return { version: null, reason: run.error.message };
  if (run.status !== 0) return { version: null, reason: (run.stderr.trim().split('\n')[0] || `it ends with code ${run.status}`).slice(0, 200) };
  return { version: run.stdout.trim(), reason: null };
}

/** Why Debian's package manager cannot be used here, or null where it can. */
export function whyNoApt() {
  if (!existsSync('/etc/debian_version')) return 'this is no Debian';
  return process.getuid?.() === 0 ? null : 'only root may install packages';
}

/** Installs one Debian package. Returns why it failed, or null. */
export function installWithApt(name) {
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', name]]) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const run = spawnSync('apt-get', args, { stdio: ['ignore', 2, 'pipe'], encoding: 'utf8', env });
    if (run.status !== 0) return `apt-get ${args[0]}: ${run.error?.message ?? lastLine(run.stderr)}`;
  }
  return null;
}

function lastLine(text) {
  return (text ?? '').trim().split('\n').at(-1).slice(0, 300);
}
