import type { Scripting } from 'webextension-polyfill';

/** The part of `browser.scripting` that the switch needs. */
export type ScriptRegistry = Pick<Scripting.Static, 'registerContentScripts' | 'unregisterContentScripts' | 'getRegisteredContentScripts'>;

/** `world` and `matchOriginAsFallback` (browsers since Chrome 119 and Firefox 128) are missing in the polyfill's types. */
type HookContentScript = Scripting.RegisteredContentScript & { world: 'MAIN'; matchOriginAsFallback: true };

/**
 * The hook as a registered content script: before the page's first script, in every frame, `srcdoc`, `about:blank`, `data:`, `blob:`
 * and sandboxed ones included. Registered at run time, since a script of the manifest cannot be switched off.
 */
export const hookContentScript: HookContentScript = {
  id: 'page-hook',
  js: ['content-scripts/page-hook.js'],
  matches: ['<all_urls>'],
  allFrames: true,
  matchOriginAsFallback: true,
  runAt: 'document_start',
  world: 'MAIN',
  persistAcrossSessions: true,
};

/** Brings the registration in line with the setting; browsers forget it when the extension is updated. Documents loaded before keep what they have. */
export async function switchHook(registry: ScriptRegistry, on: boolean): Promise<void> {
  const filter = { ids: [hookContentScript.id] };
  const registered = (await registry.getRegisteredContentScripts(filter)).length > 0;
  if (on && !registered) await registry.registerContentScripts([hookContentScript]);
  if (!on && registered) await registry.unregisterContentScripts(filter);
}
