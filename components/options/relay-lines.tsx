import type { RelayConnection } from '../../lib/model/settings.ts';
import { OPTIONS } from '../strings.ts';
import { useStore } from '../use-store.ts';
import { LineList } from './line-list.tsx';
import { editDraft, testConnection } from './options-store.ts';
import type { OptionsActions, OptionsStore } from './options-store.ts';
import { TestResult } from './test-result.tsx';
import { TextField } from './text-field.tsx';

export interface LinesProps {
  store: OptionsStore;
  actions: OptionsActions;
}

export function RelayLines({ store, actions }: LinesProps) {
  const relays = useStore(store, (state) => state.draft?.relays) ?? [];
  const change = (next: readonly RelayConnection[]) => editDraft(store, { relays: next });
  return (
    <LineList
      title={OPTIONS.relays}
      hint={OPTIONS.relaysHint}
      lines={relays}
      nameOf={OPTIONS.relay}
      addName={OPTIONS.addRelay}
      onAdd={() => change([...relays, { id: actions.newId(), hostPattern: relays.length === 0 ? '*' : '', endpoint: '', token: '' }])}
      onRemove={({ id }) => change(relays.filter((relay) => relay.id !== id))}
    >
      {(relay) => <RelayLine store={store} actions={actions} relay={relay} />}
    </LineList>
  );
}

interface RelayLineProps extends LinesProps {
  relay: RelayConnection;
}

/** The fields of one connection and its test. */
export function RelayLine({ store, actions, relay }: RelayLineProps) {
  const errors = useStore(store, (state) => state.errors);
  const test = useStore(store, (state) => state.tests[relay.id]);
  const { id, hostPattern, endpoint, token } = relay;
  const onEdit = (field: 'hostPattern' | 'endpoint' | 'token', value: string) => {
    const relays = store.getState().draft?.relays ?? [];
    editDraft(store, { relays: relays.map((each) => (each.id === id ? { ...each, [field]: value } : each)) }, `${id}.${field}`);
  };
  return (
    <>
      <TextField label={OPTIONS.hostPattern} hint={OPTIONS.hostPatternHint} value={hostPattern} error={errors[`${id}.hostPattern`]} onInput={(value) => onEdit('hostPattern', value)} />
      <TextField label={OPTIONS.endpoint} hint={OPTIONS.endpointHint} value={endpoint} error={errors[`${id}.endpoint`]} onInput={(value) => onEdit('endpoint', value)} />
      <TextField label={OPTIONS.token} type="password" value={token} error={errors[`${id}.token`]} onInput={(value) => onEdit('token', value)} />
      <div class="test">
        <button type="button" class="button" disabled={test === 'running'} onClick={() => void testConnection(store, actions, relay)}>
          {test === 'running' ? OPTIONS.testing : OPTIONS.test}
        </button>
        <TestResult test={test} />
      </div>
    </>
  );
}
