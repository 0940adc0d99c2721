import type { CoverageSpan } from '../../lib/model/coverage.ts';
import { formatTime } from '../format.ts';
import { COVERAGE } from '../strings.ts';
import { OutcomeBar } from './outcome-bar.tsx';

/** Bars of one width; room for both ends' times at least. */
function widthOf(spans: readonly CoverageSpan[]): string {
  return `${Math.max(130, spans.length * 30)}px`;
}

/** Verdicts in the order of the session; each bar is as high as its share of the fullest stretch. */
export function CoverageTrend({ spans }: { spans: readonly CoverageSpan[] }) {
  const most = Math.max(1, ...spans.map(({ conversions }) => conversions));
  const [first] = spans;
  const last = spans.at(-1);
  if (first === undefined || last === undefined) return null;
  return (
    <section>
      <h3>{COVERAGE.trend}</h3>
      <ol class="trend" style={{ width: widthOf(spans) }}>
        {spans.map((span) => (
          <li key={span.from}>
            <span class="visually-hidden">{formatTime(span.from)}: </span>
            <OutcomeBar byOutcome={span.byOutcome} total={most} upright />
          </li>
        ))}
      </ol>
      <p class="trend-ends muted" style={{ width: widthOf(spans) }}>
        <span>{formatTime(first.from)}</span>
        <span>{formatTime(last.to)}</span>
      </p>
    </section>
  );
}
