import type { BrowserFire } from '../model/conversion.ts';
import type { BrowserEvent, ServerEvent } from '../model/event.ts';
import { markRefused, NO_SHARED, type Cluster } from './cluster.ts';
import { compares, mappedAction, meaningOf, type DedupContext } from './context.ts';
import { isOneOrder, splitByOrder } from './orders.ts';
import { accountOf, nameKey } from './rule-key.ts';
import { isConversionMeaning } from '../platforms/meaning.ts';

/** The events that carry one key of the platform's rule, each side in time order: one cluster, or one per order where an ID spans several. */
export function splitKeyed(context: DedupContext, browser: BrowserFire[], server: ServerEvent[]): Cluster[] {
  const whole: Cluster = { browser, server, joinedBy: browser.length + server.length > 1 ? 'rule' : null, shared: NO_SHARED };
  if (whole.joinedBy === null || isOneOrder(context, whole)) return [markRefused(whole)];
  const clusters = splitByPixel(context, whole).flatMap((part) => splitByOrder(context, part));
  return clusters.map((cluster) => markRefused({ ...cluster, joinedBy: cluster.browser.length + cluster.server.length > 1 ? 'rule' : null }));
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

/** True where both names are known and no one thing can be meant by the two: a sale is neither a step before it nor its refund. */
export function isOtherThing(context: DedupContext, a: BrowserEvent | ServerEvent, b: BrowserEvent | ServerEvent): boolean {
  const [left, right] = [meaningOf(context, a), meaningOf(context, b)];
  return left !== null && right !== null && isConversionMeaning(left) !== isConversionMeaning(right);
}

/** True where both events go to the same account, or nothing says that they do not (an unmapped action, an assumed account). */
export function isSameAccount(context: DedupContext, a: BrowserEvent | ServerEvent, b: BrowserEvent | ServerEvent): boolean {
  const byAction = compares(context, 'action');
  if (a.side === b.side) return a.pixelId === b.pixelId && (!byAction || a.action === b.action);
  if (!byAction) return accountOf(context, a) === accountOf(context, b);
  const [left, right] = [mappedAction(context, a), mappedAction(context, b)];
  return left === null || right === null || left === right;
}
