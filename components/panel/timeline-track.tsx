import type { Timeline, TimelineLane, TimelinePoint } from '../../lib/model/timeline.ts';
import { formatSpan } from '../format.ts';
import { OUTCOME_TONES } from '../outcome.tsx';
import { OUTCOME_WORDS, TIMELINE, eventTitle } from '../strings.ts';
import type { TimeScale } from './timeline-scale.ts';

const HEIGHT = 36;
/** The browser's events stand above the server's, so that one moment shows both. */
const LINES = { browser: 11, server: 25 };

interface TimelineTrackProps {
  lane: TimelineLane;
  timeline: Timeline;
  scale: TimeScale;
}

/** One conversion's events on the axis, joined, with the window of the rule behind them. */
export function TimelineTrack({ lane, timeline, scale }: TimelineTrackProps) {
  const [first] = lane.points;
  if (first === undefined) return null;
  return (
    <svg class="track" width="100%" height={HEIGHT} role="img" aria-label={laneWords(lane, timeline)}>
      <Window lane={lane} scale={scale} />
      {scale.ticks.map((offset) => (
        <Rule key={offset} x={scale.place(timeline.from + offset)} />
      ))}
      <g class={OUTCOME_TONES[lane.outcome]}>
        {lane.points.slice(1).map((point, index) => (
          <Join key={index} from={first} to={point} scale={scale} />
        ))}
      </g>
      {lane.points.map((point, index) => (
        <Point key={index} point={point} x={scale.place(point.at)} from={timeline.from} />
      ))}
    </svg>
  );
}

/** From the first event on; where it ends beyond the axis it runs to the edge. */
function Window({ lane: { points, windowMs }, scale }: { lane: TimelineLane; scale: TimeScale }) {
  if (windowMs === null || points[0] === undefined) return null;
  const start = scale.place(points[0].at);
  const end = Math.min(100, scale.place(points[0].at + windowMs));
  return (
    <>
      <rect class="window" x={`${start}%`} y={2} width={`${end - start}%`} height={HEIGHT - 4} />
      {end < 100 && (
        <line class="window-end" x1={`${end}%`} x2={`${end}%`} y1={2} y2={HEIGHT - 2}>
          <title>{TIMELINE.windowEnds(formatSpan(windowMs))}</title>
        </line>
      )}
    </>
  );
}

function Rule({ x }: { x: number }) {
  return <line class="tick" x1={`${x}%`} x2={`${x}%`} y1={0} y2={HEIGHT} />;
}

function Join({ from, to, scale }: { from: TimelinePoint; to: TimelinePoint; scale: TimeScale }) {
  return <line class="join" x1={`${scale.place(from.at)}%`} y1={LINES[from.side]} x2={`${scale.place(to.at)}%`} y2={LINES[to.side]} />;
}

function Point({ point, x, from }: { point: TimelinePoint; x: number; from: number }) {
  const y = LINES[point.side];
  const title = <title>{pointWords(point, from)}</title>;
  const look = `mark ${point.side} ${point.arrived ? '' : 'missed'}`;
  if (point.side === 'browser') {
    return (
      <circle class={look} cx={`${x}%`} cy={y} r={5}>
        {title}
      </circle>
    );
  }
  return (
    <svg class={look} x={`${x}%`} y={y}>
      <rect x={-4.5} y={-4.5} width={9} height={9}>
        {title}
      </rect>
    </svg>
  );
}

function laneWords({ platform, eventName, outcome, points }: TimelineLane, { from }: Timeline): string {
  return TIMELINE.lane(eventTitle(platform, eventName), OUTCOME_WORDS[outcome], points.map((point) => pointWords(point, from)).join('; '));
}

function pointWords({ side, at, id, arrived }: TimelinePoint, from: number): string {
  const words = [side === 'browser' ? TIMELINE.browser : TIMELINE.server, TIMELINE.offset(formatSpan(at - from)), id ?? TIMELINE.noId, arrived ? '' : TIMELINE.notArrived];
  return words.filter(Boolean).join(', ');
}
