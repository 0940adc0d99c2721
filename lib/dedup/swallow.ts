import type { BrowserEvent, ServerEvent } from '../model/event.ts';
import type { Cause } from '../model/verdict.ts';
import { eventsOf, type Cluster } from './cluster.ts';
import { dedupIdOf, type DedupContext } from './context.ts';
import { gatherEvidence, type Evidence } from './evidence.ts';
import { rule, type Ruling } from './outcome.ts';
import { arrivalOf } from './pair.ts';

/** The earlier order with the same ID, which the platform keeps, and until when it takes others for its repeats. */
export interface Swallower {
  keeper: Cluster;
  /** Unix ms. */
  until: number;
}

/** Rules on an order whose ID stands on an earlier one, too: copies with that ID are dropped, what came with another ID counts. */
export function ruleOnShared(evidence: Evidence, { until }: Swallower): Ruling {
  const { context, cluster } = evidence;
  const drops = (event: BrowserEvent | ServerEvent) => isDropped(context, cluster, event, until);
  const browser = cluster.browser.filter((fire) => !drops(fire.event));
  const server = cluster.server.filter((event) => !drops(event));
  const rest = gatherEvidence(context, { ...cluster, browser, server });
  if (rest.sent.length > 0 || rest.accepted.length > 0) return rule(rest);
  const whole = rule(evidence);
  return whole.counted !== null && whole.counted > 0 ? { ...whole, outcome: 'swallowed', counted: 0 } : whole;
}

function isDropped(context: DedupContext, { shared }: Cluster, event: BrowserEvent | ServerEvent, until: number): boolean {
  return shared !== null && dedupIdOf(context, event) === shared.id && arrivalOf(event).at <= until;
}

/** Names the ID that several orders share, and which of them the platform keeps. */
export function diagnoseShared({ shared }: Cluster, swallower: Swallower | null): Cause[] {
  if (shared === null) return [];
  const other = swallower ? eventsOf(swallower.keeper).find((event) => event.orderId)?.orderId : null;
  const fate = swallower ? `the platform keeps ${other ? `order ${other}` : 'the earlier order'} and takes this one for a repeat` : 'this order is kept, later ones are dropped';
  return [{ id: 'id-constant', detail: `the ID “${shared.id}” stands on several orders: ${fate}` }];
}
