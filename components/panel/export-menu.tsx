import { Download } from 'lucide-preact';
import { useRef, useState } from 'preact/hooks';
import { onEscape } from '../on-escape.ts';
import { PANEL } from '../strings.ts';
import { useClickOutside } from './use-click-outside.ts';

export type ExportKind = 'json' | 'csv' | 'html' | 'session';

const KINDS: readonly ExportKind[] = ['html', 'csv', 'json', 'session'];

/** A button that discloses the kinds of export. */
export function ExportMenu({ onExport, disabled }: { onExport: (kind: ExportKind) => void; disabled: boolean }) {
  const [open, setOpen] = useState(false);
  const menu = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useClickOutside(menu, open, () => setOpen(false));
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div class="menu" ref={menu} onKeyDown={onEscape(open, close)}>
      <button ref={button} type="button" class="tool" aria-label={PANEL.exportReport} disabled={disabled} aria-expanded={open} aria-controls="export-kinds" onClick={() => setOpen(!open)}>
        <Download size={14} aria-hidden="true" />
        <span class="tool-word">{PANEL.exportReport}</span>
      </button>
      <ul id="export-kinds" class="menu-list export-kinds" hidden={!open}>
        {KINDS.map((kind) => (
          <li key={kind}>
            <button
              type="button"
              aria-label={PANEL.exportKinds[kind][0]}
              onClick={() => {
                onExport(kind);
                close();
              }}
            >
              <b>{PANEL.exportKinds[kind][0]}</b>
              <span class="muted">{PANEL.exportKinds[kind][1]}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
