import type { Capture } from '../model/capture.ts';
import type { BrowserEvent } from '../model/event.ts';
import type { Visit } from '../model/projection.ts';
import type { JudgedConversion } from '../model/verdict.ts';

/** Groups conversions by the page load that fired them first, newest load first. */
export function groupByVisit(conversions: readonly JudgedConversion[], captures: ReadonlyMap<string, Capture>): Visit[] {
  const topDocuments = new Map<string, string>();
  const byId = new Map<string, JudgedConversion[]>();
  for (const conversion of [...conversions].sort((a, b) => startOf(a) - startOf(b))) {
    const id = visitIdOf(conversion, captures, topDocuments, byId);
    byId.set(id, [...(byId.get(id) ?? []), conversion]);
  }
  return [...byId].map(([id, members]) => toVisit(id, members)).sort((a, b) => b.at - a.at);
}

/** Unix ms of its first event. */
export function startOf({ browser, server }: JudgedConversion): number {
  return Math.min(...browser.map((fire) => fire.event.at), ...server.map((event) => event.receivedAt));
}

function visitIdOf(conversion: JudgedConversion, captures: ReadonlyMap<string, Capture>, topDocuments: Map<string, string>, byId: ReadonlyMap<string, readonly JudgedConversion[]>): string {
  const event = conversion.browser[0]?.event;
  if (!event) return visitOfOrder(conversion, byId) ?? `server ${conversion.orderId ?? ''}`;
  const page = `${event.tabId} ${event.pageUrl ?? ''}`;
  const ownDocument = `${page} ${event.documentId ?? ''}`;
  if (isInSubframe(event, captures)) return topDocuments.get(page) ?? ownDocument;
  topDocuments.set(page, ownDocument);
  return ownDocument;
}

/** A pixel in an iframe belongs to the page that holds the iframe. */
function isInSubframe(event: BrowserEvent, captures: ReadonlyMap<string, Capture>): boolean {
  return captures.get(event.captureId)?.frame === 'sub';
}

/** A server event without a browser event stands with the rest of its order. */
function visitOfOrder({ orderId }: JudgedConversion, byId: ReadonlyMap<string, readonly JudgedConversion[]>): string | null {
  if (orderId === null) return null;
  for (const [id, members] of byId) {
    if (members.some((member) => member.orderId === orderId)) return id;
  }
  return null;
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
