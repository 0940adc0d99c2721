import { useMemo } from 'preact/hooks';
import type { CoverageRow } from '../../lib/model/coverage.ts';
import { OUTCOMES } from '../../lib/model/verdict.ts';
import type { Visit } from '../../lib/model/projection.ts';
import type { Analysis } from '../analysis.ts';
import { formatMoney } from '../format.ts';
import { OutcomeIcon } from '../outcome.tsx';
import { COVERAGE, OUTCOME_WORDS, PLATFORM_NAMES } from '../strings.ts';
import { CoverageTrend } from './coverage-trend.tsx';
import { OutcomeBar } from './outcome-bar.tsx';
import { WideTable } from './wide-table.tsx';

interface CoverageViewProps {
  /** What the filters leave. */
  visits: readonly Visit[];
  analysis: Analysis;
}

/** Stretches that the session is cut into. */
const TREND_SPANS = 24;

/** How conversions reached each pixel: bars, the same numbers as a table, and how it went over the session. */
export function CoverageView({ visits, analysis }: CoverageViewProps) {
  const conversions = useMemo(() => visits.flatMap((visit) => visit.conversions), [visits]);
  const rows = useMemo(() => analysis.coverageOf(conversions), [conversions, analysis]);
  const spans = useMemo(() => analysis.coverageTrend(conversions, TREND_SPANS), [conversions, analysis]);
  return (
    <div class="view-page coverage" tabIndex={0} role="group" aria-label={COVERAGE.title}>
      <h2>{COVERAGE.title}</h2>
      <Legend rows={rows} />
      <CoverageTable rows={rows} />
      <CoverageTrend spans={spans} />
    </div>
  );
}

function Legend({ rows }: { rows: readonly CoverageRow[] }) {
  const present = OUTCOMES.filter((outcome) => rows.some(({ byOutcome }) => byOutcome[outcome] !== undefined));
  return (
    <ul class="legend" aria-label={COVERAGE.legend}>
      {present.map((outcome) => (
        <li key={outcome}>
          <OutcomeIcon outcome={outcome} />
          {OUTCOME_WORDS[outcome]}
        </li>
      ))}
    </ul>
  );
}

const COUNTS = ['both', 'browserOnly', 'serverOnly', 'double', 'swallowed', 'open'] as const;

function CoverageTable({ rows }: { rows: readonly CoverageRow[] }) {
  return (
    <WideTable label={COVERAGE.caption}>
      <thead>
        <tr>
          <th scope="col">{COVERAGE.pixel}</th>
          <th scope="col" class="bar-cell">
            {COVERAGE.legend}
          </th>
          <th scope="col" class="num">
            {COVERAGE.conversions}
          </th>
          {COUNTS.map((count) => (
            <th key={count} scope="col" class="num">
              {COVERAGE[count]}
            </th>
          ))}
          <th scope="col" class="num" title={COVERAGE.rateHint}>
            {COVERAGE.rate}
          </th>
          <th scope="col" class="num">
            {COVERAGE.money}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <CoverageLine key={`${row.platform} ${row.pixelId}`} row={row} />
        ))}
      </tbody>
    </WideTable>
  );
}

function CoverageLine({ row }: { row: CoverageRow }) {
  const money = Object.entries(row.overcounted).map(([currency, amount]) => formatMoney(amount, currency));
  return (
    <tr>
      <th scope="row">
        {PLATFORM_NAMES[row.platform]} <small class="mono muted">{row.pixelId}</small>
      </th>
      <td class="bar-cell">
        <OutcomeBar byOutcome={row.byOutcome} total={row.conversions} />
      </td>
      <td class="num">{row.conversions}</td>
      {COUNTS.map((count) => (
        <td key={count} class={`num ${row[count] === 0 ? 'muted' : ''} ${(count === 'double' || count === 'swallowed') && row[count] > 0 ? 'bad' : ''}`}>
          {row[count]}
        </td>
      ))}
      <td class="num">{row.rate === null ? <span class="muted">{COVERAGE.rateUnknown}</span> : COVERAGE.percent(row.rate)}</td>
      <td class={`num ${money.length > 0 ? 'bad' : 'muted'}`}>{money.join(', ') || COVERAGE.noMoney}</td>
    </tr>
  );
}
