import { judgeEvents } from '../dedup/match.ts';
import { attributeOrigin, callsFor } from '../dedup/origin.ts';
import { addUp } from '../dedup/totals.ts';
import type { BrowserEvent } from '../model/event.ts';
import type { LoggedEntry } from '../model/log.ts';
import { PLATFORM_IDS, type PlatformId } from '../model/platform-id.ts';
import type { CaptureHealth, Projection } from '../model/projection.ts';
import type { MatchSettings } from '../model/settings.ts';
import type { JudgedConversion } from '../model/verdict.ts';
import { decodeCapture, type DecodedCapture } from '../platforms/decode.ts';
import { platformById } from '../platforms/registry.ts';
import { applyEntry, emptyState, relayEvidence, type SessionState } from './state.ts';
import { groupByVisit, startOf } from './visits.ts';

/** Turns a growing log into what the views show. Replaying a log gives the same projection as following it. */
export interface Projector {
  apply(entries: readonly LoggedEntry[]): void;
  configure(settings: MatchSettings): void;
  project(): Projection;
  /** Forgets everything: the log was cleared. */
  reset(): void;
}

/** What a projector keeps between two looks: captures are decoded once, platforms judged only when touched. */
interface Memo {
  state: SessionState;
  settings: MatchSettings;
  decoded: Map<string, DecodedCapture>;
  judged: Map<PlatformId, JudgedConversion[]>;
}

export function createProjector(settings: MatchSettings): Projector {
  const memo: Memo = { state: emptyState(), settings, decoded: new Map(), judged: new Map() };
  return {
    apply: (entries) => {
      for (const { entry } of entries) applyToMemo(memo, entry);
    },
    configure: (changed) => {
      memo.settings = changed;
      memo.decoded.clear();
      memo.judged.clear();
    },
    project: () => project(memo),
    reset: () => {
      memo.state = emptyState();
      memo.decoded.clear();
      memo.judged.clear();
    },
  };
}

function applyToMemo(memo: Memo, entry: LoggedEntry['entry']): void {
  const change = applyEntry(memo.state, entry);
  if (change.all) memo.judged.clear();
  for (const platform of change.platforms) memo.judged.delete(platform);
  for (const captureId of change.captureIds) {
    forgetPlatformOf(memo, captureId);
    if (entry.kind !== 'relay-answer') memo.decoded.delete(captureId);
    forgetPlatformOf(memo, captureId);
  }
}

function forgetPlatformOf(memo: Memo, captureId: string): void {
  const platform = decodedOf(memo, captureId)?.platform;
  if (platform) memo.judged.delete(platform);
}

function decodedOf(memo: Memo, captureId: string): DecodedCapture | undefined {
  const known = memo.decoded.get(captureId);
  const capture = memo.state.captures.get(captureId);
  if (known || !capture) return known;
  const decoded = decodeCapture(capture, memo.settings.firstParty);
  memo.decoded.set(captureId, decoded);
  return decoded;
}

function project(memo: Memo): Projection {
  const events = [...memo.state.captures.keys()].flatMap((id) => decodedOf(memo, id)?.events ?? []);
  const byPlatform = Map.groupBy(events, (event) => event.platform);
  const judged = PLATFORM_IDS.flatMap((id) => judgePlatform(memo, id, byPlatform.get(id) ?? []));
  const conversions = withoutStrangers(judged, memo.state).sort((a, b) => startOf(b) - startOf(a));
  return {
    visits: groupByVisit(conversions, memo.state.captures),
    conversions,
    apart: events.filter((event) => !isJudged(event) && event.role !== 'internal'),
    totals: addUp(conversions),
    health: healthOf(memo.state),
  };
}

/**
 * A relay's answer may hold other customers' events (they share a constant ID, or look alike). They are evidence for the
 * rows of this session; a row of their own they get only where they carry an order that this browser placed.
 */
function withoutStrangers(conversions: readonly JudgedConversion[], { lookedUp }: SessionState): JudgedConversion[] {
  const ownOrders = new Set(conversions.flatMap((row) => (row.browser.length > 0 && row.orderId !== null ? [row.orderId] : [])));
  return conversions.filter(({ browser, server, orderId }) => browser.length > 0 || (orderId !== null && ownOrders.has(orderId)) || server.some((event) => !lookedUp.has(event.id)));
}

/** Automatic, remarketing and user-data events are shown apart; SDK telemetry is not shown. */
function isJudged({ role }: BrowserEvent): boolean {
  return role === 'conversion' || role === 'measurement';
}

function judgePlatform(memo: Memo, id: PlatformId, events: readonly BrowserEvent[]): JudgedConversion[] {
  const known = memo.judged.get(id);
  if (known) return known;
  const platform = platformById(id);
  const server = [...memo.state.serverEvents.values()].filter((event) => event.platform === id);
  if (!platform) return [];
  const calls = memo.state.calls.filter((call) => call.platform === id);
  const context = { platform, settings: memo.settings, relay: relayEvidence(memo.state) };
  const browser = events.filter(isJudged).map((event) => attributeOrigin(event, calls));
  const judged = judgeEvents(context, browser, server).map((conversion) => ({ ...conversion, calls: conversion.browser.flatMap((fire) => callsFor(fire.event, calls)) }));
  memo.judged.set(id, judged);
  return judged;
}

function healthOf({ captures, health, recordingSince, faults }: SessionState): CaptureHealth {
  const all = [...captures.values()];
  return {
    recordingSince,
    relay: health,
    captures: all.length,
    blocked: all.filter((capture) => capture.delivery.state === 'blocked').length,
    unreadableBodies: all.filter(({ body }) => body.kind === 'unreadable' || body.kind === 'pending').length,
    faults,
  };
}
