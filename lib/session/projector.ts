import { judgeEvents } from '../dedup/match.ts';
import { attributeOrigin, callsFor } from '../dedup/origin.ts';
import { addUp } from '../dedup/totals.ts';
import type { Capture } from '../model/capture.ts';
import type { BrowserEvent, SdkCall, ServerEvent } from '../model/event.ts';
import type { LoggedEntry } from '../model/log.ts';
import { PLATFORM_IDS, type PlatformId } from '../model/platform-id.ts';
import type { CaptureHealth, Projection } from '../model/projection.ts';
import type { RelayEvidence } from '../model/relay.ts';
import type { MatchSettings } from '../model/settings.ts';
import type { JudgedConversion } from '../model/verdict.ts';
import { decodeCapture, type DecodedCapture } from '../platforms/decode.ts';
import { platformById } from '../platforms/registry.ts';
import { applyEntry, emptyState, relayEvidence, type SessionState } from './state.ts';
import { groupByVisit, sortByStart } from './visits.ts';

/** Turns a growing log into what the views show. Replaying a log gives the same projection as following it. */
export interface Projector {
  apply(entries: readonly LoggedEntry[]): void;
  configure(settings: MatchSettings): void;
  project(): Projection;
  /** A capture as far as the log has completed it; null for none. */
  captureOf(captureId: string): Capture | null;
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
    captureOf: (captureId) => memo.state.captures.get(captureId) ?? null,
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
    forgetPlatform(memo, memo.decoded.get(captureId));
    if (entry.kind !== 'relay-answer') memo.decoded.delete(captureId);
    forgetPlatform(memo, decodedOf(memo, captureId));
  }
}

function forgetPlatform(memo: Memo, decoded: DecodedCapture | undefined): void {
  if (decoded?.platform) memo.judged.delete(decoded.platform);
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
  const browser = Map.groupBy(events, (event) => event.platform);
  const server = Map.groupBy(memo.state.serverEvents.values(), (event) => event.platform);
  const relay = relayEvidence(memo.state);
  const judged = PLATFORM_IDS.flatMap((id) => memo.judged.get(id) ?? judgePlatform(memo, id, { browser: browser.get(id) ?? [], server: server.get(id) ?? [], relay }));
  const conversions = sortByStart(withoutStrangers(judged, memo.state), (a, b) => b - a);
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

/** What a platform is judged by. */
interface PlatformEvidence {
  browser: readonly BrowserEvent[];
  server: readonly ServerEvent[];
  relay: RelayEvidence;
}

function judgePlatform(memo: Memo, id: PlatformId, { browser, server, relay }: PlatformEvidence): JudgedConversion[] {
  const platform = platformById(id);
  if (!platform) return [];
  const calls = indexCalls(memo.state.calls.filter((call) => call.platform === id));
  const attributed = browser.filter(isJudged).map((event) => attributeOrigin(event, calls(event)));
  const judged = judgeEvents({ platform, settings: memo.settings, relay }, attributed, server).map((conversion) => ({
    ...conversion,
    calls: conversion.browser.flatMap(({ event }) => callsFor(event, calls(event))),
  }));
  memo.judged.set(id, judged);
  return judged;
}

/** The calls that may belong to an event, in their order: those of its document and those of no known one. */
function indexCalls(calls: readonly SdkCall[]): (event: BrowserEvent) => readonly SdkCall[] {
  const unplaced = calls.some((call) => call.documentId === null);
  const byDocument = Map.groupBy(calls, (call) => call.documentId);
  return ({ documentId }) => (unplaced ? calls : (byDocument.get(documentId) ?? []));
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
