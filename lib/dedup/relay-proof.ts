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

/** Relay and browser have clocks of their own, which differ by less than this where nothing is wrong. */
const CLOCK_TOLERANCE_MS = 5_000;

const WORST_FIRST: readonly RelayState[] = ['absent', 'unreachable', 'pending', 'settled'];

/** Whether "the relay has no server event" proves that none was sent. */
export function proveSilence(context: DedupContext, cluster: Cluster): RelayProof {
  const { relay, platform } = context;
  if (relay.unreadable?.includes(platform.id)) {
    return { state: 'gap', cause: { id: 'body-unreadable', detail: `a server payload for ${platform.name} could not be read` } };
  }
  const answered = worstAnswer(relay, cluster);
  const worst = answered ?? relay.state;
  const state = worst === 'settled' ? coverageFor(context, cluster, answered !== null) : worst;
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

/**
 * Whether the relay vouches for the times in which a server event would have come: of each fire, since a page that is loaded
 * again may have the server send again. `isAsked`: it answers about these very events, and with each answer it vouches for more;
 * a file tells once.
 */
function coverageFor(context: DedupContext, { browser }: Cluster, isAsked: boolean): 'settled' | 'pending' | 'gap' {
  const { coverage } = context.relay;
  if (coverage === null) return 'settled';
  let worst: 'settled' | 'pending' = 'settled';
  for (const { event } of browser) {
    const state = coverageOf(context, coverage, event, isAsked);
    if (state === 'gap') return state;
    if (state === 'pending') worst = state;
  }
  return worst;
}

function coverageOf(context: DedupContext, coverage: readonly Coverage[], event: BrowserEvent, isAsked: boolean): 'settled' | 'pending' | 'gap' {
  const { graceMs } = context.relay;
  const accounts = [event.pixelId, mappedAction(context, event)];
  // Where the server names another account than the tag does, the two are only assumed to belong together.
  const isAssumed = context.platform.rule.serverPixel !== undefined;
  let grows = false;
  for (const span of coverage) {
    if (span.platform !== event.platform || !(isAssumed || accounts.includes(span.pixelId)) || !isWhole(span, event.at, graceMs)) continue;
    if (span.to >= event.at + graceMs - CLOCK_TOLERANCE_MS) return 'settled';
    grows ||= isAsked && span.to >= event.at - LEAD_MS;
  }
  return grows ? 'pending' : 'gap';
}

/** Begun in time, and without a gap as far as it goes. */
function isWhole({ from, gaps }: Coverage, at: number, graceMs: number): boolean {
  return from <= at && !gaps.some((gap) => gap.from < at + graceMs && gap.to > at - LEAD_MS);
}
