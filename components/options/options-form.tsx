import { EMPTY, OPTIONS, WELCOME } from '../strings.ts';
import { useStore } from '../use-store.ts';
import { ExpectationLines } from './expectation-lines.tsx';
import { ActionLines, FirstPartyLines } from './mapping-lines.tsx';
import { editDraft, loadOptions, saveOptions } from './options-store.ts';
import { PermissionList } from './permission-list.tsx';
import { ExportFields, RecordingFields } from './recording-fields.tsx';
import { RelayLines } from './relay-lines.tsx';
import type { LinesProps } from './relay-lines.tsx';
import { SettingsTransfer } from './settings-transfer.tsx';
import { SuggestedHosts } from './suggested-hosts.tsx';
import { TextField } from './text-field.tsx';

/** The options page. */
export function OptionsForm({ store, actions }: LinesProps) {
  const loaded = useStore(store, (state) => state.draft !== null);
  const failure = useStore(store, (state) => state.failure);
  if (!loaded) return <NotLoaded failure={failure} onRetry={() => void loadOptions(store, actions)} />;
  return (
    <form
      class="options"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void saveOptions(store, actions);
      }}
    >
      <main>
        <h1>{OPTIONS.title}</h1>
        <RelayLines store={store} actions={actions} />
        <ActionLines store={store} actions={actions} kind="actions" />
        <ActionLines store={store} actions={actions} kind="activities" />
        <FirstPartyLines store={store} actions={actions} />
        <SuggestedHosts store={store} actions={actions} />
        <ExpectationLines store={store} actions={actions} />
        <GraceField store={store} />
        <RecordingFields store={store} />
        <ExportFields store={store} />
        <PermissionList store={store} actions={actions} />
        <SettingsTransfer store={store} actions={actions} />
        <section>
          <a href="welcome.html">{WELCOME.reopen}</a>
        </section>
      </main>
      <SaveBar store={store} />
    </form>
  );
}

function NotLoaded({ failure, onRetry }: { failure: string | null; onRetry: () => void }) {
  if (failure === null) return <p class="muted">{OPTIONS.loading}</p>;
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

function GraceField({ store }: Pick<LinesProps, 'store'>) {
  const seconds = useStore(store, (state) => state.draft?.graceSeconds) ?? '';
  const error = useStore(store, (state) => state.errors.graceSeconds);
  return (
    <section class="grace">
      <h2>{OPTIONS.waiting}</h2>
      <TextField
        label={OPTIONS.graceSeconds}
        hint={OPTIONS.graceHint}
        value={seconds}
        error={error}
        onInput={(value) => editDraft(store, { graceSeconds: value }, 'graceSeconds')}
      />
    </section>
  );
}

function SaveBar({ store }: Pick<LinesProps, 'store'>) {
  const saved = useStore(store, (state) => state.saved);
  const failure = useStore(store, (state) => state.failure);
  const wrong = useStore(store, (state) => Object.keys(state.errors).length);
  const problem = failure ?? (wrong > 0 ? OPTIONS.invalid(wrong) : null);
  const words = { yes: OPTIONS.saved, no: OPTIONS.unsaved, saving: OPTIONS.saving };
  return (
    <footer class="save">
      <button type="submit" class="button primary" disabled={saved === 'saving'}>
        {OPTIONS.save}
      </button>
      <span role="status" class={problem === null ? 'muted' : 'bad'}>
        {problem ?? words[saved]}
      </span>
    </footer>
  );
}
