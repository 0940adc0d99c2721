import type { Settings } from '../model/settings.ts';
import type { Retention } from '../session/log-store.ts';

const DAY_MS = 86_400_000;

/** How much the user wants kept. */
export function retentionOf({ maxCaptures, maxAgeDays, maxMegabytes }: Settings): Retention {
  return { maxCaptures, maxAgeMs: maxAgeDays * DAY_MS, maxBytes: maxMegabytes * 1_000_000 };
}
