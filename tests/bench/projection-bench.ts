import type { BrowserEvent, ServerEvent } from '../../lib/model/event.ts';
import type { LoggedEntry } from '../../lib/model/log.ts';
import { DEFAULT_SETTINGS } from '../../lib/model/settings.ts';
import { decodeCapture } from '../../lib/platforms/decode.ts';
import { createProjector, type Projector } from '../../lib/session/projector.ts';
import { buildLog } from './event-log.ts';
import { heapInUse, medianOf, medianRatio, timeInTurns } from './measure.ts';

const SMALL = 10_000;
const LARGE = 100_000;
const ROUNDS = 5;

export interface ProjectionResult {
  events: number;
  /** Milliseconds; medians of interleaved rounds. */
  floorMs: number;
  decodeMs: number;
  projectMs: number;
  /** Milliseconds until the projection shows one more server event. */
  oneMoreMs: number;
  /** Projection of decoded events against the floor. */
  ratio: number;
  heapBytesPerEvent: number;
}

/** Projecting a log of events against grouping the same events in a Map by key, at two sizes. */
export function benchProjection(): { sizes: ProjectionResult[]; growth: number } {
  const logs = [SMALL, LARGE].map(buildLog);
  for (const log of logs) measureTimes(log, 1);
  const sizes = logs.map((log) => ({ ...measureTimes(log, ROUNDS), heapBytesPerEvent: measureHeap(log) }));
  const [small, large] = sizes;
  return { sizes, growth: small && large ? large.projectMs / small.projectMs : NaN };
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
      project: () => projector?.project(),
      oneMore: () => {
        projector?.apply(oneMoreOf(log));
        projector?.project();
      },
    },
    rounds,
  );
  return {
    events: events.length,
    floorMs: medianOf(times.floor),
    decodeMs: medianOf(times.decode),
    projectMs: medianOf(times.project),
    oneMoreMs: medianOf(times.oneMore),
    ratio: medianRatio(times.project, times.floor),
  };
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

function oneMoreOf(log: readonly LoggedEntry[]): LoggedEntry[] {
  const last = log.findLast(({ entry }) => entry.kind === 'server-event');
  return last?.entry.kind === 'server-event' ? [{ seq: last.seq + log.length, entry: { ...last.entry, event: { ...last.entry.event, id: 'late' } } }] : [];
}

/** What a projector and its projection keep alive beside the log itself. */
function measureHeap(log: readonly LoggedEntry[]): number {
  const before = heapInUse();
  const projector = createProjector(DEFAULT_SETTINGS);
  projector.apply(log);
  const projection = projector.project();
  const kept = heapInUse() - before;
  // Both are used after the measurement, or the collector could take them before it.
  projector.reset();
  return projection.conversions.length > 0 ? kept / log.length : NaN;
}
