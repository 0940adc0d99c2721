import { expect, test, vi } from 'vitest';
import type { Browser, Runtime } from 'webextension-polyfill';
import { readWelcome, saveWelcome, welcomeOnInstall } from '../../../lib/extension/welcome.ts';

/** Installs with a reason and returns the addresses of the tabs that this opened. */
function opensAt(reason: Runtime.OnInstalledReason, create = vi.fn((_tab: { url: string }) => Promise.resolve())): string[] {
  const listeners: ((details: { reason: string }) => void)[] = [];
  const browser = {
    runtime: { getURL: (path: string) => `extension://pixelpair/${path}`, onInstalled: { addListener: (listener: (typeof listeners)[number]) => listeners.push(listener) } },
    tabs: { create },
  };
  welcomeOnInstall(browser as unknown as Browser);
  for (const listener of listeners) listener({ reason });
  return create.mock.calls.map(([{ url }]) => url);
}

function storageWith(items: Record<string, unknown>) {
  return {
    get: (key: string) => Promise.resolve(key in items ? { [key]: items[key] } : {}),
    set: (change: Record<string, unknown>) => Promise.resolve(void Object.assign(items, change)),
  };
}

test('an installation opens the welcome once', () => {
  expect(opensAt('install')).toEqual(['extension://pixelpair/welcome.html']);
});

test.each(['update', 'browser_update'] as const)('an %s opens nothing', (reason) => {
  expect(opensAt(reason)).toEqual([]);
});

test('a welcome that was left goes on where it was', async () => {
  const storage = storageWith({});
  await saveWelcome(storage, { step: 2, since: 5 });
  expect(await readWelcome(storage)).toEqual({ step: 2, since: 5 });
});

test('a welcome that was ended starts anew', async () => {
  const storage = storageWith({});
  await saveWelcome(storage, { step: 3, since: 5 });
  await saveWelcome(storage, null);
  expect(await readWelcome(storage)).toBeNull();
});

test.each([undefined, 'x', { step: 4, since: 5 }, { step: 2 }])('what is no progress (%j) is a new start', async (stored) => {
  expect(await readWelcome(storageWith({ welcome: stored }))).toBeNull();
});
