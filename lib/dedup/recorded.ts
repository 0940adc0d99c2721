import type { ServerEvent } from '../model/event.ts';
import type { RecordedSpan } from '../model/recording.ts';
import type { Cause } from '../model/verdict.ts';
import type { Cluster } from './cluster.ts';
import type { DedupContext } from './context.ts';
import { describeSpan, diagnoseTime } from './diagnose-time.ts';
import { LEAD_MS } from './relay-proof.ts';

/** A server event is sent, and stamped, at most about this long after the browser's, ms: clocks and time stamps in seconds included. */
const FOLLOWS_MS = 5_000;

/**
 * Why silence of the browser's side proves nothing: it was not recorded when the server's event happened. null where it was,
 * or where nobody says since when it is.
 */
export function proveRecorded({ recorded }: Pick<DedupContext, 'recorded'>, { browser, server }: Cluster): Cause | null {
  if (recorded === null || browser.length > 0) return null;
  const missed = server.map(happenedAt).find((at) => !recorded.some((span) => covers(span, at)));
  return missed === undefined ? null : { id: 'capture-late', detail: `a browser event may have gone unseen, since ${describeStart(recorded, missed)}` };
}

function covers({ from, to }: RecordedSpan, at: number): boolean {
  return from <= at - FOLLOWS_MS && (to === null || to >= at + LEAD_MS);
}

function describeStart(recorded: readonly RecordedSpan[], at: number): string {
  const start = recorded.find(({ from }) => from > at - FOLLOWS_MS)?.from;
  if (start === undefined) return 'nothing was recorded at the time of the server event';
  return `recording began ${start - at < 60_000 ? 'at about the time of' : `${describeSpan(start - at)} after`} the server event`;
}

/** Unix ms. What the event says itself counts as far as it can be true: it may have been sent much later. */
function happenedAt(event: ServerEvent): number {
  const { eventTime, receivedAt } = event;
  return eventTime === null || eventTime > receivedAt || diagnoseTime(event).length > 0 ? receivedAt : eventTime;
}
