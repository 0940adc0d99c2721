import { isAccepted, isRejected } from '../dedup/delivery.ts';
import { isNearMiss } from '../dedup/near-miss.ts';
import type { OrderWalk, PlatformWalk, SentStep, WalkAnswer, WalkEnd, WalkStep } from '../model/order-walk.ts';
import type { Visit } from '../model/projection.ts';
import { OUTCOMES, type JudgedConversion, type KeyComparison } from '../model/verdict.ts';
import { platformById } from '../platforms/registry.ts';

/** Follows an order through a session: what each side sent, which keys agree, and what the platform makes of it. */
export function walkOrder(visits: readonly Visit[], typed: string): OrderWalk {
  const wanted = typed.trim().replace(/^#/, '');
  const conversions = visits.flatMap((visit) => visit.conversions);
  for (const [foundBy, matches] of wanted === '' ? [] : FINDERS) {
    const found = conversions.filter((conversion) => matches(conversion, wanted));
    if (found.length > 0) return toOrderWalk(visits, found, { foundBy, wanted });
  }
  return { orderId: null, foundBy: null, walks: [], silent: [] };
}

/** Order IDs of a session, newest first, each once: what a reader may want to look up. */
export function ordersOf(conversions: readonly JudgedConversion[]): string[] {
  return [...new Set(conversions.flatMap((conversion) => orderIdsOf(conversion).slice(0, 1)))];
}

/** Tried in order: the first way that finds anything counts. */
const FINDERS: readonly (readonly [NonNullable<OrderWalk['foundBy']>, (conversion: JudgedConversion, wanted: string) => boolean])[] = [
  ['order-id', (conversion, wanted) => orderIdsOf(conversion).includes(wanted)],
  ['event-id', (conversion, wanted) => eventsOf(conversion).some(({ eventId }) => eventId === wanted)],
  ['order-id-near', (conversion, wanted) => orderIdsOf(conversion).some((id) => isNearMiss(id, wanted) || isNearMiss(wanted, id))],
];

function eventsOf({ browser, server }: JudgedConversion) {
  return [...browser.map(({ event }) => event), ...server];
}

function orderIdsOf(conversion: JudgedConversion): string[] {
  return [conversion.orderId, ...eventsOf(conversion).map(({ orderId }) => orderId)].filter((id) => id !== null);
}

function toOrderWalk(visits: readonly Visit[], found: readonly JudgedConversion[], { foundBy, wanted }: { foundBy: OrderWalk['foundBy']; wanted: string }): OrderWalk {
  const orderId = foundBy === 'order-id' ? wanted : (found.flatMap(orderIdsOf)[0] ?? null);
  const beside = unnamedBeside(visits, found);
  const heard = new Set([...found, ...beside].map(({ platform }) => platform));
  const all = visits.flatMap(({ conversions }) => conversions.filter(isSale));
  const silent = [...new Set(all.map(({ platform }) => platform))].filter((platform) => !heard.has(platform));
  return { orderId, foundBy, walks: [...walkAll(found, false), ...walkAll(beside, true)], silent };
}

/** Sales of the order's own page that name no order: some platforms' events have no field for one. */
function unnamedBeside(visits: readonly Visit[], found: readonly JudgedConversion[]): JudgedConversion[] {
  const known = new Set(found);
  const ofOrder = visits.filter(({ conversions }) => conversions.some((conversion) => known.has(conversion)));
  return ofOrder.flatMap(({ conversions }) => conversions.filter((conversion) => !known.has(conversion) && orderIdsOf(conversion).length === 0 && isSale(conversion)));
}

/** Platforms that only ever saw page views are not missing an order. */
function isSale({ orderId, browser, server }: JudgedConversion): boolean {
  return orderId !== null || server.length > 0 || browser.some(({ event }) => event.role === 'conversion');
}

/** Worst verdicts first. */
function walkAll(conversions: readonly JudgedConversion[], byVisit: boolean): PlatformWalk[] {
  const rank = ({ verdict }: JudgedConversion) => OUTCOMES.indexOf(verdict.outcome);
  return conversions.toSorted((a, b) => rank(a) - rank(b)).map((conversion) => walkConversion(conversion, byVisit));
}

function walkConversion(conversion: JudgedConversion, byVisit: boolean): PlatformWalk {
  const hasBoth = conversion.browser.length > 0 && conversion.server.length > 0;
  const keys = hasBoth ? conversion.verdict.keys.map((comparison) => keyStep(conversion, comparison)) : [];
  return { conversion, byVisit, steps: [browserStep(conversion), serverStep(conversion), ...keys], end: endOf(conversion) };
}

function idsOf({ platform }: JudgedConversion, events: readonly { eventId: string | null; orderId: string | null }[]): string[] {
  const idField = platformById(platform)?.rule.idField ?? 'eventId';
  return [...new Set(events.flatMap((event) => event[idField] ?? []))];
}

function browserStep(conversion: JudgedConversion): SentStep {
  const events = conversion.browser.map(({ event }) => event);
  const sent = conversion.browser.find((fire) => fire.sent);
  const delivery = (sent ?? conversion.browser[0])?.event.delivery ?? null;
  const answer = sent ? 'yes' : delivery?.state === 'in-flight' ? 'open' : 'no';
  return { kind: 'sent', side: 'browser', answer, ids: idsOf(conversion, events), places: [...new Set(events.map(({ host }) => host))], delivery, rejected: false };
}

function serverStep(conversion: JudgedConversion): SentStep {
  const { server, verdict } = conversion;
  const isBlind = verdict.outcome === 'pending' || verdict.outcome === 'undetermined';
  const answer: WalkAnswer = server.some(isAccepted) ? 'yes' : server.length === 0 && isBlind ? 'open' : 'no';
  const places = [...new Set(server.map(({ sender }) => sender))];
  return { kind: 'sent', side: 'server', answer, ids: idsOf(conversion, server), places, delivery: null, rejected: server.length > 0 && server.every(isRejected) };
}

const KEY_ANSWERS: Record<KeyComparison['result'], WalkAnswer> = { equal: 'yes', different: 'no', missing: 'no', 'not-comparable': 'open' };

function keyStep(conversion: JudgedConversion, comparison: KeyComparison): WalkStep {
  const customName = comparison.key === 'eventName' && eventsOf(conversion).some((event) => event.customName);
  return { kind: 'key', answer: KEY_ANSWERS[comparison.result], comparison, customName };
}

function endOf({ verdict: { outcome } }: JudgedConversion): WalkEnd {
  if (outcome === 'deduplicates') return 'all-match';
  if (outcome === 'pending' || outcome === 'undetermined') return 'open';
  return outcome === 'browser-only' || outcome === 'server-only' ? 'one-sided' : 'fault';
}
