import type { BrowserEvent, ServerEvent } from '../model/event.ts';
import { compares, mappedAction, meaningOf, type DedupContext } from './context.ts';
import { accountOf, sharedName } from './rule-key.ts';
import { isConversionName } from '../platforms/meaning.ts';

/** True where the platform takes both for the same event name. */
export function isSameName(context: DedupContext, a: BrowserEvent | ServerEvent, b: BrowserEvent | ServerEvent): boolean {
  return sharedName(context, a) === sharedName(context, b);
}

/** True where two events carry the same name, or names of the same meaning. */
export function isSameMeaning(context: DedupContext, a: BrowserEvent | ServerEvent, b: BrowserEvent | ServerEvent): boolean {
  if (isSameName(context, a, b)) return true;
  const meaning = meaningOf(context, a);
  return meaning !== null && meaning === meaningOf(context, b);
}

/** True where both names say what they are and no one thing can be meant by the two: a sale is neither a step before it, nor its refund or shipment. */
export function isOtherThing(context: DedupContext, a: BrowserEvent | ServerEvent, b: BrowserEvent | ServerEvent): boolean {
  const [left, right] = [isConversionName(a.eventName, meaningOf(context, a)), isConversionName(b.eventName, meaningOf(context, b))];
  return left !== null && right !== null && left !== right;
}

/** True where both events go to the same account, or nothing says that they do not (an unmapped action, an assumed account). */
export function isSameAccount(context: DedupContext, a: BrowserEvent | ServerEvent, b: BrowserEvent | ServerEvent): boolean {
  const byAction = compares(context, 'action');
  if (a.side === b.side) return a.pixelId === b.pixelId && (!byAction || a.action === b.action);
  if (!byAction) return accountOf(context, a) === accountOf(context, b);
  const [left, right] = [mappedAction(context, a), mappedAction(context, b)];
  return left === null || right === null || left === right;
}
