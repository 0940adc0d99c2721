import { Check } from 'lucide-preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { WELCOME_STEPS } from '../../lib/model/welcome.ts';
import type { WelcomeStep } from '../../lib/model/welcome.ts';
import { EMPTY, OPTIONS, WELCOME } from '../strings.ts';
import { useStore } from '../use-store.ts';
import { AccessStep } from './access-step.tsx';
import { RelayStep } from './relay-step.tsx';
import { TryStep } from './try-step.tsx';
import { loadWelcome } from './welcome-store.ts';
import type { WelcomeProps } from './welcome-store.ts';

const STEPS = { 1: AccessStep, 2: RelayStep, 3: TryStep };

/** The first run in three steps. */
export function Welcome(props: WelcomeProps) {
  const progress = useStore(props.welcome, (state) => state.progress);
  const loaded = useStore(props.options, (state) => state.draft !== null);
  const failure = useStore(props.options, (state) => state.failure);
  if (!loaded && failure !== null) return <NotLoaded failure={failure} onRetry={() => void loadWelcome(props)} />;
  if (progress === null || !loaded) return <p class="muted">{OPTIONS.loading}</p>;
  const Step = STEPS[progress.step];
  return (
    <main>
      <h1>{WELCOME.title}</h1>
      <StepList current={progress.step} />
      <StepHeading key={progress.step} step={progress.step} />
      <Step {...props} />
    </main>
  );
}

function NotLoaded({ failure, onRetry }: { failure: string; onRetry: () => void }) {
  return (
    <main>
      <h1>{EMPTY.unreachable.title}</h1>
      <p role="alert">{failure}</p>
      <button type="button" class="button" onClick={onRetry}>
        {EMPTY.unreachable.button}
      </button>
    </main>
  );
}

function StepList({ current }: { current: WelcomeStep }) {
  return (
    <ol class="steps" aria-label={WELCOME.progress}>
      {WELCOME_STEPS.map((step) => (
        <li key={step} {...(step === current ? { 'aria-current': 'step' } : {})}>
          <span class="dot" aria-hidden="true">
            {step < current ? <Check size={14} /> : step}
          </span>
          {WELCOME.steps[step]}
          {step < current && <span class="visually-hidden">, {WELCOME.stepDone}</span>}
        </li>
      ))}
    </ol>
  );
}

/** Takes the focus with each step, so that keyboard and screen reader start at its top. */
function StepHeading({ step }: { step: WelcomeStep }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => heading.current?.focus(), []);
  return (
    <h2 ref={heading} tabIndex={-1}>
      {WELCOME.heading(step, WELCOME.steps[step])}
    </h2>
  );
}
