import type { BrowserEvent, ServerEvent } from '../model/event.ts';
import type { DedupRule } from '../model/rule.ts';
import type { Cause, JudgedConversion, Swallower, Verdict } from '../model/verdict.ts';
import type { DedupContext } from './context.ts';
import { noteCorrection } from './correction.ts';
import type { Pairing } from './count.ts';
import { diagnose, tellingPair } from './diagnose.ts';
import { isOwnCopy } from './delivery.ts';
import { compareCopies, diagnoseDrift } from './drift.ts';
import { gatherEvidence, type Evidence } from './evidence.ts';
import { explain, suggestFix } from './explain.ts';
import { forecastFallback } from './forecast.ts';
import { leadOf, type Cluster } from './cluster.ts';
import { noteOrderNaming } from './order-naming.ts';
import { rule, type Ruling } from './outcome.ts';
import { survivorOf } from './survivor.ts';
import { diagnoseShared, ruleOnShared, withoutDropped } from './swallow.ts';
import { diagnoseUserDrop, findUserDrop, ruleOnUserDrop, type UserDrop } from './user-drop.ts';
import { expectedOf, isNoSale, noteUnknownStake, worthOf, type Worth } from './worth.ts';

/** Judges one cluster. `swallower`: the earlier order with the same ID, which the platform keeps in its place; `calls`: the page's for its events. */
export function judge(context: DedupContext, cluster: Cluster, swallower: Swallower | null, calls: JudgedConversion['calls'] = NONE): JudgedConversion {
  const evidence = gatherEvidence(context, cluster);
  const found = find(evidence, swallower);
  const { ruling, counting } = found;
  const { outcome, basis, counted } = ruling;
  const pair = tellingPair(evidence, outcome);
  const drift = compareDelivered(evidence);
  const causes = inOrder(found, together(diagnose(evidence, ruling, pair), diagnoseDrift(drift)));
  const survivor = outcome === 'deduplicates' ? survivorOf(context.platform, counting.sent[0]?.event, counting.accepted.find(isOwnCopy)) : null;
  const worth = worthOf(counting, ruling, survivor);
  const verdict: Verdict = {
    outcome,
    basis,
    counted,
    expected: expectedOf(ruling),
    atStake: worth.atStake,
    keys: (found.drop?.pair ?? pair?.outcome)?.keys ?? loneKeys(evidence),
    rule: citationOf(context.platform.rule),
    survivor,
    drift,
    causes,
    sentence: explain(evidence, ruling, causes),
    fix: suggestFix(context.platform, causes, evidence),
  };
  addNote(verdict, swallower ? null : forecastFallback(evidence, ruling));
  addNote(verdict, noteCorrection(counting));
  addNote(verdict, noteOrderNaming(evidence));
  addNote(verdict, noteUnknownStake(ruling, worth));
  const row = assemble({ cluster, calls, verdict, worth, gapMs: gapOf(cluster, pair) });
  if (isNoSale(context, row)) row.noSale = true;
  if (cluster.takenFor) row.takenFor = cluster.takenFor;
  return cluster.shared.length > 0 ? { ...row, shared: { ids: cluster.shared, swallower } } : row;
}

/** What the platform does with a cluster, other orders included. */
interface Finding {
  ruling: Ruling;
  /** What is left of the evidence where another order takes copies of it. */
  counting: Evidence;
  drop: UserDrop | null;
  /** Why other orders have a say in it. */
  shared: readonly Cause[];
}

function find(evidence: Evidence, swallower: Swallower | null): Finding {
  const rest = swallower ? withoutDropped(evidence, swallower) : evidence;
  const ruling = swallower ? ruleOnShared(evidence, rest, swallower) : rule(evidence);
  const drop = findUserDrop(evidence, ruling);
  const counting = rest ?? evidence;
  if (drop) return { ruling: ruleOnUserDrop(ruling), counting, drop, shared: diagnoseUserDrop(evidence, drop) };
  return { ruling, counting, drop, shared: diagnoseShared(evidence, swallower) };
}

/** What never arrived was lost by other means than its ID, and no ID settles what was not seen: such causes come first. */
function inOrder({ ruling: { outcome, openBy }, shared }: Finding, own: readonly Cause[]): readonly Cause[] {
  return outcome === 'lost' || openBy === 'relay' || openBy === 'recorder' ? together(own, shared) : together(shared, own);
}

const NONE: readonly never[] = [];

const CITATIONS = new WeakMap<DedupRule, Verdict['rule']>();

/** All verdicts on one platform cite its rule, and share what they say of it. */
function citationOf(rule: DedupRule): Verdict['rule'] {
  const known = CITATIONS.get(rule);
  if (known) return known;
  const citation = { summary: rule.summary, source: rule.sources[0] };
  CITATIONS.set(rule, citation);
  return citation;
}

function addNote(verdict: Verdict, note: string | null): void {
  if (note !== null) verdict.notes = [...(verdict.notes ?? NONE), note];
}

function compareDelivered({ sent, accepted }: Evidence) {
  const [browser, server] = [sent[0]?.event, accepted.find(isOwnCopy)];
  return browser && server ? compareCopies(browser, server) : NONE;
}

/** Most conversions have no cause: all of them share one list. */
function together(some: readonly Cause[], more: readonly Cause[]): readonly Cause[] {
  if (some.length === 0) return more;
  return more.length === 0 ? some : [...some, ...more];
}

/** With one side only, the proof still shows what that side sent. */
function loneKeys({ context, cluster }: Evidence): Verdict['keys'] {
  const event = leadOf(cluster);
  const alternative = context.platform.rule.alternatives[0];
  if (!event || !alternative || event.eventName === '') return [];
  return alternative.on.map((key) => {
    const value = key === 'fbp' || key === 'external_id' ? (event.userKeys[key]?.[0] ?? null) : event[key];
    return { key, browser: event.side === 'browser' ? value : null, server: event.side === 'server' ? value : null, result: 'not-comparable', note: 'only one side was seen' };
  });
}

interface Parts extends Pick<JudgedConversion, 'calls' | 'verdict' | 'gapMs'> {
  cluster: Cluster;
  worth: Worth;
}

function assemble({ cluster, calls, verdict, worth, gapMs }: Parts): JudgedConversion {
  const lead = leadOf(cluster);
  if (!lead) throw new Error('a cluster holds at least one event');
  return {
    id: lead.id,
    platform: lead.platform,
    pixelId: lead.pixelId,
    eventName: lead.eventName,
    orderId: firstOf(cluster, ({ orderId }) => orderId),
    browser: cluster.browser,
    server: cluster.server,
    calls,
    joinedBy: cluster.browser.length + cluster.server.length > 1 ? cluster.joinedBy : null,
    verdict,
    value: worth.value,
    currency: worth.currency,
    gapMs,
  };
}

/** The first value that any of the events carries. */
function firstOf<T>({ browser, server }: Cluster, read: (event: BrowserEvent | ServerEvent) => T | null): T | null {
  for (const { event } of browser) {
    const value = read(event);
    if (value !== null) return value;
  }
  for (const event of server) {
    const value = read(event);
    if (value !== null) return value;
  }
  return null;
}

function gapOf({ browser, server }: Cluster, pair: Pairing | null): number | null {
  if (pair && pair.a.event.side !== pair.b.event.side) return pair.a.event.side === 'browser' ? pair.b.at - pair.a.at : pair.a.at - pair.b.at;
  const [first, second] = [browser[0]?.event, server[0]];
  return first && second ? second.receivedAt - first.at : null;
}
