import type { BrowserFire } from '../model/conversion.ts';
import type { ServerEvent } from '../model/event.ts';
import type { DedupContext } from './context.ts';
import { countArrivals, type Count } from './count.ts';
import { isAccepted, isInFlight, isUnconfirmed } from './delivery.ts';
import type { Cluster } from './cluster.ts';
import { arrivalOf, comparePair } from './pair.ts';
import { proveSilence, type RelayProof } from './relay-proof.ts';

/** Everything a verdict on one conversion rests on. */
export interface Evidence {
  context: DedupContext;
  cluster: Cluster;
  /** Browser fires that left. */
  sent: readonly BrowserFire[];
  /** Browser fires that did not: blocked, failed or refused. */
  unsent: readonly BrowserFire[];
  inFlight: readonly BrowserFire[];
  /** Server events that the platform took, as far as its answer is known. */
  accepted: readonly ServerEvent[];
  /** Server events that count nothing: rejected, a test that is not counted, an adjustment that finds no conversion. */
  refused: readonly ServerEvent[];
  count: Count;
  relay: RelayProof;
  /** True where a fire counts as sent although no answer was seen. */
  unconfirmed: boolean;
  /** True where a body could not be read, so that even the event's name is not known. */
  unreadable: boolean;
}

/** Sorts a cluster's events by what became of them and counts what arrived. */
export function gatherEvidence(context: DedupContext, cluster: Cluster): Evidence {
  const [sent, notSent] = part(cluster.browser, (fire) => fire.sent);
  const [inFlight, unsent] = part(notSent, isInFlight);
  const [accepted, refused] = part(cluster.server, (event) => isAccepted(event) && applies(context, event, sent));
  return {
    context,
    cluster,
    sent,
    inFlight,
    unsent,
    accepted,
    refused,
    count: countArrivals(context, [...sent.map((fire) => arrivalOf(fire.event)), ...accepted.map(arrivalOf)]),
    relay: proveSilence(context, cluster),
    unconfirmed: sent.some(isUnconfirmed),
    unreadable: cluster.browser.some((fire) => fire.event.eventName === ''),
  };
}

const NONE: readonly never[] = [];

/** Those that meet it and the others; where all do, as in most conversions, without a copy. */
function part<T>(items: readonly T[], meets: (item: T) => boolean): readonly [readonly T[], readonly T[]] {
  if (items.every(meets)) return [items, NONE];
  const [met, others]: [T[], T[]] = [[], []];
  for (const item of items) (meets(item) ? met : others).push(item);
  return [met, others];
}

/** An adjustment corrects the conversion whose keys it carries and is never a sale of its own. */
function applies(context: DedupContext, event: ServerEvent, sent: readonly BrowserFire[]): boolean {
  return !event.adjustment || sent.some((fire) => comparePair(context, arrivalOf(fire.event), arrivalOf(event)).result !== 'separate');
}
