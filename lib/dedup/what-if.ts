import type { RuleAlternative } from '../model/rule.ts';
import type { JudgedConversion, Swallower, Verdict } from '../model/verdict.ts';
import { applyRemarks } from './apply-remarks.ts';
import type { DedupContext } from './context.ts';
import type { Cluster } from './cluster.ts';
import { judge } from './judge.ts';
import { ASSUMED_WINDOW_MS } from './compare-window.ts';
import { weaker } from './pair.ts';

/** What to imagine otherwise; a field that is left out stays as it was. */
export interface WhatIf {
  /** The first server event comes this long after the first browser event, ms; negative = before it. Later ones keep their distance. */
  serverDelayMs?: number;
  /** Who comes first, as far apart as they are (or as `serverDelayMs` says). */
  order?: 'browser-first' | 'server-first';
  /** The platform merges copies up to this far apart, ms. */
  windowMs?: number;
}

/**
 * The verdict on a conversion as it would be under a change; without a change, the verdict that it has. `context` is
 * the one that it was judged in. A row with one side only has no delay to change.
 */
export function judgeWhatIf(context: DedupContext, conversion: JudgedConversion, change: WhatIf): Verdict {
  const { browser, server, joinedBy, shared, takenFor, remarks } = conversion;
  const cluster: Cluster = { browser: [...browser], server: [...server], joinedBy, shared: shared?.ids ?? [], ...(takenFor && { takenFor }) };
  const row = judge(withWindow(context, change), delayed(cluster, change), withUntil(context, shared?.swallower ?? null, change));
  return applyRemarks(context.platform, remarks ? { ...row, remarks } : row);
}

/** The earlier order with the same ID swallows this one for as long as the window runs. */
function withUntil({ platform: { rule } }: DedupContext, swallower: Swallower | null, { windowMs }: WhatIf): Swallower | null {
  if (swallower === null || windowMs === undefined) return swallower;
  const changeMs = windowMs - (rule.alternatives[0]?.windowMs ?? ASSUMED_WINDOW_MS);
  const { isOpen: _decided, ...known } = swallower;
  return { ...known, drops: Object.fromEntries(Object.entries(swallower.drops).map(([eventId, until]) => [eventId, until + changeMs])) };
}

function delayed(cluster: Cluster, change: WhatIf): Cluster {
  const firedAt = Math.min(...cluster.browser.map((fire) => fire.event.at));
  const receivedAt = Math.min(...cluster.server.map((event) => event.receivedAt));
  const gapMs = receivedAt - firedAt;
  if (!Number.isFinite(gapMs)) return cluster;
  const shiftMs = wantedGap(gapMs, change) - gapMs;
  return { ...cluster, server: cluster.server.map((event) => ({ ...event, receivedAt: event.receivedAt + shiftMs })) };
}

/** Copies that arrive in the very same moment have no order: a millisecond gives them one. */
function wantedGap(seenMs: number, { serverDelayMs, order }: WhatIf): number {
  const gapMs = serverDelayMs ?? seenMs;
  if (order === undefined) return gapMs;
  const distanceMs = Math.max(1, Math.abs(gapMs));
  return order === 'browser-first' ? distanceMs : -distanceMs;
}

/** No documentation vouches for a window that is only imagined. */
function withWindow(context: DedupContext, { windowMs }: WhatIf): DedupContext {
  if (windowMs === undefined) return context;
  const { platform } = context;
  const imagine = (alternative: RuleAlternative): RuleAlternative =>
    alternative.windowMs === windowMs ? alternative : { ...alternative, windowMs, basis: weaker(alternative.basis, 'inferred') };
  return { ...context, platform: { ...platform, rule: { ...platform.rule, alternatives: platform.rule.alternatives.map(imagine) } } };
}
