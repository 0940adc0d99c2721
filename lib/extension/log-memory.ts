import type { LoggedEntry } from '../model/log.ts';
import type { LogMemory } from '../session/log-store.ts';

/** The part of a `browser.storage` area that is needed. */
export interface StorageArea {
  get(keys: string[] | null): Promise<Record<string, unknown>>;
  set(items: Record<string, unknown>): Promise<void>;
  remove(keys: string[]): Promise<void>;
}

const PREFIX = 'unsaved:';
const HAD_LOG = 'hadLog';

/**
 * Entries that the database does not take, in `session`: it outlives the background, not the browser. Where that is full too (10 MB),
 * they stay in the background's memory alone. `local`: whether there ever was a log; null = nothing of it may be
 * noted (private windows).
 */
export function createLogMemory(session: StorageArea, local: StorageArea | null): LogMemory {
  const keys = async (): Promise<string[]> => Object.keys(await session.get(null)).filter((key) => key.startsWith(PREFIX));
  return {
    load: async () => {
      const stored = await session.get(null).catch(() => ({}));
      const batches = Object.entries(stored).filter(([key]) => key.startsWith(PREFIX));
      return batches.flatMap(([, batch]) => batch as LoggedEntry[]).sort((a, b) => a.seq - b.seq);
    },
    keep: async (entries) => {
      const [first] = entries;
      if (first) await session.set({ [`${PREFIX}${first.seq}`]: entries }).catch(() => undefined);
    },
    forget: () => keys().then((found) => session.remove(found)).catch(() => undefined),
    hadLog: () => local?.get([HAD_LOG]).then((stored) => stored[HAD_LOG] === true, () => false) ?? Promise.resolve(false),
    noteLog: () => local?.set({ [HAD_LOG]: true }).catch(() => undefined) ?? Promise.resolve(),
  };
}
