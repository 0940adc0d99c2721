import { Check, CircleQuestionMark, TriangleAlert } from 'lucide-preact';
import type { ComponentChildren } from 'preact';

export type Tone = 'good' | 'warn' | 'error' | 'plain';

const ICONS = { good: Check, warn: CircleQuestionMark, error: TriangleAlert, plain: null };
const CLASSES: Record<Tone, string> = { good: 'ok', warn: 'browser', error: 'bad', plain: '' };

/** One fact of the health strip. `title`: what stands behind it; '' = nothing. */
export function Fact({ tone, title = '', children }: { tone: Tone; title?: string; children: ComponentChildren }) {
  const Icon = ICONS[tone];
  return (
    <span class={`fact ${CLASSES[tone]}`} {...(title === '' ? {} : { title })}>
      {Icon !== null && <Icon size={13} aria-hidden="true" />}
      <span>{children}</span>
    </span>
  );
}
