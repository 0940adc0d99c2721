import { openDB, type IDBPDatabase } from 'idb';
import type { StorageArea } from './log-memory.ts';

const STORE = 'state';

/**
 * Stands in for `browser.storage.session` in Chromium's background of private windows: that area is one for both backgrounds
 * (measured in Chromium 156), so each would overwrite what the other keeps of its pages, and ordinary windows would hold what
 * private ones showed. A private window's databases are in memory, and end with the last of them.
 */
export function openPrivateStorage(name: string): StorageArea {
  let opened: Promise<IDBPDatabase> | null = null;
  const connect = (): Promise<IDBPDatabase> => (opened ??= openDB(name, 1, { upgrade: (db) => void db.createObjectStore(STORE) }));
  return {
    get: async (keys) => {
      const { store } = (await connect()).transaction(STORE);
      const wanted = keys ?? (await store.getAllKeys()).map(String);
      return Object.fromEntries(await Promise.all(wanted.map(async (key) => [key, await store.get(key)] as const)));
    },
    set: async (items) => {
      const transaction = (await connect()).transaction(STORE, 'readwrite');
      await Promise.all([...Object.entries(items).map(([key, value]) => transaction.store.put(value, key)), transaction.done]);
    },
    remove: async (keys) => {
      const transaction = (await connect()).transaction(STORE, 'readwrite');
      await Promise.all([...keys.map((key) => transaction.store.delete(key)), transaction.done]);
    },
  };
}
