import { AccessState } from '../options/permission-list.tsx';
import { WELCOME } from '../strings.ts';
import { StepButtons } from './step-buttons.tsx';
import { goToStep } from './welcome-store.ts';
import type { WelcomeProps } from './welcome-store.ts';

/** What Pixelpair is for, what it may see, and the access that it needs for that. */
export function AccessStep(props: WelcomeProps) {
  return (
    <>
      <p class="lead">{WELCOME.purpose}</p>
      <div class="pair">
        <Points title={WELCOME.sees} points={WELCOME.seesList} />
        <Points title={WELCOME.never} points={WELCOME.neverList} />
      </div>
      <section>
        <h3>{WELCOME.access}</h3>
        <p class="muted">{WELCOME.accessWhy}</p>
        <AccessState store={props.options} actions={props.actions.options} />
      </section>
      <StepButtons>
        <button type="button" class="button primary" onClick={() => void goToStep(props, 2)}>
          {WELCOME.next}
        </button>
      </StepButtons>
    </>
  );
}

function Points({ title, points }: { title: string; points: readonly string[] }) {
  return (
    <section>
      <h3>{title}</h3>
      <ul>
        {points.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
    </section>
  );
}
