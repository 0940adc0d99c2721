import type { JudgedConversion } from '../../lib/model/verdict.ts';
import { formatStake } from '../format.ts';
import { DETAIL } from '../strings.ts';

/** Counted, expected and the money between them. */
export function VerdictSummary({ conversion }: { conversion: JudgedConversion }) {
  const { counted, expected, atStake } = conversion.verdict;
  return (
    <div class="sum">
      <span>
        <b>{counted ?? '?'}</b> <span class="muted">{counted === null ? `${DETAIL.counted}, ${DETAIL.unknownCount}` : DETAIL.counted}</span>
      </span>
      <span>
        <b>{expected}</b> <span class="muted">{DETAIL.expected}</span>
      </span>
      {atStake !== null && atStake !== 0 && (
        <span>
          <b>{formatStake(atStake, conversion.currency)}</b> <span class="muted">{atStake > 0 ? DETAIL.stakeOver : DETAIL.stakeUnder}</span>
        </span>
      )}
    </div>
  );
}
