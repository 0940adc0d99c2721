import type { JudgedConversion, Outcome } from '../../lib/model/verdict.ts';
import { formatMoney } from '../format.ts';
import { POPUP } from '../strings.ts';

/** The popup's headline, what stands under it, and its colour class. */
export interface TabAnswer {
  headline: string;
  notes: readonly string[];
  tone: 'bad' | 'swallowed' | 'wait' | 'ok';
}

/** Answers for a whole tab: will each conversion be counted once? The worst comes first; only evidence makes it green. */
export function answerFor(conversions: readonly JudgedConversion[]): TabAnswer {
  const count = (outcome: Outcome) => conversions.filter(({ verdict }) => verdict.outcome === outcome).length;
  const notes = [
    ...stakes(conversions),
    ...note(count('server-only'), POPUP.noBrowser),
    ...note(count('browser-only'), POPUP.noServer),
  ];
  const bad = badHeadline(conversions, count);
  const open = [...note(count('pending'), POPUP.waiting), ...note(count('undetermined'), POPUP.unknown)];
  if (bad !== null) return { ...bad, notes: [...notes, ...open] };
  if (count('undetermined') > 0) {
    return { headline: POPUP.undetermined(count('undetermined'), conversions.length), tone: 'wait', notes: [...notes, ...note(count('pending'), POPUP.waiting)] };
  }
  if (count('pending') > 0) return { headline: POPUP.pending(count('pending'), conversions.length), tone: 'wait', notes };
  const isTakenBack = conversions.some(({ verdict }) => verdict.expected === 0);
  return { headline: (isTakenBack ? POPUP.asExpected : POPUP.once)(conversions.length), tone: 'ok', notes };
}

function badHeadline(conversions: readonly JudgedConversion[], count: (outcome: Outcome) => number): Pick<TabAnswer, 'headline' | 'tone'> | null {
  const total = conversions.length;
  const [double, swallowed, lost] = [count('double-counts'), count('swallowed'), count('lost')];
  // Three fires count three times; what the server took back and a copy keeps counts once too often.
  const isTwice = conversions.every(({ verdict }) => verdict.outcome !== 'double-counts' || verdict.counted === 2);
  const headline = POPUP.double(double, total, isTwice);
  if (double > 0) return { headline: swallowed > 0 ? POPUP.andSwallowed(headline, swallowed) : headline, tone: 'bad' };
  if (swallowed > 0) return { headline: POPUP.swallowed(swallowed, total), tone: 'swallowed' };
  return lost > 0 ? { headline: POPUP.lost(lost, total), tone: 'bad' } : null;
}

function note(count: number, words: (count: number) => string): string[] {
  return count > 0 ? [words(count)] : [];
}

/** Money of sales at stake, per currency: currencies are never added up. */
function stakes(conversions: readonly JudgedConversion[]): string[] {
  const sales = conversions.filter(({ noSale }) => noSale !== true);
  const byCurrency = Map.groupBy(sales, ({ currency }) => currency);
  return [...byCurrency].flatMap(([currency, group]) => {
    const sum = (sign: 1 | -1) => group.reduce((total, { verdict }) => total + Math.max(0, sign * (verdict.atStake ?? 0)), 0);
    const [over, under] = [sum(1), sum(-1)];
    return [...(over > 0 ? [POPUP.over(formatMoney(over, currency))] : []), ...(under > 0 ? [POPUP.under(formatMoney(under, currency))] : [])];
  });
}
