import type { LogEntry } from '../model/log.ts';

/** Tells which entries come of private windows: those may be shown, never stored. */
export interface Privacy {
  /** The entries of one append, each with whether it is private. */
  sort(entries: readonly LogEntry[]): { entry: LogEntry; isPrivate: boolean }[];
  /** The last private window closed. */
  forget(): void;
}

/** Captures say it of themselves; what is written about them later is private with them. */
export function createPrivacy(): Privacy {
  const captureIds = new Set<string>();

  function isPrivate(entry: LogEntry, isAnswer: boolean): boolean {
    switch (entry.kind) {
      case 'capture':
        if (entry.capture.private) captureIds.add(entry.capture.id);
        return entry.capture.private === true;
      case 'delivery':
      case 'body':
      case 'origin':
        return captureIds.has(entry.captureId);
      case 'sdk-call':
        return entry.call.private === true;
      case 'server-event':
      case 'relay-answer':
        return isAnswer;
      default:
        return false;
    }
  }

  return {
    sort: (entries) => {
      // An answer about a private capture brings its server events along.
      const isAnswer = entries.some((entry) => entry.kind === 'relay-answer' && Object.keys(entry.states).some((captureId) => captureIds.has(captureId)));
      return entries.map((entry) => ({ entry, isPrivate: isPrivate(entry, isAnswer) }));
    },
    forget: () => captureIds.clear(),
  };
}
