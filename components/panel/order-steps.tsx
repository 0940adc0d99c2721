import { Check, CircleQuestionMark, X } from 'lucide-preact';
import type { KeyStep, PlatformWalk, SentStep, WalkAnswer, WalkStep } from '../../lib/model/order-walk.ts';
import { formatSpan } from '../format.ts';
import { OutcomeBadge } from '../outcome.tsx';
import { KEY_NAMES, ORDER, PLATFORM_NAMES, deliveryWords, eventTitle } from '../strings.ts';

const ICONS: Record<WalkAnswer, typeof Check> = { yes: Check, no: X, open: CircleQuestionMark };
const TONES: Record<WalkAnswer, string> = { yes: 'ok', no: 'bad', open: 'wait' };

/** The walk over one conversion of the order, to its end. */
export function OrderSteps({ walk, onConversion }: { walk: PlatformWalk; onConversion: (conversionId: string) => void }) {
  const { conversion, steps, end } = walk;
  const { platform, eventName, verdict } = conversion;
  return (
    <section class="walk" aria-label={eventTitle(platform, eventName)}>
      <header class="walk-head">
        <h4>{eventTitle(platform, eventName)}</h4>
        <OutcomeBadge outcome={verdict.outcome} />
        <button type="button" class="button" aria-label={`${ORDER.showDetail}: ${eventTitle(platform, eventName)}`} onClick={() => onConversion(conversion.id)}>
          {ORDER.showDetail}
        </button>
      </header>
      {walk.byVisit && <p class="muted">{ORDER.byVisit}</p>}
      <ol class="walk-steps">
        {steps.map((step, index) => (
          <Step key={index} step={step} gapMs={conversion.gapMs} />
        ))}
      </ol>
      <p class="walk-end">{end === 'all-match' ? ORDER.allMatch(PLATFORM_NAMES[platform]) : verdict.sentence}</p>
    </section>
  );
}

function Step({ step, gapMs }: { step: WalkStep; gapMs: number | null }) {
  const Icon = ICONS[step.answer];
  const { title, facts } = step.kind === 'sent' ? sentWords(step) : keyWords(step, gapMs);
  return (
    <li>
      <Icon class={TONES[step.answer]} size={14} aria-hidden="true" />
      <span>
        {title}
        <span class="visually-hidden">: {ORDER.answers[step.answer]}</span> <span class="muted">{facts}</span>
      </span>
    </li>
  );
}

interface StepWords {
  title: string;
  facts: string;
}

function sentWords({ side, answer, ids, places, delivery, rejected }: SentStep): StepWords {
  if (places.length === 0) return { title: ORDER.steps[side][answer], facts: '' };
  const stopped = answer === 'no' && delivery !== null ? deliveryWords(delivery) : '';
  const title = rejected ? ORDER.steps.serverRejected : stopped !== '' ? ORDER.steps.browserStopped : ORDER.steps[side][answer];
  return { title, facts: [ids.length === 0 ? ORDER.withoutId : ORDER.withId(ids), ORDER.places[side](places), stopped].filter(Boolean).join(', ') };
}

function keyWords({ answer, comparison, customName }: KeyStep, gapMs: number | null): StepWords {
  const { key, browser, server, result, note } = comparison;
  if (key === 'window') {
    const title = answer === 'yes' ? ORDER.steps.windowYes : answer === 'no' ? ORDER.steps.windowNo : ORDER.steps.key.open(KEY_NAMES[key]);
    return { title, facts: [formatSpan(gapMs), note].filter(Boolean).join(', ') };
  }
  const name = KEY_NAMES[key];
  const title = result === 'missing' ? ORDER.steps.missing(name) : ORDER.steps.key[answer](answer === 'open' ? name : lowerFirst(name));
  const values = browser === server ? (browser ?? ORDER.none) : ORDER.bothValues(browser ?? ORDER.none, server ?? ORDER.none);
  return { title, facts: [values, note, customName ? ORDER.customName : ''].filter(Boolean).join(', ') };
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
