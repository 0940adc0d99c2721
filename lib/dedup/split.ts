import type { BrowserFire } from '../model/conversion.ts';
import type { ServerEvent } from '../model/event.ts';
import { markRefused, NO_SHARED, type Cluster } from './cluster.ts';
import type { DedupContext } from './context.ts';
import { isOneOrder, splitByOrder } from './orders.ts';
import { isOneThing, splitByThing } from './things.ts';

/** The events that carry one key of the platform's rule, each side in time order: one cluster, or one per order where an ID spans several. */
export function splitKeyed(context: DedupContext, browser: BrowserFire[], server: ServerEvent[]): Cluster[] {
  const whole: Cluster = { browser, server, joinedBy: browser.length + server.length > 1 ? 'rule' : null, shared: NO_SHARED };
  if (whole.joinedBy === null || (isOneOrder(context, whole) && isOneThing(context, whole))) return [markRefused(whole)];
  const clusters = splitByPixel(context, whole).flatMap((part) => splitByThing(context, part)).flatMap((part) => splitByOrder(context, part));
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
