import { PLATFORM_IDS, isPlatformId } from '../../lib/model/platform-id.ts';
import type { PlatformId } from '../../lib/model/platform-id.ts';
import { OPTIONS, PLATFORM_NAMES } from '../strings.ts';
import { useStore } from '../use-store.ts';
import { LineList } from './line-list.tsx';
import type { OptionsDraft } from './options-draft.ts';
import { editDraft } from './options-store.ts';
import type { LinesProps } from './relay-lines.tsx';
import { TextField } from './text-field.tsx';

type Action = OptionsDraft['actions'][number];
type FirstParty = OptionsDraft['firstParty'][number];

/** Google Ads label ↔ conversion action. */
export function ActionLines({ store, actions: { newId } }: LinesProps) {
  const lines = useStore(store, (state) => state.draft?.actions) ?? [];
  const errors = useStore(store, (state) => state.errors);
  const edit = (id: string, field: 'label' | 'actionId', value: string) =>
    editDraft(store, { actions: lines.map((line) => (line.id === id ? { ...line, [field]: value } : line)) }, `${id}.${field}`);
  return (
    <LineList<Action>
      title={OPTIONS.actions}
      hint={OPTIONS.actionsHint}
      lines={lines}
      nameOf={OPTIONS.action}
      addName={OPTIONS.addAction}
      onAdd={() => editDraft(store, { actions: [...lines, { id: newId(), label: '', actionId: '' }] })}
      onRemove={({ id }) => editDraft(store, { actions: lines.filter((line) => line.id !== id) })}
    >
      {({ id, label, actionId }) => (
        <>
          <TextField label={OPTIONS.label} hint={OPTIONS.labelHint} value={label} error={errors[`${id}.label`]} onInput={(value) => edit(id, 'label', value)} />
          <TextField label={OPTIONS.actionId} hint={OPTIONS.actionIdHint} value={actionId} error={errors[`${id}.actionId`]} onInput={(value) => edit(id, 'actionId', value)} />
        </>
      )}
    </LineList>
  );
}

/** "This host is that platform." */
export function FirstPartyLines({ store, actions: { newId } }: LinesProps) {
  const lines = useStore(store, (state) => state.draft?.firstParty) ?? [];
  const errors = useStore(store, (state) => state.errors);
  const edit = (id: string, change: Partial<FirstParty>) =>
    editDraft(store, { firstParty: lines.map((line) => (line.id === id ? { ...line, ...change } : line)) }, `${id}.host`);
  return (
    <LineList<FirstParty>
      title={OPTIONS.firstParty}
      hint={OPTIONS.firstPartyHint}
      lines={lines}
      nameOf={OPTIONS.firstPartyRule}
      addName={OPTIONS.addFirstParty}
      onAdd={() => editDraft(store, { firstParty: [...lines, { id: newId(), host: '', platform: 'ga4' }] })}
      onRemove={({ id }) => editDraft(store, { firstParty: lines.filter((line) => line.id !== id) })}
    >
      {({ id, host, platform }) => (
        <>
          <TextField label={OPTIONS.host} hint={OPTIONS.hostHint} value={host} error={errors[`${id}.host`]} onInput={(value) => edit(id, { host: value })} />
          <PlatformField platform={platform} onChange={(next) => edit(id, { platform: next })} />
        </>
      )}
    </LineList>
  );
}

function PlatformField({ platform, onChange }: { platform: PlatformId; onChange: (platform: PlatformId) => void }) {
  return (
    <label class="field">
      <span>{OPTIONS.platform}</span>
      <select value={platform} onChange={({ currentTarget: { value } }) => isPlatformId(value) && onChange(value)}>
        {PLATFORM_IDS.map((id) => (
          <option key={id} value={id}>
            {PLATFORM_NAMES[id]}
          </option>
        ))}
      </select>
    </label>
  );
}
