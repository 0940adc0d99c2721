import type { CauseId } from '../model/cause.ts';
import type { BrowserEvent } from '../model/event.ts';
import type { Coverage, RelayEvidence, RelayState } from '../model/relay.ts';
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
export const LEAD_MS = 60_000;

const WORST_FIRST: readonly RelayState[] = ['absent', 'unreachable', 'pending', 'settled'];

/** Whether "the relay has no server event" proves that none was sent. */
export function proveSilence(context: DedupContext, cluster: Cluster): RelayProof {
  const { relay, platform } = context;
  if (relay.unreadable?.includes(platform.id)) {
    return { state: 'gap', cause: { id: 'body-unreadable', detail: `a server payload for ${platform.name} could not be read` } };
  }
  const worst = worstAnswer(relay, cluster) ?? relay.state;
  const state = worst === 'settled' && !isCovered(context, cluster) ? 'gap' : worst;
  const id = CAUSE_OF[state];
  return { state, cause: id && { id, detail: CAUSES[id].explanation } };
}

/** One capture that could not be asked about leaves the conversion open; null where none was asked about. */
function worstAnswer({ byCapture }: RelayEvidence, { browser }: Cluster): RelayState | null {
  let worst: RelayState | null = null;
  const hear = ({ captureId }: BrowserEvent) => {
    const state = byCapture[captureId];
    if (state !== undefined && (worst === null || WORST_FIRST.indexOf(state) < WORST_FIRST.indexOf(worst))) worst = state;
  };
  for (const { event, mirrors } of browser) {
    hear(event);
    mirrors.forEach(hear);
  }
  return worst;
}

function isCovered(context: DedupContext, cluster: Cluster): boolean {
  const { coverage, graceMs } = context.relay;
  const lead = cluster.browser[0]?.event;
  if (coverage === null || !lead) return true;
  const accounts = [lead.pixelId, mappedAction(context, lead)];
  // Where the server names another account than the tag does, the two are only assumed to belong together.
  const isAssumed = context.platform.rule.serverPixel !== undefined;
  return coverage.some(
    (span) => span.platform === lead.platform && (isAssumed || accounts.includes(span.pixelId)) && coversWithoutGap(span, lead.at - LEAD_MS, lead.at, lead.at + graceMs),
  );
}

function coversWithoutGap(span: Coverage, from: number, at: number, to: number): boolean {
  return span.from <= at && span.to >= at && !span.gaps.some((gap) => gap.from < to && gap.to > from);
}
