import {
  QueryRequestSchema,
  type LookupStatus,
  type QueryRequest,
  type QueryResponse,
  type RelayEvent,
  type WireLookup,
} from '../lib/relay/contract.ts';
import { DEFAULT_WINDOW_MS, MAX_LOOKUPS, MAX_WINDOW_MS } from './config.ts';
import type { RelayContext, RelayParts } from './context.ts';
import { coveredSince, coverageOf, isHidden } from './coverage.ts';
import { requireBearer } from './guard.ts';
import { readBody, readJson } from './input.ts';
import { byDistance, compareKeys, isExact, MAX_EVENTS_PER_LOOKUP, MAX_NEAR, nearByKeys, nearByLikeness, toSought, type NearMiss, type Sought } from './match.ts';
import { normaliseId } from './normalise-id.ts';
import { RelayProblem } from './problem.ts';
import type { StoredEvent, TimeRange } from './store.ts';
import { allowsPixel, type Token } from './tokens.ts';

/** Rows read per key: more than are handed out, so that the nearest in time are among them. */
const CANDIDATES = 200;
/** How far apart two receipts of one event may be when nothing but likeness ties them, ms. */
const LIKENESS_MS = 600_000;

/** `POST /v1/events/query`. */
export async function handleQuery(context: RelayContext, parts: RelayParts): Promise<Response> {
  const token = requireBearer(context, parts, 'read');
  const { text } = await readBody(context, ['application/json']);
  const request = readJson(QueryRequestSchema, text);
  if (request.lookups.length > MAX_LOOKUPS) {
    throw new RelayProblem('too-many-lookups', `At most ${MAX_LOOKUPS} look-ups at once; this request has ${request.lookups.length}.`);
  }
  const now = parts.clock();
  const uptime = await parts.store.uptime(now);
  const asking = { request, range: readRange(request, now), token, now };
  const since = await Promise.all(request.lookups.map((lookup) => coveredSince(lookup, token, parts, uptime)));
  const results = await Promise.all(request.lookups.map((lookup, index) => answerLookup(parts, asking, lookup, since[index] ?? null)));
  const covered = request.lookups.flatMap(({ platform, pixel_id }, index) => {
    const from = since[index] ?? null;
    return from === null ? [] : [{ platform, pixel_id, from }];
  });
  const response: QueryResponse = { results, coverage: coverageOf(covered, uptime, parts, now), now: new Date(now).toISOString() };
  return context.json(response);
}

interface Asking {
  request: QueryRequest;
  range: TimeRange;
  token: Token;
  now: number;
}

type Result = QueryResponse['results'][number];

/** `coveredFrom`: since when the relay vouches for the pixel, Unix ms; null = it does not. */
async function answerLookup(parts: RelayParts, asking: Asking, lookup: WireLookup, coveredFrom: number | null): Promise<Result> {
  if (isHidden(lookup, asking.token, parts.config)) return { ref: lookup.ref, status: 'not_covered', events: [], near: [], more: false };
  const sought = toSought(lookup, parts.redactor);
  const candidates = await parts.store.findByKeys(
    { ...sought, eventIdNorm: sought.eventId === null ? null : normaliseId(sought.eventId) },
    asking.range,
    CANDIDATES,
  );
  const allowed = candidates.filter(({ event }) => allowsPixel(asking.token.pixels, event.platform, event.pixel_id));
  const exact = byDistance(sought, allowed.filter((stored) => isExact(sought, stored)));
  const near = asking.request.include.includes('near') ? await findNear(parts, asking, sought, allowed, exact.length > 0) : [];
  const show = (stored: StoredEvent): RelayEvent => present(stored, sought, lookup, asking.request);
  return {
    ref: lookup.ref,
    status: exact.length > 0 ? 'found' : absenceOf(sought, asking, parts.config.retentionMs, coveredFrom),
    events: exact.slice(0, MAX_EVENTS_PER_LOOKUP).map(show),
    near: near.slice(0, MAX_NEAR).map(({ stored, reasons }) => ({ event: show(stored), reasons })),
    more: exact.length > MAX_EVENTS_PER_LOOKUP || near.length > MAX_NEAR,
  };
}

async function findNear(parts: RelayParts, asking: Asking, sought: Sought, candidates: readonly StoredEvent[], found: boolean): Promise<NearMiss[]> {
  const near = nearByKeys(sought, candidates);
  if (found || near.length > 0 || sought.at === null) return near;
  const range = { since: sought.at - LIKENESS_MS, until: sought.at + LIKENESS_MS + 1 };
  const probe = { ...sought, fingerprints: Object.values(sought.fingerprints).flat() };
  const alike = await parts.store.findAlike(probe, range, CANDIDATES);
  return nearByLikeness(sought, alike.filter(({ event }) => allowsPixel(asking.token.pixels, event.platform, event.pixel_id)));
}

/** What it means that nothing was found: only of a covered pixel, inside retention, range and covered time, is it `not_found`. */
function absenceOf({ at }: Sought, { now, range }: Asking, retentionMs: number, coveredFrom: number | null): LookupStatus {
  if (coveredFrom === null) return 'not_covered';
  if (at === null) return 'not_found';
  if (at < now - retentionMs) return 'outside_retention';
  return at < range.since || at < coveredFrom ? 'not_covered' : 'not_found';
}

/** The event as this caller may see it: its own spelling of a scrubbed ID, and answers to its own comparisons only. */
function present(stored: StoredEvent, sought: Sought, lookup: WireLookup, { include }: QueryRequest): RelayEvent {
  const { event } = stored;
  return {
    ...event,
    event_id: event.event_id !== null && event.event_id === sought.eventId ? lookup.event_id : event.event_id,
    params: include.includes('params') ? event.params : { currency: null, value: null, order_id: null, content_ids: [] },
    delivery: include.includes('delivery') ? event.delivery : [],
    compare: compareKeys(sought, stored),
  };
}

function readRange({ since, until }: QueryRequest, now: number): TimeRange {
  const range = { since: since === undefined ? now - DEFAULT_WINDOW_MS : Date.parse(since), until: until === undefined ? null : Date.parse(until) };
  if ((range.until ?? now) - range.since > MAX_WINDOW_MS) {
    throw new RelayProblem('window-too-large', `Ask for at most ${MAX_WINDOW_MS / 86_400_000} days at once.`);
  }
  return range;
}
