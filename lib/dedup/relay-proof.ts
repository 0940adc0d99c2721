import type { CauseId } from '../model/cause.ts';
import type { Coverage, RelayState } from '../model/relay.ts';
import type { Cause } from '../model/verdict.ts';
import { CAUSES } from './causes.ts';
import { mappedAction, type DedupContext } from './context.ts';
import type { Cluster } from './cluster.ts';

/** What the relay's silence about a conversion is worth. */
export interface RelayProof {
  /** `gap`: it answered, but does not vouch for this pixel and time. */
  state: RelayState | 'gap';
  /** null where its silence proves that nothing was sent. */
  cause: Cause | null;
}

const CAUSE_OF: Readonly<Record<RelayProof['state'], CauseId | null>> = {
  settled: null,
  pending: 'relay-pending',
  unreachable: 'relay-unreachable',
  absent: 'relay-absent',
  gap: 'relay-gap',
};

/** A server event may be sent this long before the browser's (order confirmed, page still loading). */
const LEAD_MS = 60_000;

/** Worst first: one capture that could not be asked about leaves the conversion open. */
const WORST: readonly RelayState[] = ['absent', 'unreachable', 'pending', 'settled'];

/** Whether "the relay has no server event" proves that none was sent. */
export function proveSilence(context: DedupContext, cluster: Cluster): RelayProof {
  const { relay, platform } = context;
  if (relay.unreadable?.includes(platform.id)) {
    return { state: 'gap', cause: { id: 'body-unreadable', detail: `a server payload for ${platform.name} could not be read` } };
  }
  const captureIds = cluster.browser.flatMap((fire) => [fire.event, ...fire.mirrors].map((event) => event.captureId));
  const asked = captureIds.flatMap((id) => relay.byCapture[id] ?? []);
  const states = asked.length > 0 ? asked : [relay.state];
  const worst = WORST.find((state) => states.includes(state)) ?? relay.state;
  const state = worst === 'settled' && !isCovered(context, cluster) ? 'gap' : worst;
  const id = CAUSE_OF[state];
  return { state, cause: id && { id, detail: CAUSES[id].explanation } };
}

function isCovered(context: DedupContext, cluster: Cluster): boolean {
  const { coverage, graceMs } = context.relay;
  const lead = cluster.browser[0]?.event;
  if (coverage === null || !lead) return true;
  const accounts = [lead.pixelId, mappedAction(context, lead)];
  return coverage.some(
    (span) => span.platform === lead.platform && accounts.includes(span.pixelId) && coversWithoutGap(span, lead.at - LEAD_MS, lead.at, lead.at + graceMs),
  );
}

function coversWithoutGap(span: Coverage, from: number, at: number, to: number): boolean {
  return span.from <= at && span.to >= at && !span.gaps.some((gap) => gap.from < to && gap.to > from);
}
