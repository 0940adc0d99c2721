import type { BrowserEvent, ServerEvent } from '../model/event.ts';
import type { Cause, Swallower } from '../model/verdict.ts';
import { eventsOf, type Cluster } from './cluster.ts';
import type { DedupContext } from './context.ts';
import { gatherEvidence, type Evidence } from './evidence.ts';
import { rule, type Ruling } from './outcome.ts';
import { ASSUMED_WINDOW_MS } from './compare-window.ts';
import { arrivalOf, comparePair, weaker, type PairResult } from './pair.ts';

/** What is left of an order of which another one's copies swallow some; null where the platform drops all of it that arrived. */
export function withoutDropped(evidence: Evidence, { drops }: Swallower): Evidence | null {
  const { context, cluster } = evidence;
  const browser = cluster.browser.filter((fire) => !isDropped(fire.event, drops));
  const server = cluster.server.filter((event) => !isDropped(event, drops));
  if (browser.length === cluster.browser.length && server.length === cluster.server.length) return evidence;
  const rest = gatherEvidence(context, { ...cluster, browser, server });
  return rest.sent.length > 0 || rest.accepted.length > 0 ? rest : null;
}

/** Rules on such an order: what is left of it counts. */
export function ruleOnShared(evidence: Evidence, rest: Evidence | null, { isOnItsWay, isAssumed, isOpen, keptThing }: Swallower): Ruling {
  const whole = rule(evidence);
  if (isOnItsWay && rest !== evidence && whole.counted !== 0) return { ...whole, outcome: 'pending', counted: null, openBy: 'request' };
  const isSwallowed = rest === null && whole.counted !== null && whole.counted > 0;
  const ruling: Ruling = isSwallowed ? { ...whole, outcome: 'swallowed', counted: 0 } : rest === null ? whole : rule(rest);
  const mayDrop = isOpen || (keptThing !== undefined && rest !== evidence);
  // While a copy is on its way the whole has no count; what is left without it may be dropped all the same.
  if (mayDrop && (whole.counted ?? ruling.counted ?? 0) > 0) return { ...whole, outcome: 'undetermined', basis: 'inferred', counted: null, openBy: 'rule' };
  return isAssumed && rest !== evidence ? { ...ruling, basis: weaker(ruling.basis, 'inferred') } : ruling;
}

/** True where no documentation says that the platform takes copies of the one for repeats of the other. */
export function isAssumedRepeat(context: DedupContext, keeper: Cluster, cluster: Cluster): boolean {
  const kept = eventsOf(keeper).map(arrivalOf);
  return !eventsOf(cluster).some((event) => kept.some((other) => isDocumentedMerge(comparePair(context, other, arrivalOf(event)))));
}

function isDocumentedMerge({ result, basis }: PairResult): boolean {
  return result === 'merge' && basis === 'documented';
}

function isDropped(event: BrowserEvent | ServerEvent, drops: Swallower['drops']): boolean {
  return arrivalOf(event).at <= (drops[event.id] ?? -Infinity);
}

/** Names the ID that several orders share, and which of them the platform keeps. */
export function diagnoseShared({ context, cluster, sent, accepted }: Evidence, swallower: Swallower | null): readonly Cause[] {
  const id = swallower?.id ?? cluster.shared[0]?.id;
  if (id === undefined) return NONE;
  if (!swallower && sent.length + accepted.length === 0) return [{ id: 'id-constant', detail: `${named(id)} stands on several ${cluster.shared[0]?.thing ? 'events' : 'orders'}` }];
  if (swallower?.isOpen) return diagnoseLate(id, swallower);
  if (swallower?.keptThing !== undefined) return diagnoseOtherThing(context, id, swallower.keptThing);
  if (!swallower && cluster.shared[0]?.thing) return [{ id: 'id-constant', detail: `${named(id)} stands on several events: the platform may drop those that come after this one` }];
  return [{ id: 'id-constant', detail: `${named(id)} stands on several orders: ${fateOf([...sent.map(({ event }) => event), ...accepted], swallower)}` }];
}

const NONE: readonly Cause[] = [];

function diagnoseLate(id: string, swallower: Swallower): Cause[] {
  const hours = ASSUMED_WINDOW_MS / 3_600_000;
  return [
    { id: 'rule-undocumented', detail: `${named(id)} came more than ${hours} h before on ${keeperOf(swallower)}, and the documentation does not say until when the platform takes it for a repeat` },
    { id: 'id-constant', detail: `${named(id)} stands on several orders` },
  ];
}

/** What first carried the ID was something else. */
function diagnoseOtherThing({ platform: { rule } }: DedupContext, id: string, keptThing: string): Cause[] {
  const other = rule.openKey === 'action' ? `the conversion rule ${keptThing}` : `“${keptThing}”`;
  return [
    { id: 'rule-undocumented', detail: `${named(id)} came before on ${other}, and the documentation does not say whether that makes this one a repeat` },
    { id: 'id-constant', detail: `${named(id)} stands on several events` },
  ];
}

function named(id: string): string {
  return id === '' ? 'an empty ID' : `the ID “${id}”`;
}

function keeperOf({ id, keptOrderId }: Swallower): string {
  // Where the order's ID is the shared one, it names neither.
  return keptOrderId && keptOrderId !== id ? `order ${keptOrderId}` : 'the earlier order';
}

function fateOf(arrived: readonly (BrowserEvent | ServerEvent)[], swallower: Swallower | null): string {
  if (swallower === null) return 'this order is kept, later ones are dropped';
  const keeper = keeperOf(swallower);
  const dropped = arrived.filter((event) => isDropped(event, swallower.drops));
  if (dropped.length === 0 || dropped.length === arrived.length) return `the platform keeps ${keeper} and takes this one for a repeat`;
  const [side, another] = new Set(dropped.map((event) => event.side));
  return `the platform takes ${another ? 'copies' : `the ${side} event`} of this one for a repeat of ${keeper}`;
}
