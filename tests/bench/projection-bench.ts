import type { BrowserEvent, ServerEvent } from '../../lib/model/event.ts';
import type { LoggedEntry } from '../../lib/model/log.ts';
import type { Projection } from '../../lib/model/projection.ts';
import { DEFAULT_SETTINGS } from '../../lib/model/settings.ts';
import { decodeCapture } from '../../lib/platforms/decode.ts';
import { createProjector, type Projector } from '../../lib/session/projector.ts';
import { buildLog } from './event-log.ts';
import { heapInUse, medianOf, medianRatio, processorTime, timeInTurns, timeOnce } from './measure.ts';

const SMALL = 10_000;
const LARGE = 100_000;
const ROUNDS = 15;
const GROWTH_ROUNDS = 45;
/** Entries that come one by one, each followed by a look. */
const FOLLOWED = 1_000;

export interface ProjectionResult {
  events: number;
  /** Milliseconds; medians of interleaved rounds. */
  floorMs: number;
  decodeMs: number;
  projectMs: number;
  /** Projection of decoded events against the floor. */
  ratio: number;
  heapBytesPerEvent: number;
}

/** What one more entry costs in a session of this many events: processor time on average, the collector's included. */
export interface FollowResult {
  events: number;
  /** Milliseconds until the projection knows one more entry. */
  newMs: number;
  /** The same for a server event whose browser event came long before. */
  lateMs: number;
  /** Milliseconds until rows and visits are read out as lists, which a view does once for all it shows. */
  readMs: number;
}

/** Projecting a log of events against grouping the same events in a Map by key, at two sizes; the same for a shop that sends one order ID with every order. */
export function benchProjection() {
  const logs = [SMALL, LARGE].map((size) => buildLog(size));
  for (const log of logs) measureTimes(log, 1);
  const sizes = logs.map((log) => ({ ...measureTimes(log, ROUNDS), heapBytesPerEvent: measureHeap(log) }));
  return {
    sizes,
    follow: [SMALL, LARGE].map((size) => measureFollowing(buildLog(size), size)),
    growth: measureGrowth(null, GROWTH_ROUNDS),
    growthOfOneOrder: measureGrowth('shop', 3),
  };
}

/**
 * How many times as long the large log takes as the small one. A round takes as many small logs as hold the events of the large one: so
 * both meet the same load, and the collector, which runs in some of the small ones only, has its share in both.
 */
function measureGrowth(orderId: string | null, rounds: number): number {
  const [small, large] = [buildLog(SMALL, orderId), buildLog(LARGE, orderId)];
  const times = LARGE / SMALL;
  const ratios = Array.from({ length: rounds }, () => {
    let smallMs = 0;
    for (let time = 0; time < times; time += 1) smallMs += timeProjection(small);
    return timeProjection(large) / (smallMs / times);
  });
  return medianOf(ratios);
}

/** Milliseconds from decoded events to rows and visits. */
function timeProjection(log: readonly LoggedEntry[]): number {
  const projector = createProjector(DEFAULT_SETTINGS);
  projector.apply(log);
  return timeOnce(() => readOut(projector.project()));
}

function measureTimes(log: readonly LoggedEntry[], rounds: number): Omit<ProjectionResult, 'heapBytesPerEvent'> {
  const events = eventsIn(log);
  let projector: Projector | null = null;
  const times = timeInTurns(
    {
      floor: () => Map.groupBy(events, keyOf).size,
      decode: () => {
        projector = createProjector(DEFAULT_SETTINGS);
        projector.apply(log);
      },
      project: () => projector && readOut(projector.project()),
    },
    rounds,
  );
  return {
    events: events.length,
    floorMs: medianOf(times.floor),
    decodeMs: medianOf(times.decode),
    projectMs: medianOf(times.project),
    ratio: medianRatio(times.project, times.floor),
  };
}

/** The log's last entries come one by one, then server events that were held back from anywhere in it. */
function measureFollowing(log: readonly LoggedEntry[], events: number): FollowResult {
  const servers = log.filter(({ entry }) => entry.kind === 'server-event');
  const step = Math.floor(servers.length / FOLLOWED);
  const late = servers.filter((_entry, index) => index % step === 0).slice(0, FOLLOWED);
  const isLate = new Set(late);
  const onTime = log.filter((entry) => !isLate.has(entry));
  const projector = createProjector(DEFAULT_SETTINGS);
  projector.apply(onTime.slice(0, -2 * FOLLOWED));
  projector.project();
  const follow = (entries: readonly LoggedEntry[]) => {
    for (const entry of entries) {
      projector.apply([entry]);
      projector.project();
    }
  };
  follow(onTime.slice(-2 * FOLLOWED, -FOLLOWED));
  // What loading left to collect is no cost of following.
  heapInUse();
  const newMs = processorTime(() => follow(onTime.slice(-FOLLOWED))) / FOLLOWED;
  const lateMs = processorTime(() => follow(late)) / FOLLOWED;
  const projection = projector.project();
  return { events, newMs, lateMs, readMs: timeOnce(() => readOut(projection)) };
}

function readOut({ conversions, visits }: Projection): number {
  return conversions.length + visits.length;
}

/** The log's events as the projection groups them, decoded beforehand. */
function eventsIn(log: readonly LoggedEntry[]): (BrowserEvent | ServerEvent)[] {
  return log.flatMap(({ entry }): (BrowserEvent | ServerEvent)[] => {
    if (entry.kind === 'capture') return decodeCapture(entry.capture, []).events;
    return entry.kind === 'server-event' ? [entry.event] : [];
  });
}

function keyOf({ platform, pixelId, eventName, eventId }: BrowserEvent | ServerEvent): string {
  return `${platform}|${pixelId}|${eventName}|${eventId}`;
}

/** What a projector and its projection keep alive beside the log itself. */
function measureHeap(log: readonly LoggedEntry[]): number {
  // Whatever still held the projector before it lets go of it for this one.
  timeProjection(log.slice(0, 10));
  const before = heapInUse();
  const projector = createProjector(DEFAULT_SETTINGS);
  projector.apply(log);
  const projection = projector.project();
  const kept = heapInUse() - before;
  // Both are used after the measurement, or the collector could take them before it.
  projector.reset();
  return readOut(projection) > 0 ? kept / log.length : NaN;
}
