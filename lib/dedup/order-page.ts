import type { BrowserEvent } from '../model/event.ts';
import { timesOf, type Cluster } from './cluster.ts';
import type { DedupContext } from './context.ts';

/** Two tags on one page fire within this time of each other. */
export const FIRED_TWICE_WINDOW_MS = 10_000;

/** One document, or one thank-you page that names its order: what fires there again belongs to the same sale. */
export function documentBuckets(_context: DedupContext, cluster: Cluster): string[] {
  const keys = new Set<string>();
  for (const { event } of cluster.browser) {
    if (!isSale(event)) continue;
    const page = orderPage(event);
    if (page !== null) keys.add(page);
    if (event.documentId !== null) for (const slice of twiceSlicesOf(cluster)) keys.add(`${event.documentId} ${slice}`);
  }
  return [...keys];
}

/** The same without the time. */
export function pagesOf({ browser }: Cluster): string[] {
  const pages: string[] = [];
  for (const { event } of browser) {
    if (!isSale(event)) continue;
    const page = orderPage(event);
    if (page !== null) pages.push(page);
    if (event.documentId !== null) pages.push(event.documentId);
  }
  return pages;
}

function isSale({ role, value }: BrowserEvent): boolean {
  return role === 'conversion' && value !== null;
}

/** What fires within the window shares at least one of two slices of time, each two windows long and half a slice apart. */
function twiceSlicesOf(cluster: Cluster): number[] {
  return timesOf(cluster).flatMap((at) => {
    const half = Math.floor(at / FIRED_TWICE_WINDOW_MS);
    return [half, half + 1];
  });
}

/** `/thank-you/PX-1013`, `?order=1013`; a number earlier in the path (`/shop2024/thanks`) is the shop's own. */
const NAMES_AN_ORDER = /\/[^/?#]*\d{3}[^/?#]*\/?(?:[?#]|$)|\?[^#]*\d{3}/;

export function orderPage({ pageUrl }: BrowserEvent): string | null {
  return pageUrl !== null && /\d{3}/.test(pageUrl) && NAMES_AN_ORDER.test(pageUrl.replace(/^\w+:\/\/[^/]*/, '')) ? pageUrl : null;
}
