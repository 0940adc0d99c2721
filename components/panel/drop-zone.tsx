import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { SESSION_FILE } from '../strings.ts';

/** Takes a file that is dropped anywhere on the panel. */
export function DropZone({ onFile, children }: { onFile: (file: File) => void; children: ComponentChildren }) {
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer?.files ?? [];
    if (file !== undefined) onFile(file);
  };
  const drag = (event: DragEvent) => {
    if (event.dataTransfer?.types.includes('Files') !== true) return;
    // Without this the browser would leave the panel for the file.
    event.preventDefault();
    setOver(true);
  };
  return (
    <div class="panel" onDragOver={drag} onDrop={drop} onDragLeave={(event) => event.relatedTarget === null && setOver(false)}>
      {children}
      {over && <p class="drop-hint">{SESSION_FILE.drop}</p>}
    </div>
  );
}
