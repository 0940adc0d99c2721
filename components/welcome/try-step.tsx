import { Check, Hourglass } from 'lucide-preact';
import { AccessState } from '../options/permission-list.tsx';
import { TextField } from '../options/text-field.tsx';
import { WELCOME } from '../strings.ts';
import { useStore } from '../use-store.ts';
import { Command } from './command.tsx';
import { StepButtons } from './step-buttons.tsx';
import { endWelcome, goToStep, openSite } from './welcome-store.ts';
import type { WelcomeProps } from './welcome-store.ts';

/** To the user's own site or to the demo, with a tick that shows that requests arrive. */
export function TryStep(props: WelcomeProps) {
  const { options, actions } = props;
  const permitted = useStore(options, (state) => state.permitted);
  return (
    <>
      <div class="pair">
        <OwnSite {...props} />
        <section>
          <h3>{WELCOME.demo}</h3>
          <p class="muted">{WELCOME.demoText}</p>
          <Command command={WELCOME.demoCommand} />
        </section>
      </div>
      {permitted === false ? <AccessState store={options} actions={actions.options} /> : <Seen {...props} />}
      <StepButtons onBack={() => void goToStep(props, 2)}>
        <button type="button" class="button primary" onClick={() => void endWelcome(props)}>
          {WELCOME.done}
        </button>
        <span class="muted">{WELCOME.doneHint}</span>
      </StepButtons>
    </>
  );
}

function OwnSite(props: WelcomeProps) {
  const { welcome } = props;
  const site = useStore(welcome, (state) => state.site);
  const invalid = useStore(welcome, (state) => state.siteInvalid);
  return (
    <section>
      <h3>{WELCOME.ownSite}</h3>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          openSite(props);
        }}
      >
        <TextField
          label={WELCOME.site}
          hint={WELCOME.siteHint}
          value={site}
          error={invalid ? WELCOME.siteError : undefined}
          onInput={(value) => welcome.setState({ site: value, siteInvalid: false })}
        />
        <button type="submit" class="button">
          {WELCOME.openSite}
        </button>
      </form>
      <ol>
        {WELCOME.ownSteps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
    </section>
  );
}

/** The number changes often; a screen reader hears only that the first request came. */
function Seen({ welcome }: WelcomeProps) {
  const seen = useStore(welcome, (state) => state.seen) ?? 0;
  return (
    <p class={seen > 0 ? 'seen ok' : 'seen muted'}>
      {seen > 0 ? <Check size={16} aria-hidden="true" /> : <Hourglass size={16} aria-hidden="true" />}
      <span>{seen > 0 ? WELCOME.seen(seen) : WELCOME.waiting}</span>
      <span role="status" class="visually-hidden">
        {seen > 0 ? WELCOME.firstSeen : ''}
      </span>
    </p>
  );
}
