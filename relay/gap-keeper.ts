import type { CoverageGap } from '../lib/model/relay.ts';
import type { Store } from './store.ts';

/** Remembers the times in which receipts could not be stored until the store can be told. */
export interface GapKeeper {
  /** Storing failed at this time. */
  failed(at: number): void;
  /** Storing works again: writes down what was missed. Never rejects; what cannot be written yet stays open. */
  recovered(at: number): Promise<void>;
  /** What is not written down yet. */
  open(now: number): CoverageGap[];
}

export function createGapKeeper(store: Store): GapKeeper {
  let since: number | null = null;
  const gap = (from: number, to: number): CoverageGap => ({ from, to: Math.max(to, from + 1), reason: 'store_unavailable' });
  return {
    failed: (at) => void (since ??= at),
    recovered: async (at) => {
      if (since === null) return;
      const from = since;
      since = null;
      await store.recordGap(gap(from, at)).catch(() => void (since ??= from));
    },
    open: (now) => (since === null ? [] : [gap(since, now)]),
  };
}
