import type { BrowserFire } from '../model/conversion.ts';
import type { BrowserEvent, ServerEvent } from '../model/event.ts';
import type { Cluster } from './cluster.ts';
import { comparableName, compares, dedupIdOf, mappedAction, meaningOf, type DedupContext } from './context.ts';
import { countedOnceOn } from './daily-counter.ts';
import { splitByOrder } from './orders.ts';

/** The events that carry one key of the platform's rule, each side in time order: one cluster, or one per order where an ID spans several. */
export function splitKeyed(context: DedupContext, key: string, browser: BrowserFire[], server: ServerEvent[]): Cluster[] {
  const whole: Cluster = { browser, server, joinedBy: browser.length + server.length > 1 ? 'rule' : null, shared: [] };
  if (whole.joinedBy === null) return [whole];
  const clusters = splitByPixel(context, whole).flatMap((part) => splitByOrder(context, part, key));
  return clusters.map((cluster) => ({ ...cluster, joinedBy: cluster.browser.length + cluster.server.length > 1 ? 'rule' : null }));
}

/**
 * Where the account is only assumed equal, what one side alone sent to is still told apart: one row for each pixel, and for
 * each ad account. A browser event can belong to one account only, and stands with the first.
 */
function splitByPixel({ platform: { rule } }: DedupContext, cluster: Cluster): Cluster[] {
  if (cluster.browser.length < 2 && cluster.server.length < 2) return [cluster];
  const [browser = [], ...otherPixels] = Map.groupBy(cluster.browser, (fire) => fire.event.pixelId).values();
  const accounts = rule.serverPixel === 'account' ? [...Map.groupBy(cluster.server, (event) => event.pixelId).values()] : [cluster.server];
  const [server = [], ...otherAccounts] = accounts;
  return [{ ...cluster, browser, server }, ...otherPixels.map((fires) => ({ ...cluster, browser: fires, server: [] })), ...otherAccounts.map((events) => ({ ...cluster, browser: [], server: events }))];
}

/** What the platform takes events for the same by: account, name and ID; null where it deduplicates this one by nothing. */
export function ruleKey(context: DedupContext, event: BrowserEvent | ServerEvent): string | null {
  const id = dedupIdOf(context, event) ?? countedOnceOn(event);
  if (id === null || event.eventName === '') return null;
  const [account, name] = [accountOf(context, event), nameKey(context, event)];
  // Lengths keep the parts apart, whatever they hold.
  return `${account.length} ${name.length} ${account}${name}${id}`;
}

/** What the platform keeps events of apart by: the pixel, or the conversion action where that is compared instead. */
function accountOf(context: DedupContext, event: BrowserEvent | ServerEvent): string {
  if (!compares(context, 'action')) return compares(context, 'pixelId') ? event.pixelId : '';
  return mappedAction(context, event) ?? `${event.pixelId}/${event.action ?? ''}`;
}

/** Where names are not compared (Google Ads, LinkedIn), the two sides' words for one event differ by design. */
export function nameKey(context: DedupContext, event: BrowserEvent | ServerEvent): string {
  return compares(context, 'eventName') ? comparableName(context, event) : '';
}

/** True where the platform takes both for the same event name. */
export function isSameName(context: DedupContext, a: BrowserEvent | ServerEvent, b: BrowserEvent | ServerEvent): boolean {
  return nameKey(context, a) === nameKey(context, b);
}

/** True where two events carry the same name, or names of the same meaning. */
export function isSameMeaning(context: DedupContext, a: BrowserEvent | ServerEvent, b: BrowserEvent | ServerEvent): boolean {
  if (isSameName(context, a, b)) return true;
  const meaning = meaningOf(context, a);
  return meaning !== null && meaning === meaningOf(context, b);
}

/** True where both events go to the same account, or nothing says that they do not (an unmapped action, an assumed account). */
export function isSameAccount(context: DedupContext, a: BrowserEvent | ServerEvent, b: BrowserEvent | ServerEvent): boolean {
  const byAction = compares(context, 'action');
  if (a.side === b.side) return a.pixelId === b.pixelId && (!byAction || a.action === b.action);
  if (!byAction) return accountOf(context, a) === accountOf(context, b);
  const [left, right] = [mappedAction(context, a), mappedAction(context, b)];
  return left === null || right === null || left === right;
}
