import { Circle, Settings, Trash } from 'lucide-preact';
import { PANEL } from '../strings.ts';
import { ExportMenu } from './export-menu.tsx';
import type { ExportKind } from './export-menu.tsx';

export interface ToolbarProps {
  recording: boolean;
  /** False while there is nothing to export or to clear. */
  hasData: boolean;
  onRecording: (on: boolean) => void;
  onClear: () => void;
  onExport: (kind: ExportKind) => void;
  onOptions: () => void;
}

export function PanelToolbar({ recording, hasData, onRecording, onClear, onExport, onOptions }: ToolbarProps) {
  return (
    <header class="bar">
      <button
        type="button"
        class={recording ? 'tool bad' : 'tool'}
        aria-pressed={recording}
        aria-label={PANEL.record}
        title={recording ? PANEL.stopRecording : PANEL.startRecording}
        onClick={() => onRecording(!recording)}
      >
        <Circle size={14} fill={recording ? 'currentColor' : 'none'} aria-hidden="true" />
        <span class="tool-word">{recording ? PANEL.record : PANEL.recordingOff}</span>
      </button>
      <button type="button" class="tool" aria-label={PANEL.clear} title={PANEL.clearHint} disabled={!hasData} onClick={onClear}>
        <Trash size={14} aria-hidden="true" />
        <span class="tool-word">{PANEL.clear}</span>
      </button>
      <span class="separator" aria-hidden="true" />
      <h1 class="view-name">{PANEL.view}</h1>
      <span class="grow" />
      <ExportMenu onExport={onExport} disabled={!hasData} />
      <button type="button" class="tool" aria-label={PANEL.options} title={PANEL.options} onClick={onOptions}>
        <Settings size={14} aria-hidden="true" />
      </button>
    </header>
  );
}
