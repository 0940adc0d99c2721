import type { BrowserEvent, ServerEvent } from '../model/event.ts';
import type { JudgedConversion, Swallower, Verdict } from '../model/verdict.ts';
import type { DedupContext } from './context.ts';
import type { Pairing } from './count.ts';
import { diagnose, tellingPair } from './diagnose.ts';
import { compareCopies, diagnoseDrift } from './drift.ts';
import { gatherEvidence, type Evidence } from './evidence.ts';
import { explain, suggestFix } from './explain.ts';
import { forecastFallback } from './forecast.ts';
import { leadOf, type Cluster } from './cluster.ts';
import { rule, type Ruling } from './outcome.ts';
import { diagnoseShared, ruleOnShared } from './swallow.ts';

/** Judges one cluster. `swallower`: the earlier order with the same ID, which the platform keeps in its place. */
export function judge(context: DedupContext, cluster: Cluster, swallower: Swallower | null): JudgedConversion {
  const evidence = gatherEvidence(context, cluster);
  const ruling = swallower ? ruleOnShared(evidence, swallower) : rule(evidence);
  const { outcome, basis, counted } = ruling;
  const pair = tellingPair(evidence, outcome);
  const drift = compareDelivered(evidence);
  const causes = diagnoseShared(evidence, swallower).concat(diagnose(evidence, ruling, pair), diagnoseDrift(drift));
  const forecast = swallower ? null : forecastFallback(evidence, ruling);
  const survivor = outcome === 'deduplicates' ? survivorOf(evidence) : null;
  const lead = leadOf(cluster);
  const kept = survivor === 'server' ? evidence.accepted[0] : (evidence.sent[0]?.event ?? lead);
  const verdict: Verdict = {
    outcome,
    basis,
    counted,
    expected: 1,
    atStake: stakeOf(ruling, kept?.value ?? lead?.value ?? null),
    keys: pair?.outcome.keys ?? loneKeys(evidence),
    rule: { summary: context.platform.rule.summary, source: context.platform.rule.sources[0] },
    survivor,
    drift,
    causes,
    sentence: explain(evidence, ruling, causes),
    fix: suggestFix(context.platform, causes, evidence),
  };
  if (forecast !== null) verdict.notes = [forecast];
  const row = assemble(cluster, verdict, kept ?? lead, pair);
  return cluster.shared.length > 0 ? { ...row, shared: { ids: cluster.shared, swallower } } : row;
}

const NONE: readonly never[] = [];

function compareDelivered({ sent, accepted }: Evidence) {
  const [browser, server] = [sent[0]?.event, accepted[0]];
  return browser && server ? compareCopies(browser, server) : [];
}

/** Which copy the platform keeps, where its documentation says. */
function survivorOf({ context: { platform }, sent, accepted }: Evidence): Verdict['survivor'] {
  const { keeps, browserFavouredWithinMs } = platform.rule.survivor;
  const [browser, server] = [sent[0]?.event, accepted[0]];
  if (!browser || !server || keeps === 'undocumented') return null;
  const gapMs = server.receivedAt - browser.at;
  if (keeps === 'browser' || (browserFavouredWithinMs !== null && Math.abs(gapMs) <= browserFavouredWithinMs)) return 'browser';
  return gapMs >= 0 ? 'browser' : 'server';
}

/** Three decimals hold every currency's minor unit. */
function stakeOf({ counted }: Ruling, value: number | null): number | null {
  return counted === null || value === null ? null : Math.round((counted - 1) * value * 1000) / 1000;
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

function assemble(cluster: Cluster, verdict: Verdict, kept: BrowserEvent | ServerEvent | null, pair: Pairing | null): JudgedConversion {
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
    calls: NONE,
    joinedBy: cluster.browser.length + cluster.server.length > 1 ? cluster.joinedBy : null,
    verdict,
    value: kept?.value ?? firstOf(cluster, ({ value }) => value),
    currency: kept?.currency ?? firstOf(cluster, ({ currency }) => currency),
    gapMs: gapOf(cluster, pair),
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
