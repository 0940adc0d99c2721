import type { CoverageCounts } from '../../lib/model/coverage.ts';
import { OUTCOMES } from '../../lib/model/verdict.ts';
import type { Outcome } from '../../lib/model/verdict.ts';
import { OUTCOME_TONES } from '../outcome.tsx';
import { COVERAGE, OUTCOME_WORDS } from '../strings.ts';

interface OutcomeBarProps {
  byOutcome: CoverageCounts['byOutcome'];
  /** Length of the whole bar. */
  total: number;
  upright?: boolean;
}

/** Verdicts as parts of a bar, good ones first; a screen reader hears the numbers. */
export function OutcomeBar({ byOutcome, total, upright = false }: OutcomeBarProps) {
  const parts = OUTCOMES.toReversed().flatMap((outcome) => {
    const count = byOutcome[outcome] ?? 0;
    return count > 0 ? [{ outcome, count }] : [];
  });
  const size = upright ? 'height' : 'width';
  return (
    <span class={upright ? 'outcome-bar upright' : 'outcome-bar'} role="img" aria-label={partWords(parts)} title={partWords(parts)}>
      {parts.map(({ outcome, count }) => (
        <span key={outcome} class={`part ${OUTCOME_TONES[outcome]}`} data-outcome={outcome} style={{ [size]: `${(100 * count) / total}%` }} />
      ))}
    </span>
  );
}

export function partWords(parts: readonly { outcome: Outcome; count: number }[]): string {
  return parts.map(({ outcome, count }) => COVERAGE.part(count, OUTCOME_WORDS[outcome])).join(', ') || COVERAGE.nothing;
}
