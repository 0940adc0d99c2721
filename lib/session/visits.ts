import { startOf } from '../dedup/cluster.ts';
import type { Capture } from '../model/capture.ts';
import type { BrowserEvent } from '../model/event.ts';
import type { Visit } from '../model/projection.ts';
import type { JudgedConversion } from '../model/verdict.ts';

/** A visit while its conversions are collected. */
interface Draft {
  id: string;
  /** Its place among the visits. */
  index: number;
  members: JudgedConversion[];
}

interface Drafts {
  byId: Map<string, Draft>;
  /** Order ID → the first of the visits that name it. */
  byOrder: Map<string, Draft>;
  /** Tab and URL of a page → the visit of its top document. */
  byPage: Map<string, string>;
}

/** Groups conversions by the page load that fired them first, newest load first. */
export function groupByVisit(conversions: readonly JudgedConversion[], captures: ReadonlyMap<string, Capture>): Visit[] {
  const drafts: Drafts = { byId: new Map(), byOrder: new Map(), byPage: new Map() };
  for (const conversion of sortByStart(conversions, (a, b) => a - b)) {
    addTo(drafts, visitIdOf(conversion, captures, drafts), conversion);
  }
  return [...drafts.byId.values()].map(({ id, members }) => toVisit(id, members)).sort((a, b) => b.at - a.at);
}

function addTo({ byId, byOrder }: Drafts, id: string, conversion: JudgedConversion): void {
  const draft = byId.get(id) ?? { id, index: byId.size, members: [] };
  byId.set(id, draft);
  draft.members.push(conversion);
  if (conversion.orderId === null) return;
  const known = byOrder.get(conversion.orderId);
  if (!known || draft.index < known.index) byOrder.set(conversion.orderId, draft);
}

/** Conversions by the time of their first event, as `compare` orders times. */
export function sortByStart(conversions: readonly JudgedConversion[], compare: (a: number, b: number) => number): JudgedConversion[] {
  return conversions
    .map((conversion) => ({ conversion, start: startOf(conversion) }))
    .sort((a, b) => compare(a.start, b.start))
    .map(({ conversion }) => conversion);
}

function visitIdOf(conversion: JudgedConversion, captures: ReadonlyMap<string, Capture>, { byOrder, byPage }: Drafts): string {
  const event = conversion.browser[0]?.event;
  // A server event without a browser event stands with the rest of its order.
  if (!event) return byOrder.get(conversion.orderId ?? '')?.id ?? `server ${conversion.orderId ?? ''}`;
  const page = `${event.tabId} ${event.pageUrl ?? ''}`;
  const ownDocument = `${page} ${event.documentId ?? ''}`;
  if (isInSubframe(event, captures)) return byPage.get(page) ?? ownDocument;
  byPage.set(page, ownDocument);
  return ownDocument;
}

/** A pixel in an iframe belongs to the page that holds the iframe. */
function isInSubframe(event: BrowserEvent, captures: ReadonlyMap<string, Capture>): boolean {
  return captures.get(event.captureId)?.frame === 'sub';
}

function toVisit(id: string, members: readonly JudgedConversion[]): Visit {
  const lead = members.find((member) => member.browser.length > 0)?.browser[0]?.event;
  return {
    id,
    tabId: lead?.tabId ?? -1,
    pageUrl: lead?.pageUrl ?? null,
    at: Math.min(...members.map(startOf)),
    orderId: members.find((member) => member.orderId !== null)?.orderId ?? null,
    conversions: [...members].reverse(),
  };
}
