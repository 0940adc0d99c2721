import { h, type ComponentChildren } from 'preact';

/** Two values with the characters marked that stand between what they share at both ends. */
export function markDifference(browser: string | null, server: string | null): [ComponentChildren, ComponentChildren] {
  if (browser === null || server === null) return [browser, server];
  const [left, right] = [Array.from(browser), Array.from(server)];
  const head = sharedLength(left, right);
  const tail = sharedLength(left.slice(head).reverse(), right.slice(head).reverse());
  return [markMiddle(left, head, tail), markMiddle(right, head, tail)];
}

function sharedLength(left: readonly string[], right: readonly string[]): number {
  const end = left.findIndex((char, index) => char !== right[index]);
  return end === -1 ? left.length : end;
}

function markMiddle(chars: readonly string[], head: number, tail: number): ComponentChildren {
  const end = chars.length - tail;
  const middle = chars.slice(head, end).join('');
  return [chars.slice(0, head).join(''), middle === '' ? null : h('mark', null, middle), chars.slice(end).join('')];
}
