import { expect, test } from 'vitest';
import { hookContentScript, switchHook, type ScriptRegistry } from '../../../../lib/extension/page-hook/registration.ts';

/** A registry as browsers keep it: a second registration under one ID is an error. */
function openRegistry(): ScriptRegistry & { ids(): string[] } {
  const scripts = new Map<string, unknown>();
  const list = (): never[] => [...scripts.values()] as never[];
  return {
    ids: () => [...scripts.keys()],
    getRegisteredContentScripts: () => Promise.resolve(list()),
    registerContentScripts: (added) => {
      for (const script of added) {
        if (scripts.has(script.id)) return Promise.reject(new Error(`Duplicate script ID '${script.id}'`));
        scripts.set(script.id, script);
      }
      return Promise.resolve();
    },
    unregisterContentScripts: (filter) => {
      for (const id of filter?.ids ?? []) if (!scripts.delete(id)) return Promise.reject(new Error(`Nonexistent script ID '${id}'`));
      return Promise.resolve();
    },
  };
}

test('switching follows the setting, and asking twice for the same changes nothing', async () => {
  const registry = openRegistry();
  for (const on of [false, true, true, false, false, true]) {
    await switchHook(registry, on);
    expect(registry.ids()).toEqual(on ? [hookContentScript.id] : []);
  }
});
