import { useLayoutEffect } from 'preact/hooks';
import type { RefObject } from 'preact';

/**
 * A focus that stands in an area stays there, whatever is taken out of it: it goes to the tab stop of the list in it, else to the area.
 * `strict`: inside the area, nothing but the tab stop may have it.
 */
export function useKeptFocus(area: RefObject<HTMLElement>, strict: boolean): void {
  const had = area.current?.contains(document.activeElement) === true;
  useLayoutEffect(() => {
    const element = area.current;
    if (!had || element === null) return;
    const isLost = document.activeElement === element || !element.contains(document.activeElement);
    if (strict || isLost) focusTabStop(element);
  });
}

/** What the Tab key stops at in the list; null = an area shows no list. */
export function tabStopOf(area: HTMLElement | null): HTMLElement | null {
  return area?.querySelector<HTMLElement>('.head [tabindex="0"], .rows [tabindex="0"]') ?? null;
}

/** Gives the focus to the list's row, cell or head that has the tab stop; to the area itself where it shows no list. */
export function focusTabStop(area: HTMLElement | null): void {
  const stop = tabStopOf(area) ?? area;
  // The list itself scrolls what is gone to into view, and nothing else.
  if (stop !== document.activeElement) stop?.focus({ preventScroll: true });
}
