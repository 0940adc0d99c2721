import type { LogEntry, LoggedEntry } from '../model/log.ts';
import type { Retention } from './log-store.ts';

/** What is left of entries that are in memory alone, and the places of those that are not. */
export interface Cut {
  kept: LoggedEntry[];
  places: number[];
}

/**
 * Applies the limits of the stored log to entries that no database holds, oldest first. What tells how the recording itself
 * stands stays: a log must say so whenever it is read. `now`: Unix ms.
 */
export function cutByRetention(entries: readonly LoggedEntry[], { maxCaptures, maxAgeMs, maxBytes }: Retention, now: number): Cut {
  let captures = entries.filter(({ entry }) => entry.kind === 'capture').length;
  let size = entries.reduce((sum, { entry }) => sum + sizeOf(entry), 0);
  const told: LoggedEntry[] = [];
  const places: number[] = [];
  for (const [index, logged] of entries.entries()) {
    const { seq, entry } = logged;
    if (captures <= maxCaptures && size <= maxBytes && entry.at >= now - maxAgeMs) return { kept: [...told, ...entries.slice(index)], places };
    if (tellsOfRecording(entry)) told.push(logged);
    else places.push(seq);
    if (entry.kind === 'capture') captures -= 1;
    size -= sizeOf(entry);
  }
  return { kept: told, places };
}

function tellsOfRecording({ kind }: LogEntry): boolean {
  return kind === 'recording' || kind === 'fault' || kind === 'recovered';
}

function sizeOf(entry: LogEntry): number {
  return JSON.stringify(entry).length;
}
