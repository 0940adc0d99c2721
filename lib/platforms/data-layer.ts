import { isRecord, textOf } from '../wire/json.ts';

/** Levels of a pushed object that are searched for an ID: `ecommerce.purchase.actionField.id` is the deepest in use. */
const DEPTH = 6;

/** The `event` of a push; null where it has none. */
export function eventNameInDataLayer(args: readonly unknown[]): string | null {
  for (const pushed of args) {
    const name = isRecord(pushed) ? textOf(pushed['event']) : null;
    if (name !== null) return name;
  }
  return null;
}

/** Tag Manager's own pushes (`gtm.dom`, `gtm.scrollDepth`) start no conversion. */
export function isWorthKeeping(args: readonly unknown[]): boolean {
  const name = eventNameInDataLayer(args);
  return name === null ? args.some((pushed) => isRecord(pushed) && Object.keys(pushed).length > 0) : !name.startsWith('gtm.');
}

/** True where a pushed value is this text, at any depth: the ID that the wire carries came through here. */
export function holdsText(value: unknown, text: string, depth = DEPTH): boolean {
  if (typeof value !== 'object' || value === null) return textOf(value) === text;
  return depth > 0 && Object.values(value).some((inner) => holdsText(inner, text, depth - 1));
}
