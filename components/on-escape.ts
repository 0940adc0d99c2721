/**
 * Answers Escape with an act while `active`, and keeps the key to itself: DevTools takes every Escape that reaches a panel's document for
 * its own, opens its console and gives that the focus.
 */
export function onEscape(active: boolean, act: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    if (!active || event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
}
