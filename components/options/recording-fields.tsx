import { useId } from 'preact/hooks';
import { EXPORT_OPTIONS, RECORDING_OPTIONS } from '../strings.ts';
import { useStore } from '../use-store.ts';
import type { OptionsDraft } from './options-draft.ts';
import { editDraft } from './options-store.ts';
import type { LinesProps } from './relay-lines.tsx';
import { TextField } from './text-field.tsx';

type StoreProps = Pick<LinesProps, 'store'>;

/** Which pages are recorded, how deep the recorder looks into them, and how long it keeps what it saw. */
export function RecordingFields({ store }: StoreProps) {
  return (
    <section class="recording">
      <h2>{RECORDING_OPTIONS.title}</h2>
      <DraftField store={store} field="sites" label={RECORDING_OPTIONS.sites} hint={RECORDING_OPTIONS.sitesHint} />
      <HookSwitch store={store} />
      <DraftField store={store} field="maxCaptures" label={RECORDING_OPTIONS.maxCaptures} hint={RECORDING_OPTIONS.maxCapturesHint} />
      <DraftField store={store} field="maxAgeDays" label={RECORDING_OPTIONS.maxAgeDays} />
      <DraftField store={store} field="maxMegabytes" label={RECORDING_OPTIONS.maxMegabytes} />
    </section>
  );
}

/** What leaves the browser with an export. */
export function ExportFields({ store }: StoreProps) {
  return (
    <section class="exports">
      <h2>{EXPORT_OPTIONS.title}</h2>
      <DraftField store={store} field="redactedFields" label={EXPORT_OPTIONS.redactedFields} hint={EXPORT_OPTIONS.redactedFieldsHint} />
    </section>
  );
}

type TextFieldName = { [Name in keyof OptionsDraft]: OptionsDraft[Name] extends string ? Name : never }[keyof OptionsDraft];

function DraftField({ store, field, label, hint }: StoreProps & { field: TextFieldName; label: string; hint?: string }) {
  const value = useStore(store, (state) => state.draft?.[field]) ?? '';
  const error = useStore(store, (state) => state.errors[field]);
  return <TextField label={label} {...(hint === undefined ? {} : { hint })} value={value} error={error} onInput={(text) => editDraft(store, { [field]: text }, field)} />;
}

function HookSwitch({ store }: StoreProps) {
  const id = useId();
  const isOn = useStore(store, (state) => state.draft?.pageHook) ?? true;
  return (
    <div class="switch">
      <input id={id} type="checkbox" checked={isOn} aria-describedby={`${id}-hint`} onChange={(event) => editDraft(store, { pageHook: event.currentTarget.checked })} />
      <label for={id}>{RECORDING_OPTIONS.pageHook}</label>
      <small id={`${id}-hint`} class="muted">
        {RECORDING_OPTIONS.pageHookHint}
      </small>
    </div>
  );
}
