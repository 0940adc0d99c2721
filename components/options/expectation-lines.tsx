import { useId } from 'preact/hooks';
import { EXPECTATION_OPTIONS } from '../strings.ts';
import { useStore } from '../use-store.ts';
import { LineList } from './line-list.tsx';
import type { OptionsDraft } from './options-draft.ts';
import { editDraft } from './options-store.ts';
import type { LinesProps } from './relay-lines.tsx';
import { TextField } from './text-field.tsx';

type Line = OptionsDraft['expectations'][number];

/** What QA expects of pages; the popup holds them against what the pages did. */
export function ExpectationLines({ store, actions: { newId } }: LinesProps) {
  const lines = useStore(store, (state) => state.draft?.expectations) ?? [];
  const errors = useStore(store, (state) => state.errors);
  const edit = (id: string, field: string, change: Partial<Line>) =>
    editDraft(store, { expectations: lines.map((line) => (line.id === id ? { ...line, ...change } : line)) }, `${id}.${field}`);
  const added: Omit<Line, 'id'> = { name: '', page: '', events: '', deduplicated: true };
  return (
    <LineList<Line>
      title={EXPECTATION_OPTIONS.title}
      hint={EXPECTATION_OPTIONS.hint}
      lines={lines}
      nameOf={EXPECTATION_OPTIONS.line}
      addName={EXPECTATION_OPTIONS.add}
      onAdd={() => editDraft(store, { expectations: [...lines, { id: newId(), ...added }] })}
      onRemove={({ id }) => editDraft(store, { expectations: lines.filter((line) => line.id !== id) })}
    >
      {({ id, name, page, events, deduplicated }) => (
        <>
          <TextField label={EXPECTATION_OPTIONS.name} hint={EXPECTATION_OPTIONS.nameHint} value={name} error={undefined} onInput={(value) => edit(id, 'name', { name: value })} />
          <TextField label={EXPECTATION_OPTIONS.page} hint={EXPECTATION_OPTIONS.pageHint} value={page} error={errors[`${id}.page`]} onInput={(value) => edit(id, 'page', { page: value })} />
          <TextField label={EXPECTATION_OPTIONS.events} hint={EXPECTATION_OPTIONS.eventsHint} value={events} error={errors[`${id}.events`]} onInput={(value) => edit(id, 'events', { events: value })} />
          <DeduplicatedSwitch isOn={deduplicated} onChange={(next) => edit(id, 'deduplicated', { deduplicated: next })} />
        </>
      )}
    </LineList>
  );
}

function DeduplicatedSwitch({ isOn, onChange }: { isOn: boolean; onChange: (isOn: boolean) => void }) {
  const id = useId();
  return (
    <div class="switch">
      <input id={id} type="checkbox" checked={isOn} onChange={(event) => onChange(event.currentTarget.checked)} />
      <label for={id}>{EXPECTATION_OPTIONS.deduplicated}</label>
    </div>
  );
}
