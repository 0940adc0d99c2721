import { AppWindow, Ban, Check, CircleQuestionMark, Clock, Funnel, Server, Split } from 'lucide-preact';
import type { Outcome } from '../lib/model/verdict.ts';
import { OUTCOME_WORDS } from './strings.ts';

const ICONS: Record<Outcome, typeof Check> = {
  'double-counts': Split,
  swallowed: Funnel,
  lost: Ban,
  undetermined: CircleQuestionMark,
  pending: Clock,
  'server-only': Server,
  'browser-only': AppWindow,
  deduplicates: Check,
};

/** Colour class of base.css. */
export const OUTCOME_TONES: Record<Outcome, string> = {
  'double-counts': 'bad',
  swallowed: 'swallowed',
  lost: 'bad',
  undetermined: 'wait',
  pending: 'wait',
  'server-only': 'server',
  'browser-only': 'browser',
  deduplicates: 'ok',
};

export function OutcomeIcon({ outcome }: { outcome: Outcome }) {
  const Icon = ICONS[outcome];
  return <Icon class={OUTCOME_TONES[outcome]} size={14} aria-hidden="true" />;
}

/** Icon, word and colour: none of them alone carries the verdict. */
export function OutcomeBadge({ outcome }: { outcome: Outcome }) {
  return (
    <span class={`verdict ${OUTCOME_TONES[outcome]}`} data-outcome={outcome}>
      <OutcomeIcon outcome={outcome} />
      {OUTCOME_WORDS[outcome]}
    </span>
  );
}
