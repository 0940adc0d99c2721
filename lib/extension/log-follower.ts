import type { LoggedEntry } from '../model/log.ts';
import type { LogPage } from '../session/session-log.ts';
import type { Broadcast } from './messages.ts';

/** Who reads the log. */
export interface LogReader {
  /** `more`: the rest follows at once. */
  apply(entries: LoggedEntry[], more: boolean): void;
  /** Forget everything: the log is read from its start again. */
  reset(): void;
  /** The log could not be read; it is tried again by itself. */
  failed(error: unknown): void;
}

/** Where the log comes from: messages in an extension page, the log itself in the background. */
export interface LogChannel {
  read(after: number, limit: number): Promise<LogPage>;
  /** Returns how to stop listening. */
  listen(heard: (broadcast: Broadcast) => void): () => void;
  /** Calls back once after `ms`; returns how to call it off. */
  wait(ms: number, then: () => void): () => void;
}

const PAGE_LIMIT = 1_000;
const RETRY_MS = 1_000;

/**
 * Reads the log from its start and then on with every `log.appended`. One read at a time, in order. A log whose newest
 * place lies before what was read is another one (cleared, or a background that could not open its store): from the start.
 */
export function followLogThrough(channel: LogChannel, reader: LogReader): () => void {
  let after = 0;
  let stopped = false;
  let reading = false;
  /** True where something was appended while a read ran. */
  let behind = false;
  let generation = 0;
  let cancelRetry = (): void => undefined;

  function restart(): void {
    after = 0;
    generation += 1;
    reader.reset();
  }

  async function readOn(): Promise<void> {
    const asked = generation;
    const { entries, last, more } = await channel.read(after, PAGE_LIMIT);
    behind ||= more;
    if (stopped) return;
    if (asked !== generation || last < after) {
      behind = true;
      if (asked === generation) restart();
      return;
    }
    after = entries.at(-1)?.seq ?? after;
    if (entries.length > 0) reader.apply(entries, more);
  }

  async function catchUp(): Promise<void> {
    cancelRetry();
    behind = true;
    if (reading) return;
    reading = true;
    try {
      while (behind && !stopped) {
        behind = false;
        await readOn();
      }
    } catch (error) {
      if (!stopped) reader.failed(error);
      if (!stopped) cancelRetry = channel.wait(RETRY_MS, () => void catchUp());
    } finally {
      reading = false;
    }
  }

  const unlisten = channel.listen((broadcast) => {
    if (broadcast.broadcast === 'log.cleared') restart();
    if (broadcast.broadcast.startsWith('log.')) void catchUp();
  });
  void catchUp();
  return () => {
    stopped = true;
    cancelRetry();
    unlisten();
  };
}
