import { isAccepted } from '../dedup/delivery.ts';
import type { Visit } from '../model/projection.ts';
import type { Timeline, TimelineLane, TimelinePoint } from '../model/timeline.ts';
import type { JudgedConversion } from '../model/verdict.ts';
import { platformById } from '../platforms/registry.ts';

/** Browser and server events of a visit, oldest conversion first. */
export function timelineOf({ conversions }: Pick<Visit, 'conversions'>): Timeline {
  const lanes = conversions.map(toLane).sort((a, b) => firstOf(a) - firstOf(b));
  const times = lanes.flatMap(({ points }) => points.map(({ at }) => at));
  return { from: Math.min(...times), to: Math.max(...times), lanes };
}

function firstOf({ points }: TimelineLane): number {
  return points[0]?.at ?? 0;
}

function toLane(conversion: JudgedConversion): TimelineLane {
  const { id, platform, eventName, verdict } = conversion;
  const windowMs = platformById(platform)?.rule.alternatives[0]?.windowMs ?? null;
  return { conversionId: id, platform, eventName, outcome: verdict.outcome, points: pointsOf(conversion), windowMs };
}

function pointsOf({ browser, server, platform }: JudgedConversion): TimelinePoint[] {
  const idField = platformById(platform)?.rule.idField ?? 'eventId';
  return [
    ...browser.map(({ event, sent }) => ({ side: 'browser' as const, at: event.at, id: event[idField], place: event.host, arrived: sent })),
    ...server.map((event) => ({ side: 'server' as const, at: event.receivedAt, id: event[idField], place: event.sender, arrived: isAccepted(event) })),
  ].sort((a, b) => a.at - b.at);
}
