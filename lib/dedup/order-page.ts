import type { BrowserEvent } from '../model/event.ts';
import { timesOf, type Cluster } from './cluster.ts';
import type { DedupContext } from './context.ts';
import { CAMPAIGN_PARAM } from '../platforms/campaign-params.ts';

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
export function pagesOf({ browser }: Cluster): readonly string[] {
  const [only] = browser;
  return only && browser.length === 1 ? pagesOfSale(only.event) : browser.flatMap(({ event }) => pagesOfSale(event));
}

function pagesOfSale(event: BrowserEvent): readonly string[] {
  if (!isSale(event)) return NONE;
  const page = orderPage(event);
  if (event.documentId === null) return page === null ? NONE : [page];
  return page === null ? [event.documentId] : [page, event.documentId];
}

const NONE: readonly never[] = [];

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

/** The page without what does not tell one order from another; null where it names none. */
export function orderPage({ pageUrl }: BrowserEvent): string | null {
  if (pageUrl === null || !/\d{3}/.test(pageUrl)) return null;
  const page = withoutCampaign(pageUrl);
  return NAMES_AN_ORDER.test(page.replace(/^\w+:\/\/[^/]*/, '')) ? page : null;
}

function withoutCampaign(pageUrl: string): string {
  const [page = ''] = pageUrl.split('#', 1);
  const start = page.indexOf('?');
  if (start < 0) return page;
  const kept = page.slice(start + 1).split('&').filter((param) => param !== '' && !CAMPAIGN_PARAM.test(param));
  return kept.length === 0 ? page.slice(0, start) : `${page.slice(0, start)}?${kept.join('&')}`;
}

/** What a sale's page may name its order by: words with a number in it, except for times. */
export function orderWords(page: string): string[] {
  const words = page.replace(/^\w+:\/\/[^/]*/, '').match(/[\w-]*\d{3}[\w-]*/g) ?? [];
  return words.filter((word) => !/^1\d{9}(?:\d{3})?$/.test(word));
}

/** As `orderPage`, for a sale whose page has such a word. */
export function salePage(event: BrowserEvent): string | null {
  const page = isSale(event) ? orderPage(event) : null;
  return page !== null && orderWords(page).length > 0 ? page : null;
}
