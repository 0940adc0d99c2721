import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { hookContentScript } from '../../../lib/extension/page-hook/registration.ts';

/** The hook as it is shipped. */
export const BUILT_HOOK = fileURLToPath(new URL('../../../.output/chrome-mv3/content-scripts/page-hook.js', import.meta.url));

const BRIDGE = fileURLToPath(new URL('bridge.ts', import.meta.url));

const MANIFEST = {
  manifest_version: 3,
  name: 'Hook under test',
  version: '1',
  permissions: ['scripting'],
  host_permissions: ['<all_urls>'],
  background: { service_worker: 'background.js' },
};

/** The hook switched on and off as Pixelpair does it, and every record kept as text with the document that it came from. */
const BACKGROUND = `
const hook = ${JSON.stringify({ ...hookContentScript, persistAcrossSessions: false })};
const bridge = { ...hook, id: 'bridge', js: ['bridge.js'], world: 'ISOLATED' };
globalThis.records = [];
chrome.runtime.onMessage.addListener((json, sender) => {
  records.push({ ...JSON.parse(json), frame: sender.url, documentId: sender.documentId });
});
globalThis.switchHook = async (on) => {
  await chrome.scripting.unregisterContentScripts();
  await chrome.scripting.registerContentScripts(on ? [bridge, hook] : [bridge]);
};
`;

async function buildBridge(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    build: { write: false, lib: { entry: BRIDGE, formats: ['iife'], name: 'bridge' } },
  });
  const [output] = Array.isArray(built) ? built : [];
  return output?.output[0].code ?? '';
}

/** Writes a small extension that carries the built hook. Returns its folder and how to remove it. */
export async function writeHookExtension(): Promise<{ folder: string; remove(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'pixelpair-hook-'));
  await mkdir(join(folder, 'content-scripts'));
  await copyFile(BUILT_HOOK, join(folder, 'content-scripts', 'page-hook.js'));
  await writeFile(join(folder, 'manifest.json'), JSON.stringify(MANIFEST));
  await writeFile(join(folder, 'background.js'), BACKGROUND);
  await writeFile(join(folder, 'bridge.js'), await buildBridge());
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
