import { followLog } from '../../lib/extension/follow-log.ts';

/** Counts the requests recorded since then (Unix ms), each once: one that changes is logged again. */
export function countRequests(since: number, show: (count: number) => void): void {
  const seen = new Set<string>();
  followLog({
    apply(entries, more) {
      for (const { entry } of entries) if (entry.kind === 'capture' && entry.at >= since) seen.add(entry.capture.id);
      if (!more) show(seen.size);
    },
    reset() {
      seen.clear();
      show(0);
    },
    // It is tried again by itself; until then the last count stands.
    failed: () => undefined,
  });
}
