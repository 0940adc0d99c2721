import { ChevronDown } from 'lucide-preact';
import type { ComponentChildren } from 'preact';
import { useId, useRef, useState } from 'preact/hooks';
import { onEscape } from '../on-escape.ts';
import { useClickOutside } from './use-click-outside.ts';

export interface Choice<Id extends string> {
  id: Id;
  name: string;
  chosen: boolean;
}

interface ChoiceMenuProps<Id extends string> {
  /** Accessible name of the group of choices. */
  label: string;
  /** CSS class beside `menu`. */
  kind: string;
  /** What the button shows: the state in words. */
  children: ComponentChildren;
  choices: readonly Choice<Id>[];
  onToggle: (id: Id) => void;
}

/** A button that discloses check boxes: any number of them can be chosen. */
export function ChoiceMenu<Id extends string>({ label, kind, children, choices, onToggle }: ChoiceMenuProps<Id>) {
  const [open, setOpen] = useState(false);
  const menu = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const listId = useId();
  useClickOutside(menu, open, () => setOpen(false));
  const leave = onEscape(open, () => {
    setOpen(false);
    button.current?.focus();
  });
  return (
    <div class={`menu ${kind}`} ref={menu} onKeyDown={leave}>
      <button ref={button} type="button" class="select" aria-label={label} aria-expanded={open} aria-controls={listId} onClick={() => setOpen(!open)}>
        {children}
        <ChevronDown size={12} aria-hidden="true" />
      </button>
      <div id={listId} class="menu-list" role="group" aria-label={label} hidden={!open}>
        {choices.map(({ id, name, chosen }) => (
          <label key={id} class="menu-choice">
            <input type="checkbox" checked={chosen} onChange={() => onToggle(id)} />
            {name}
          </label>
        ))}
      </div>
    </div>
  );
}
