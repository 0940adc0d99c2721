import type { BrowserFire } from '../model/conversion.ts';
import type { BrowserEvent, ServerEvent } from '../model/event.ts';
import type { DedupContext } from './context.ts';
import { countArrivals, type Count } from './count.ts';
import { isAccepted, isInFlight, isOwnCopy } from './delivery.ts';
import type { Cluster } from './cluster.ts';
import { arrivalOf, comparePair } from './pair.ts';

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
}

/** Sorts a cluster's events by what became of them and counts what arrived. */
export function gatherEvidence(context: DedupContext, cluster: Cluster): Evidence {
  const sent = those(cluster.browser, ({ sent: isSent }) => isSent);
  const notSent = others(cluster.browser, sent);
  const inFlight = those(notSent, isInFlight);
  const accepted = those(cluster.server, (event) => isAccepted(event) && (isOwnCopy(event) || applies(context, event, sent, cluster.server)));
  return {
    context,
    cluster,
    sent,
    inFlight,
    unsent: others(notSent, inFlight),
    accepted,
    refused: others(cluster.server, accepted),
    count: countArrivals(context, sent, accepted),
  };
}

/** Those that meet it; where all do, as in most conversions, without a copy. */
function those<T>(items: readonly T[], meets: (item: T) => boolean): readonly T[] {
  return items.every(meets) ? items : items.filter(meets);
}

function others<T>(items: readonly T[], met: readonly T[]): readonly T[] {
  if (met.length === items.length) return NONE;
  const kept = new Set(met);
  return items.filter((item) => !kept.has(item));
}

const NONE: readonly never[] = [];

/** An adjustment corrects the conversion whose keys it carries and is never a sale of its own. */
function applies(context: DedupContext, event: ServerEvent, sent: readonly BrowserFire[], server: readonly ServerEvent[]): boolean {
  const corrects = (other: BrowserEvent | ServerEvent) => comparePair(context, arrivalOf(other), arrivalOf(event)).result !== 'separate';
  return sent.some((fire) => corrects(fire.event)) || server.some((other) => isOwnCopy(other) && isAccepted(other) && corrects(other));
}
