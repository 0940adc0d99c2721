import type { JudgedConversion } from '../../lib/model/verdict.ts';
import { idLines } from '../event-ids.ts';
import type { IdLine } from '../event-ids.ts';
import { formatMoney, formatSpan } from '../format.ts';
import { ID_SIDES, OUTCOME_WORDS, eventTitle, gapWords } from '../strings.ts';

/** What a screen reader hears of a row: the verdict first. */
export function rowLabel(conversion: JudgedConversion): string {
  const { verdict, platform, eventName, value, currency, gapMs } = conversion;
  const parts = [
    OUTCOME_WORDS[verdict.outcome],
    eventTitle(platform, eventName),
    ...idLines(conversion).map(lineWords),
    formatMoney(value, currency),
    gapMs === null ? '' : gapWords(formatSpan(gapMs)),
  ];
  return parts.filter(Boolean).join(', ');
}

function lineWords({ side, runs, note }: IdLine): string {
  const id = runs.map(({ text }) => text).join('');
  return [`${ID_SIDES[side]}:`, id, note].filter(Boolean).join(' ');
}
