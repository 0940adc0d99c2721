import { Download, Upload } from 'lucide-preact';
import { useRef } from 'preact/hooks';
import { TRANSFER } from '../strings.ts';
import { useStore } from '../use-store.ts';
import { importSettings } from './options-store.ts';
import type { LinesProps } from './relay-lines.tsx';

/** The stored settings as a file, without tokens, and back into the form, where they wait to be saved. */
export function SettingsTransfer({ store, actions }: LinesProps) {
  const picker = useRef<HTMLInputElement>(null);
  const stored = useStore(store, (state) => state.stored);
  const read = async (file: File | undefined) => {
    if (file !== undefined) importSettings(store, actions, await file.text());
  };
  return (
    <section>
      <h2>{TRANSFER.title}</h2>
      <p class="muted">{TRANSFER.hint}</p>
      <div class="transfer">
        <button type="button" class="button" onClick={() => stored !== null && actions.exportSettings(stored)}>
          <Download size={14} aria-hidden="true" />
          {TRANSFER.save}
        </button>
        <button type="button" class="button" onClick={() => picker.current?.click()}>
          <Upload size={14} aria-hidden="true" />
          {TRANSFER.open}
        </button>
        <input ref={picker} type="file" accept="application/json,.json" hidden aria-label={TRANSFER.file} onChange={({ currentTarget }) => void read(currentTarget.files?.[0])} />
      </div>
    </section>
  );
}
