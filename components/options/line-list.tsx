import { Plus, X } from 'lucide-preact';
import type { ComponentChildren } from 'preact';
import { OPTIONS } from '../strings.ts';

interface LineListProps<Line> {
  title: string;
  hint: string;
  lines: readonly Line[];
  nameOf: (index: number) => string;
  addName: string;
  onAdd: () => void;
  onRemove: (line: Line) => void;
  children: (line: Line) => ComponentChildren;
}

/** A section of lines that can be added and removed; each is a named group of fields. */
export function LineList<Line extends { id: string }>({ title, hint, lines, nameOf, addName, onAdd, onRemove, children }: LineListProps<Line>) {
  return (
    <section>
      <h2>{title}</h2>
      <p class="muted">{hint}</p>
      {lines.map((line, index) => (
        <fieldset key={line.id} class="line">
          <legend class="visually-hidden">{nameOf(index + 1)}</legend>
          {children(line)}
          <button type="button" class="icon-button remove" aria-label={OPTIONS.remove(nameOf(index + 1))} title={OPTIONS.remove(nameOf(index + 1))} onClick={() => onRemove(line)}>
            <X size={16} aria-hidden="true" />
          </button>
        </fieldset>
      ))}
      <button type="button" class="button" onClick={onAdd}>
        <Plus size={14} aria-hidden="true" />
        {addName}
      </button>
    </section>
  );
}
