import { useEffect } from 'preact/hooks';

/** Calls back on a press outside of an area while `active`. */
export function useClickOutside(area: { current: HTMLElement | null }, active: boolean, onOutside: () => void): void {
  useEffect(() => {
    if (!active) return undefined;
    const close = (event: MouseEvent) => {
      if (event.target instanceof Node && area.current?.contains(event.target) === false) onOutside();
    };
    document.addEventListener('mousedown', close);
    return () => document.removeEventListener('mousedown', close);
  }, [active]);
}
