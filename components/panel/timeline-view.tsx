import { useMemo } from 'preact/hooks';
import type { Visit } from '../../lib/model/projection.ts';
import type { Timeline, TimelineLane } from '../../lib/model/timeline.ts';
import type { Analysis } from '../analysis.ts';
import { formatSpan, formatTime, splitPageUrl } from '../format.ts';
import { OutcomeIcon } from '../outcome.tsx';
import { OUTCOME_WORDS, PANEL, TIMELINE, eventTitle } from '../strings.ts';
import { Empty } from './empty-list.tsx';
import { TimelineTable } from './timeline-table.tsx';
import { TimelineTrack } from './timeline-track.tsx';
import { timeScale } from './timeline-scale.ts';
import type { TimeScale } from './timeline-scale.ts';

interface TimelineViewProps {
  visits: readonly Visit[];
  /** null = the visit of the selected conversion, else the newest. */
  visitId: string | null;
  selectedId: string | null;
  analysis: Analysis;
  onVisit: (visitId: string) => void;
  onConversion: (conversionId: string) => void;
}

/** Browser and server events of one page visit on one axis. */
export function TimelineView(props: TimelineViewProps) {
  const { visits, visitId, selectedId, analysis, onVisit } = props;
  const ofSelected = visits.find(({ conversions }) => conversions.some(({ id }) => id === selectedId));
  const visit = visits.find(({ id }) => id === visitId) ?? ofSelected ?? visits[0];
  const timeline = useMemo(() => (visit === undefined ? null : analysis.timelineOf(visit)), [visit, analysis]);
  if (visit === undefined || timeline === null) return <Empty {...TIMELINE.empty} />;
  return (
    <div class="view-page timeline">
      <label class="visit-choice">
        {TIMELINE.visit}
        <select class="select" value={visit.id} onChange={(event) => onVisit(event.currentTarget.value)}>
          {visits.map((each) => (
            <option key={each.id} value={each.id}>
              {visitName(each)}
            </option>
          ))}
        </select>
      </label>
      <Legend />
      <Lanes timeline={timeline} onConversion={props.onConversion} />
      <TimelineTable timeline={timeline} />
    </div>
  );
}

function visitName({ pageUrl, at, orderId }: Visit): string {
  const page = pageUrl === null ? PANEL.unknownPage : splitPageUrl(pageUrl).path;
  return TIMELINE.visitName(page, formatTime(at), orderId === null ? '' : PANEL.order(orderId));
}

function Legend() {
  return (
    <ul class="legend" aria-hidden="true">
      <li>
        <svg class="mark browser" width="12" height="12">
          <circle cx="6" cy="6" r="5" />
        </svg>
        {TIMELINE.browser}
      </li>
      <li>
        <svg class="mark server" width="12" height="12">
          <rect x="1.5" y="1.5" width="9" height="9" />
        </svg>
        {TIMELINE.server}
      </li>
      <li>
        <svg class="mark browser missed" width="12" height="12">
          <circle cx="6" cy="6" r="4.5" />
        </svg>
        {TIMELINE.notArrived}
      </li>
    </ul>
  );
}

function Lanes({ timeline, onConversion }: { timeline: Timeline; onConversion: (conversionId: string) => void }) {
  const scale = timeScale(timeline);
  return (
    <div class="lanes">
      <Axis timeline={timeline} scale={scale} />
      <ul>
        {timeline.lanes.map((lane) => (
          <li key={lane.conversionId} class="lane">
            <LaneName lane={lane} onConversion={onConversion} />
            <TimelineTrack lane={lane} timeline={timeline} scale={scale} />
          </li>
        ))}
      </ul>
    </div>
  );
}

function Axis({ timeline, scale }: { timeline: Timeline; scale: TimeScale }) {
  return (
    <div class="lane axis" aria-hidden="true">
      <span class="muted">{TIMELINE.axis}</span>
      <span class="ticks mono muted">
        {scale.ticks.map((offset) => (
          <span key={offset} style={{ left: `${scale.place(timeline.from + offset)}%` }}>
            {offset === 0 ? formatTime(timeline.from) : TIMELINE.offset(formatSpan(offset))}
          </span>
        ))}
      </span>
    </div>
  );
}

function LaneName({ lane, onConversion }: { lane: TimelineLane; onConversion: (conversionId: string) => void }) {
  const { platform, eventName, outcome, windowMs, conversionId } = lane;
  const title = eventTitle(platform, eventName);
  return (
    <button type="button" class="lane-name" title={TIMELINE.showDetail(title)} onClick={() => onConversion(conversionId)}>
      <OutcomeIcon outcome={outcome} />
      <span>
        <b>{title}</b>
        <small class="muted">
          {OUTCOME_WORDS[outcome]}, {windowMs === null ? TIMELINE.noWindow.toLowerCase() : TIMELINE.window(formatSpan(windowMs)).toLowerCase()}
        </small>
      </span>
    </button>
  );
}
