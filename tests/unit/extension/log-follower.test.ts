import { describe, expect, it } from 'vitest';
import { followLogThrough, type LogChannel } from '../../../lib/extension/log-follower.ts';
import type { Broadcast } from '../../../lib/extension/messages.ts';
import type { LoggedEntry } from '../../../lib/model/log.ts';

const entry = (seq: number): LoggedEntry => ({ seq, entry: { kind: 'recording', at: seq, on: true } });
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A log that a test fills, read in pages of two, and what a reader made of it. */
function follow(first: number[] = []) {
  const stored = first.map(entry);
  const seen: (number | string)[] = [];
  let heard: ((broadcast: Broadcast) => void) | null = null;
  let retry: (() => void) | null = null;
  let broken = false;
  const reads: number[] = [];
  const channel: LogChannel = {
    read: async (after) => {
      reads.push(after);
      await settle();
      if (broken) throw new Error('no background');
      const entries = stored.filter(({ seq }) => seq > after).slice(0, 2);
      const last = stored.at(-1)?.seq ?? 0;
      return { entries, last, more: (entries.at(-1)?.seq ?? last) < last };
    },
    listen: (listener) => {
      heard = listener;
      return () => (heard = null);
    },
    wait: (_ms, then) => {
      retry = then;
      return () => (retry = null);
    },
  };
  const stop = followLogThrough(channel, {
    apply: (entries) => seen.push(...entries.map(({ seq }) => seq)),
    reset: () => seen.push('reset'),
    failed: () => seen.push('failed'),
  });
  return {
    seen,
    reads,
    stored,
    stop,
    tell: (broadcast: Broadcast) => heard?.(broadcast),
    append: (...seqs: number[]) => {
      stored.push(...seqs.map(entry));
      heard?.({ broadcast: 'log.appended', last: seqs.at(-1) ?? 0 });
    },
    breakDown: (now: boolean) => (broken = now),
    retry: () => retry?.(),
    quiet: async () => {
      for (let round = 0; round < 12; round += 1) await settle();
    },
  };
}

describe('following the log', () => {
  it('reads from the start, page by page, then every addition, each entry once', async () => {
    const log = follow([1, 2, 3]);
    await log.quiet();
    log.append(4);
    log.append(7, 8, 9);
    await log.quiet();
    expect(log.seen).toEqual([1, 2, 3, 4, 7, 8, 9]);
  });

  it('does not ask while nothing is added', async () => {
    const log = follow([1]);
    await log.quiet();
    expect(log.reads).toEqual([0]);
  });

  it('forgets and reads anew when the log is cleared, also in the middle of a read', async () => {
    const log = follow([1, 2]);
    log.stored.length = 0;
    log.tell({ broadcast: 'log.cleared' });
    log.append(3);
    await log.quiet();
    expect(log.seen).toEqual(['reset', 3]);
  });

  it('starts over when the log’s places went back: it is another log', async () => {
    const log = follow([1_000]);
    await log.quiet();
    log.stored.length = 0;
    log.append(1, 2);
    await log.quiet();
    expect(log.seen).toEqual([1_000, 'reset', 1, 2]);
  });

  it('reports a background that does not answer once per try, and goes on where it stood', async () => {
    const log = follow([1]);
    await log.quiet();
    log.breakDown(true);
    log.append(2);
    await log.quiet();
    log.breakDown(false);
    log.retry();
    await log.quiet();
    expect(log.seen).toEqual([1, 'failed', 2]);
  });

  it('hands out nothing after it was stopped', async () => {
    const log = follow([1]);
    log.stop();
    await log.quiet();
    expect(log.seen).toEqual([]);
  });
});
