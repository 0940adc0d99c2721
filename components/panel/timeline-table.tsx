import type { Timeline, TimelineLane, TimelinePoint } from '../../lib/model/timeline.ts';
import { formatSpan, formatTime } from '../format.ts';
import { TIMELINE, eventTitle } from '../strings.ts';
import { WideTable } from './wide-table.tsx';

/** The axis for those who read better than they see. */
export function TimelineTable({ timeline }: { timeline: Timeline }) {
  const points = timeline.lanes.flatMap((lane) => lane.points.map((point) => ({ lane, point })));
  points.sort((a, b) => a.point.at - b.point.at);
  return (
    <details class="timeline-table">
      <summary>{TIMELINE.table}</summary>
      <WideTable label={TIMELINE.table}>
        <thead>
          <tr>
            {[TIMELINE.time, TIMELINE.offsetHead, TIMELINE.event, TIMELINE.side, TIMELINE.id, TIMELINE.place].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.map(({ lane, point }, index) => (
            <Line key={index} lane={lane} point={point} from={timeline.from} />
          ))}
        </tbody>
      </WideTable>
    </details>
  );
}

function Line({ lane: { platform, eventName }, point: { side, at, id, place, arrived }, from }: { lane: TimelineLane; point: TimelinePoint; from: number }) {
  return (
    <tr>
      <td>{formatTime(at)}</td>
      <td>{TIMELINE.offset(formatSpan(at - from))}</td>
      <td>{eventTitle(platform, eventName)}</td>
      <td>
        {side === 'browser' ? TIMELINE.browser : TIMELINE.server}
        {!arrived && <span class="bad">, {TIMELINE.notArrived}</span>}
      </td>
      <td class="mono value">{id ?? TIMELINE.noId}</td>
      <td>{place}</td>
    </tr>
  );
}
