import { describe, expect, it } from 'vitest';
import { loadSettings, readSettings } from '../../../lib/extension/settings.ts';
import { SettingsStore } from '../../../lib/extension/settings-store.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../../lib/model/settings.ts';

const mine: Settings = { ...DEFAULT_SETTINGS, relays: [{ id: 'r', hostPattern: '*.shop.test', endpoint: 'https://relay.shop.test', token: 't' }], graceMs: 5_000 };

function storageWith(items: Record<string, unknown>) {
  const heard: ((changes: Record<string, unknown>) => void)[] = [];
  return {
    items,
    get: (key: string) => Promise.resolve(key in items ? { [key]: items[key] } : {}),
    set: (change: Record<string, unknown>) => {
      Object.assign(items, change);
      for (const hear of heard) hear(change);
      return Promise.resolve();
    },
    onChanged: { addListener: (hear: (changes: Record<string, unknown>) => void) => void heard.push(hear) },
  };
}

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('stored settings', () => {
  it('none yet: the defaults', () => {
    expect(readSettings(undefined)).toEqual({ settings: DEFAULT_SETTINGS, fault: null });
  });

  it('come back as they were saved', async () => {
    const storage = storageWith({});
    const store = new SettingsStore(storage);
    await store.write(mine);
    expect((await loadSettings(storage)).settings).toEqual(mine);
  });

  it('without a version: what is there is kept, what is missing gets the default', () => {
    expect(readSettings({ relays: mine.relays, graceMs: 5_000 }).settings).toEqual(mine);
  });

  it('of a newer version are not guessed at', () => {
    expect(readSettings({ ...mine, version: 2 })).toMatchObject({ settings: DEFAULT_SETTINGS, fault: expect.stringContaining('version') as string });
  });

  it('that cannot be used are told once, with the field, and kept aside', async () => {
    const broken = { ...mine, relays: [{ id: 'r' }] };
    const storage = storageWith({ settings: broken });
    expect((await loadSettings(storage)).fault).toContain('relays.0.hostPattern');
    expect(storage.items['settings.unusable']).toEqual(broken);
    expect((await loadSettings(storage)).fault).toBeNull();
  });
});

describe('the settings in force', () => {
  it('a wrong field is refused with its name, and nothing changes', async () => {
    const storage = storageWith({ settings: mine });
    const store = new SettingsStore(storage);
    await expect(store.write({ ...mine, graceMs: -1 })).rejects.toMatchObject({ code: 'bad-settings', message: expect.stringContaining('graceMs') as string });
    expect(store.current).toEqual(mine);
    expect(storage.items['settings']).toEqual(mine);
  });

  it('tells before and after of a change', async () => {
    const store = new SettingsStore(storageWith({ settings: mine }));
    const changes: [number, number][] = [];
    store.onChange((before, after) => changes.push([before.graceMs, after.graceMs]));
    await store.write({ ...mine, graceMs: 60_000 });
    expect(changes).toEqual([[5_000, 60_000]]);
  });

  it('those that another background stores hold here too, and a change is told once', async () => {
    const storage = storageWith({ settings: mine });
    const [ordinary, ofPrivateWindows] = [new SettingsStore(storage), new SettingsStore(storage)];
    await Promise.all([ordinary.loaded, ofPrivateWindows.loaded]);
    const told: string[] = [];
    ordinary.onChange(({ graceMs: before }, { graceMs: after }) => told.push(`ordinary ${before} ${after}`));
    ofPrivateWindows.onChange(({ graceMs: before }, { graceMs: after }) => told.push(`private ${before} ${after}`));
    await ordinary.write({ ...mine, graceMs: 60_000 });
    await storage.set({ hadLog: true });
    await settle();
    expect(ofPrivateWindows.current.graceMs).toBe(60_000);
    expect(told.toSorted()).toEqual(['ordinary 5000 60000', 'private 5000 60000']);
  });

  it('what another version stored and this one cannot use changes nothing', async () => {
    const storage = storageWith({ settings: mine });
    const store = new SettingsStore(storage);
    await store.loaded;
    await storage.set({ settings: { ...mine, version: 2 } });
    await settle();
    expect(store.current).toEqual(mine);
  });

  it('a storage that fails leaves the defaults in force and says so', async () => {
    const store = new SettingsStore({ ...storageWith({}), get: () => Promise.reject(new Error('disk')) });
    expect(await store.loaded).toContain('disk');
    expect(store.current).toEqual(DEFAULT_SETTINGS);
  });
});
