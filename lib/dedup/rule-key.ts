import type { BrowserEvent, ServerEvent } from '../model/event.ts';
import { comparableName, compares, dedupIdOf, mappedAction, type DedupContext } from './context.ts';
import { countedOnceOn } from './daily-counter.ts';
import { emptyIdOf } from './empty-id.ts';

/** What the platform takes events for the same by: account, name and ID; null where it deduplicates this one by nothing. */
export function ruleKey(context: DedupContext, event: BrowserEvent | ServerEvent): string | null {
  const id = ruleId(context, event);
  if (id === null) return null;
  const [account, name] = [accountOf(context, event), nameKey(context, event)];
  // Lengths keep the parts apart, whatever they hold.
  return `${account.length} ${name.length} ${account}${name}${id}`;
}

/** The ID in that key, or the day that stands in its place; null where there is no key. */
export function ruleId(context: DedupContext, event: BrowserEvent | ServerEvent): string | null {
  return event.eventName === '' ? null : (dedupIdOf(context, event) ?? emptyIdOf(event) ?? countedOnceOn(event));
}

/** What the platform keeps events of apart by: the pixel, or the conversion action where that is compared instead. */
export function accountOf(context: DedupContext, event: BrowserEvent | ServerEvent): string {
  if (!compares(context, 'action')) return compares(context, 'pixelId') ? event.pixelId : '';
  return mappedAction(context, event) ?? `${event.pixelId}/${event.action ?? ''}`;
}

/** The name in that key. Where names are not compared (Google Ads, LinkedIn), the two sides' words for one event differ by design. */
export function nameKey(context: Pick<DedupContext, 'platform'>, event: BrowserEvent | ServerEvent): string {
  return compares(context, 'eventName') ? comparableName(context, event) : '';
}

/** The name by which events are told apart, also where it is open whether the platform does (Snap). */
export function sharedName(context: Pick<DedupContext, 'platform'>, event: BrowserEvent | ServerEvent): string {
  return context.platform.rule.openKey === 'eventName' ? comparableName(context, event) : nameKey(context, event);
}
