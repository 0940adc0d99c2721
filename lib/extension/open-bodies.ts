import type { Capture, CaptureBody } from '../model/capture.ts';
import type { LogEntry, LoggedEntry } from '../model/log.ts';
import { applyEntry, emptyState } from '../session/state.ts';
import type { SoughtCapture } from './har-backfill.ts';
import { callKey } from './hook-attempt.ts';

/** What the background needs to have bodies filled from DevTools. */
export interface OpenBodiesEdge {
  tail: (count: number) => Promise<LoggedEntry[]>;
  append: (entries: readonly LogEntry[]) => Promise<void>;
  /** Unix ms. */
  now: () => number;
}

/** Entries that are looked through: what is older is in no network log any more. */
const LOOKED_AT = 2_000;
/** The page hook has until then to bring a body, ms. */
const HOOK_FIRST_MS = 1_500;

/** A body that DevTools has not told by then it will not tell, ms. */
const GIVEN_UP_MS = 120_000;

/** Captures of a tab whose body is open, with those of the same method and address; a closed document's have lost their tab. */
export async function listOpenBodies({ tail, now }: OpenBodiesEdge, tabId: number): Promise<SoughtCapture[]> {
  const isDue = ({ startedAt }: Capture): boolean => startedAt <= now() - HOOK_FIRST_MS && startedAt > now() - GIVEN_UP_MS;
  const captures = (await readTail(tail)).filter((capture) => (capture.tabId === tabId || capture.tabId === -1) && isDue(capture));
  const keys = new Set(captures.filter(isOpen).map(callKey));
  return captures.filter((capture) => keys.has(callKey(capture))).map((capture) => {
    const { id, method, url, startedAt } = capture;
    return { captureId: id, method, url, startedAt, isOpen: isOpen(capture) };
  });
}

/** Completes a capture that still waits for its body; anything else stays as it is. */
export async function fillBody({ tail, append, now }: OpenBodiesEdge, captureId: string, body: CaptureBody): Promise<void> {
  const capture = (await readTail(tail)).find(({ id }) => id === captureId);
  if (capture && isOpen(capture)) await append([{ kind: 'body', at: now(), captureId, body, seenBy: 'devtools-har' }]);
}

async function readTail(tail: OpenBodiesEdge['tail']): Promise<Capture[]> {
  const state = emptyState();
  for (const { entry } of await tail(LOOKED_AT)) applyEntry(state, entry);
  return [...state.captures.values()];
}

function isOpen({ body }: Capture): boolean {
  return body.kind === 'pending' || body.kind === 'unreadable';
}
