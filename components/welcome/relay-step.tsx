import { useLayoutEffect, useRef } from 'preact/hooks';
import { RelayLine } from '../options/relay-lines.tsx';
import { WELCOME } from '../strings.ts';
import { useStore } from '../use-store.ts';
import { Command } from './command.tsx';
import { StepButtons } from './step-buttons.tsx';
import { goToStep, leaveRelay } from './welcome-store.ts';
import type { WelcomeProps } from './welcome-store.ts';

/** Connects the shop's relay, or says what is missing without one. */
export function RelayStep(props: WelcomeProps) {
  const { welcome } = props;
  const form = useRef<HTMLFormElement>(null);
  const hasRelay = useStore(welcome, (state) => state.hasRelay);
  const errors = useStore(props.options, (state) => state.errors);
  const submitted = useRef(false);
  // Only what Continue found wrong takes the focus: an edit changes the errors, too.
  useLayoutEffect(() => {
    if (submitted.current) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
    submitted.current = false;
  }, [errors]);
  const choice = (value: boolean, words: string) => (
    <label>
      <input type="radio" name="relay" checked={hasRelay === value} onChange={() => welcome.setState({ hasRelay: value })} />
      {words}
    </label>
  );
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        submitted.current = true;
        void leaveRelay(props);
      }}
    >
      <p class="lead">{WELCOME.relayIntro}</p>
      <fieldset class="choice">
        <legend>{WELCOME.relayChoice}</legend>
        {choice(true, WELCOME.relayYes)}
        {choice(false, WELCOME.relayNo)}
      </fieldset>
      {hasRelay ? <Connection {...props} /> : <NoRelay />}
      <RelayButtons {...props} />
    </form>
  );
}

/** The first connection; further ones are for the options. */
function Connection({ options, actions }: WelcomeProps) {
  const relays = useStore(options, (state) => state.draft?.relays) ?? [];
  const [relay, ...others] = relays;
  if (relay === undefined) return null;
  return (
    <>
      <div class="connection">
        <RelayLine store={options} actions={actions.options} relay={relay} />
      </div>
      {others.length > 0 && <p class="muted">{WELCOME.relayMore(others.length)}</p>}
    </>
  );
}

function NoRelay() {
  return (
    <section>
      <p>{WELCOME.noRelay}</p>
      <p class="muted">{WELCOME.noRelayNext}</p>
      <Command command={WELCOME.relayCommand} />
      <p>
        <a href="relay-contract.txt" target="_blank">
          {WELCOME.contract}
        </a>
      </p>
    </section>
  );
}

function RelayButtons(props: WelcomeProps) {
  const saving = useStore(props.options, (state) => state.saved === 'saving');
  const failure = useStore(props.options, (state) => state.failure);
  const wrong = useStore(props.options, (state) => Object.keys(state.errors).length);
  return (
    <StepButtons onBack={() => void goToStep(props, 1)}>
      <button type="submit" class="button primary" disabled={saving}>
        {saving ? WELCOME.saving : WELCOME.next}
      </button>
      <span role="status" class="bad">
        {failure ?? (wrong > 0 ? WELCOME.invalid(wrong) : '')}
      </span>
    </StepButtons>
  );
}
