import * as v from 'valibot';
import type { ServerEvent } from '../model/event.ts';
import type { Coverage, Lookup } from '../model/relay.ts';
import { QueryResponseSchema, type LookupStatus, type RelayCoverage } from './contract.ts';
import { RelayError } from './relay-error.ts';
import { readRelayEvent } from './to-server-event.ts';

/** What the relay says about one look-up. */
export interface LookupResult {
  ref: string;
  status: LookupStatus;
  events: ServerEvent[];
  /** Events that are not the one asked for, but nearly: how they differ. */
  near: { event: ServerEvent; reasons: string[] }[];
  /** True where the relay has more than it handed out. */
  more: boolean;
}

export interface QueryAnswer {
  /** One for every look-up: several share a `ref` where a capture carries several events. One that the relay left out is `pending`. */
  results: LookupResult[];
  coverage: Coverage[];
  /** The relay's clock, Unix ms. */
  now: number;
  /** How far the relay's record is behind, ms: the worst of the pixels asked about. */
  lagMs: number;
  /** What the relay sent and could not be used, one sentence each. */
  dropped: { ref: string; reason: string }[];
}

/** Reads the answer to one batch. @throws RelayError `not-a-relay` */
export function readQueryAnswer(input: unknown, asked: readonly Lookup[], host: string): QueryAnswer {
  const parsed = v.safeParse(QueryResponseSchema, input);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    throw new RelayError('not-a-relay', `${host} answered a query with something else than relay/1 (${v.getDotPath(issue) ?? 'body'}): check the endpoint or update the relay.`);
  }
  const { results, coverage, now } = parsed.output;
  const dropped: QueryAnswer['dropped'] = [];
  const byRef = new Map(results.map((result) => [result.ref, result]));
  const read = asked.map((lookup, index) => readResult(lookup, byRef.get(String(index)), dropped));
  const disowned = asked.filter((_, index) => read[index]?.status === 'not_covered' || read[index]?.status === 'outside_retention');
  return {
    results: read,
    coverage: coverage.map(toCoverage).filter((span) => !disowned.some((lookup) => vouchesFor(span, lookup))),
    now: Date.parse(now),
    lagMs: Math.max(0, ...coverage.map((entry) => entry.lag_ms)),
    dropped,
  };
}

/** A relay that answers `not_covered` and yet claims to cover the very moment is not believed the claim. */
function vouchesFor(span: Coverage, { platform, pixelId, at }: Lookup): boolean {
  return span.platform === platform && span.pixelId === pixelId && span.from <= at;
}

type RawResult = v.InferOutput<typeof QueryResponseSchema>['results'][number];

function readResult(lookup: Lookup, raw: RawResult | undefined, dropped: QueryAnswer['dropped']): LookupResult {
  const { ref } = lookup;
  if (raw === undefined) {
    dropped.push({ ref, reason: 'the relay left this look-up out of its answer' });
    return { ref, status: 'pending', events: [], near: [], more: false };
  }
  const read = (input: unknown): ServerEvent[] => {
    const result = readRelayEvent(input);
    if (result.ok && result.event.platform === lookup.platform) return [result.event];
    dropped.push({ ref, reason: result.ok ? `an event of ${result.event.platform} in the answer for ${lookup.platform}` : result.reason });
    return [];
  };
  const events = raw.events.flatMap(read);
  const near = raw.near.flatMap(({ event, reasons }) => read(event).map((one) => ({ event: one, reasons })));
  return { ref, status: honestStatus(raw, events), events, near, more: raw.more };
}

/** A `found` whose events were all unusable, and a `not_found` that brings events, prove nothing yet. */
function honestStatus(raw: RawResult, events: readonly ServerEvent[]): LookupStatus {
  const contradicts = raw.status === 'found' ? events.length === 0 : raw.status === 'not_found' && raw.events.length > 0;
  return contradicts ? 'pending' : raw.status;
}

function toCoverage(wire: RelayCoverage): Coverage {
  const gaps = wire.gaps.map((gap) => ({ from: Date.parse(gap.from), to: Date.parse(gap.to), reason: gap.reason }));
  const sampled = wire.sampled ? [{ from: Date.parse(wire.from), to: Date.parse(wire.to), reason: 'sampled' }] : [];
  return { platform: wire.platform, pixelId: wire.pixel_id, from: Date.parse(wire.from), to: Date.parse(wire.to), gaps: [...gaps, ...sampled] };
}

/** The answer for a look-up that was not sent. */
export function refuseLookup({ ref }: Lookup, now: number): QueryAnswer {
  const result: LookupResult = { ref, status: 'not_covered', events: [], near: [], more: false };
  return { results: [result], coverage: [], now, lagMs: 0, dropped: [{ ref, reason: 'an ID or name is too long to be asked for' }] };
}

/** Several batches as one answer. `now` stands in where nothing was asked. */
export function joinAnswers(answers: readonly QueryAnswer[], now: number): QueryAnswer {
  const coverage = new Map(answers.flatMap((answer) => answer.coverage).map((entry) => [`${entry.platform}:${entry.pixelId}`, entry]));
  return {
    results: answers.flatMap((answer) => answer.results),
    coverage: [...coverage.values()],
    now: answers.at(-1)?.now ?? now,
    lagMs: Math.max(0, ...answers.map((answer) => answer.lagMs)),
    dropped: answers.flatMap((answer) => answer.dropped),
  };
}
