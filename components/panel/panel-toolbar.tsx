import { Circle, FolderOpen, Pin, Settings, Trash } from 'lucide-preact';
import { useRef } from 'preact/hooks';
import { LIST, PANEL, SESSION_FILE } from '../strings.ts';
import { ExportMenu } from './export-menu.tsx';
import type { ExportKind } from './export-menu.tsx';
import type { PanelView } from './panel-store.ts';
import { ViewTabs } from './view-tabs.tsx';

export interface ToolbarProps {
  recording: boolean;
  /** False while there is nothing to export or to clear. */
  hasData: boolean;
  /** True while a session file is shown: it is neither recorded into nor cleared. */
  inFile: boolean;
  keepLog: boolean;
  view: PanelView;
  onView: (view: PanelView) => void;
  onKeepLog: (keep: boolean) => void;
  onRecording: (on: boolean) => void;
  onClear: () => void;
  onOpenFile: (file: File) => void;
  onExport: (kind: ExportKind) => void;
  onOptions: () => void;
}

export function PanelToolbar(props: ToolbarProps) {
  return (
    <header class="bar">
      <h1 class="visually-hidden">{PANEL.name}</h1>
      <RecordingButton recording={props.recording} inFile={props.inFile} onRecording={props.onRecording} />
      <button type="button" class="tool" aria-label={PANEL.clear} title={PANEL.clearHint} disabled={!props.hasData || props.inFile} onClick={props.onClear}>
        <Trash size={14} aria-hidden="true" />
        <span class="tool-word">{PANEL.clear}</span>
      </button>
      <button type="button" class="tool" aria-pressed={props.keepLog} aria-label={LIST.keepLog} title={LIST.keepLogHint} onClick={() => props.onKeepLog(!props.keepLog)}>
        <Pin size={14} fill={props.keepLog ? 'currentColor' : 'none'} aria-hidden="true" />
        <span class="tool-word">{LIST.keepLog}</span>
      </button>
      <span class="separator" aria-hidden="true" />
      <ViewTabs view={props.view} onView={props.onView} />
      <span class="grow" />
      <OpenFileButton onOpenFile={props.onOpenFile} />
      <ExportMenu onExport={props.onExport} disabled={!props.hasData} />
      <button type="button" class="tool" aria-label={PANEL.options} title={PANEL.options} onClick={props.onOptions}>
        <Settings size={14} aria-hidden="true" />
      </button>
    </header>
  );
}

function RecordingButton({ recording, inFile, onRecording }: Pick<ToolbarProps, 'recording' | 'inFile' | 'onRecording'>) {
  return (
    <button
      type="button"
      class={recording ? 'tool bad' : 'tool'}
      aria-pressed={recording}
      aria-label={PANEL.record}
      disabled={inFile}
      title={recording ? PANEL.stopRecording : PANEL.startRecording}
      onClick={() => onRecording(!recording)}
    >
      <Circle size={14} fill={recording ? 'currentColor' : 'none'} aria-hidden="true" />
      <span class="tool-word">{recording ? PANEL.record : PANEL.recordingOff}</span>
    </button>
  );
}

/** A button in front of the browser's own file field, which cannot be made to look like one. */
function OpenFileButton({ onOpenFile }: Pick<ToolbarProps, 'onOpenFile'>) {
  const field = useRef<HTMLInputElement>(null);
  const open = (input: HTMLInputElement) => {
    const [file] = input.files ?? [];
    // The same file can be chosen again.
    input.value = '';
    if (file !== undefined) onOpenFile(file);
  };
  return (
    <>
      <button type="button" class="tool" aria-label={SESSION_FILE.open} title={SESSION_FILE.openHint} onClick={() => field.current?.click()}>
        <FolderOpen size={14} aria-hidden="true" />
        <span class="tool-word">{SESSION_FILE.open}</span>
      </button>
      <input ref={field} type="file" accept=".json,application/json" hidden onChange={(event) => open(event.currentTarget)} />
    </>
  );
}
