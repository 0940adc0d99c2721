import { useRef } from 'preact/hooks';
import { PANEL, VIEW_NAMES } from '../strings.ts';
import { PANEL_VIEWS } from './panel-store.ts';
import type { PanelView } from './panel-store.ts';

const STEPS: Readonly<Record<string, (place: number) => number>> = {
  ArrowRight: (place) => (place + 1) % PANEL_VIEWS.length,
  ArrowLeft: (place) => (place + PANEL_VIEWS.length - 1) % PANEL_VIEWS.length,
  Home: () => 0,
  End: () => PANEL_VIEWS.length - 1,
};

/** The panel's views as tabs: one tab stop, the arrow keys move on and show the view at once. */
export function ViewTabs({ view, onView }: { view: PanelView; onView: (view: PanelView) => void }) {
  const list = useRef<HTMLDivElement>(null);
  const move = (event: KeyboardEvent) => {
    const next = PANEL_VIEWS[STEPS[event.key]?.(PANEL_VIEWS.indexOf(view)) ?? -1];
    if (next === undefined) return;
    event.preventDefault();
    onView(next);
    list.current?.querySelector<HTMLElement>(`#tab-${next}`)?.focus();
  };
  return (
    <div class="tabs" role="tablist" aria-label={PANEL.views} ref={list} onKeyDown={move}>
      {PANEL_VIEWS.map((each) => (
        <button
          key={each}
          id={`tab-${each}`}
          type="button"
          role="tab"
          aria-selected={each === view}
          aria-controls="view"
          tabIndex={each === view ? 0 : -1}
          onClick={() => onView(each)}
        >
          {VIEW_NAMES[each]}
        </button>
      ))}
    </div>
  );
}
