import type { BrowserEvent, ServerEvent } from '../model/event.ts';
import type { Cause, Swallower } from '../model/verdict.ts';
import { gatherEvidence, type Evidence } from './evidence.ts';
import { rule, type Ruling } from './outcome.ts';
import { arrivalOf } from './pair.ts';

/** Rules on an order of which another one's copies swallow some: those are dropped, what came with another ID counts. */
export function ruleOnShared(evidence: Evidence, { drops, isOnItsWay }: Swallower): Ruling {
  const { context, cluster } = evidence;
  const browser = cluster.browser.filter((fire) => !isDropped(fire.event, drops));
  const server = cluster.server.filter((event) => !isDropped(event, drops));
  const whole = rule(evidence);
  const isTouched = browser.length < cluster.browser.length || server.length < cluster.server.length;
  if (isOnItsWay && isTouched && whole.counted !== 0) return { ...whole, outcome: 'pending', counted: null, openBy: 'request' };
  const rest = gatherEvidence(context, { ...cluster, browser, server });
  if (rest.sent.length > 0 || rest.accepted.length > 0) return rule(rest);
  return whole.counted !== null && whole.counted > 0 ? { ...whole, outcome: 'swallowed', counted: 0 } : whole;
}

function isDropped(event: BrowserEvent | ServerEvent, drops: Swallower['drops']): boolean {
  return arrivalOf(event).at <= (drops[event.id] ?? -Infinity);
}

/** Names the ID that several orders share, and which of them the platform keeps. */
export function diagnoseShared({ cluster, sent, accepted }: Evidence, swallower: Swallower | null): Cause[] {
  const id = swallower?.id ?? cluster.shared[0]?.id;
  if (id === undefined) return [];
  return [{ id: 'id-constant', detail: `the ID “${id}” stands on several orders: ${fateOf([...sent.map(({ event }) => event), ...accepted], swallower)}` }];
}

function fateOf(arrived: readonly (BrowserEvent | ServerEvent)[], swallower: Swallower | null): string {
  if (swallower === null) return 'this order is kept, later ones are dropped';
  const keeper = swallower.keptOrderId ? `order ${swallower.keptOrderId}` : 'the earlier order';
  const dropped = arrived.filter((event) => isDropped(event, swallower.drops));
  if (dropped.length === 0 || dropped.length === arrived.length) return `the platform keeps ${keeper} and takes this one for a repeat`;
  const [side, another] = new Set(dropped.map((event) => event.side));
  return `the platform takes ${another ? 'copies' : `the ${side} event`} of this one for a repeat of ${keeper}`;
}
