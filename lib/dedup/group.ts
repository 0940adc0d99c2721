import type { BrowserFire } from '../model/conversion.ts';
import type { BrowserEvent, ServerEvent } from '../model/event.ts';
import { byReceipt, byTime, eventsOf, type Cluster } from './cluster.ts';
import { comparableName, compares, dedupIdOf, mappedAction, meaningOf, type DedupContext } from './context.ts';
import { splitByOrder } from './orders.ts';

/** Puts together what carries the very keys of the platform's rule; one cluster per order where an ID spans several. */
export function groupByRule(context: DedupContext, fires: readonly BrowserFire[], server: readonly ServerEvent[]): Cluster[] {
  const keyed = new Map<string, Cluster>();
  const alone: Cluster[] = [];
  const place = (event: BrowserEvent | ServerEvent, fire: BrowserFire | null) => {
    const key = ruleKey(context, event);
    const cluster = (key === null ? undefined : keyed.get(key)) ?? { browser: [], server: [], joinedBy: null, shared: null };
    if (fire) cluster.browser.push(fire);
    else if (event.side === 'server') cluster.server.push(event);
    if (key === null) alone.push(cluster);
    else keyed.set(key, cluster);
  };
  for (const fire of [...fires].sort(byTime)) place(fire.event, fire);
  for (const event of [...server].sort(byReceipt)) place(event, null);
  const clusters = [...keyed].flatMap(([key, cluster]) => splitByPixel(cluster).flatMap((part) => splitByOrder(context, part, key)));
  return [...clusters, ...alone].map((cluster) => ({ ...cluster, joinedBy: eventsOf(cluster).length > 1 ? 'rule' : null }));
}

/**
 * Where the account is only assumed equal (LinkedIn), the browser's own pixels still are several accounts: one row each.
 * The server event can belong to one of them only, and stands with the first.
 */
function splitByPixel(cluster: Cluster): Cluster[] {
  if (cluster.browser.length < 2) return [cluster];
  const [first, ...others] = Map.groupBy(cluster.browser, (fire) => fire.event.pixelId).values();
  if (!first || others.length === 0) return [cluster];
  return [{ ...cluster, browser: first }, ...others.map((browser) => ({ ...cluster, browser, server: [] }))];
}

function ruleKey(context: DedupContext, event: BrowserEvent | ServerEvent): string | null {
  const id = dedupIdOf(context, event);
  if (id === null || event.eventName === '') return null;
  return JSON.stringify([accountOf(context, event), nameKey(context, event), id]);
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
