import { PLATFORM_IDS, isPlatformId } from '../../lib/model/platform-id.ts';
import type { PlatformId } from '../../lib/model/platform-id.ts';
import { OPTIONS, PLATFORM_NAMES } from '../strings.ts';
import { useStore } from '../use-store.ts';
import { LineList } from './line-list.tsx';
import type { MappingDraft, OptionsDraft } from './options-draft.ts';
import { editDraft } from './options-store.ts';
import type { LinesProps } from './relay-lines.tsx';
import { TextField } from './text-field.tsx';

type FirstParty = OptionsDraft['firstParty'][number];

const WORDS = {
  actions: {
    title: OPTIONS.actions, hint: OPTIONS.actionsHint, nameOf: OPTIONS.action, addName: OPTIONS.addAction,
    label: OPTIONS.label, labelHint: OPTIONS.labelHint, actionId: OPTIONS.actionId, actionIdHint: OPTIONS.actionIdHint,
  },
  activities: {
    title: OPTIONS.activities, hint: OPTIONS.activitiesHint, nameOf: OPTIONS.activity, addName: OPTIONS.addActivity,
    label: OPTIONS.activityLabel, labelHint: OPTIONS.activityLabelHint, actionId: OPTIONS.activityId, actionIdHint: OPTIONS.activityIdHint,
  },
};

/** What the tag calls a conversion ↔ what the server calls it: Google Ads' actions or Floodlight's activities. */
export function ActionLines({ store, actions: { newId }, kind }: LinesProps & { kind: keyof typeof WORDS }) {
  const lines = useStore(store, (state) => state.draft?.[kind]) ?? [];
  const errors = useStore(store, (state) => state.errors);
  const words = WORDS[kind];
  const change = (next: readonly MappingDraft[], field?: string) => editDraft(store, { [kind]: next }, field);
  const edit = (id: string, field: 'label' | 'actionId', value: string) =>
    change(lines.map((line) => (line.id === id ? { ...line, [field]: value } : line)), `${id}.${field}`);
  return (
    <LineList<MappingDraft>
      title={words.title}
      hint={words.hint}
      lines={lines}
      nameOf={words.nameOf}
      addName={words.addName}
      onAdd={() => change([...lines, { id: newId(), label: '', actionId: '' }])}
      onRemove={({ id }) => change(lines.filter((line) => line.id !== id))}
    >
      {({ id, label, actionId }) => (
        <>
          <TextField label={words.label} hint={words.labelHint} value={label} error={errors[`${id}.label`]} onInput={(value) => edit(id, 'label', value)} />
          <TextField label={words.actionId} hint={words.actionIdHint} value={actionId} error={errors[`${id}.actionId`]} onInput={(value) => edit(id, 'actionId', value)} />
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
