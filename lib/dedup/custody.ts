import type { BrowserFire } from '../model/conversion.ts';
import type { CustodyStation, StationName, StationState } from '../model/custody.ts';
import type { BrowserEvent, ServerEvent } from '../model/event.ts';
import type { JudgedConversion } from '../model/verdict.ts';
import { dataLayerId, scriptOf, sdkCallOf } from './custody-calls.ts';
import { isRejected, isSent } from './delivery.ts';
import { markBreak } from './custody-break.ts';

/** Copies with further IDs that a chain still shows; more would not be a picture. */
const SHOWN_COPIES = 2;

/** The way of a conversion's ID from the page's data to the platform, and where it first changed or vanished. */
export function custodyOf(conversion: JudgedConversion): CustodyStation[] {
  const idField = idFieldOf(conversion);
  const fires = distinct(conversion.browser, (fire) => fire.event[idField]);
  const events = distinct(conversion.server, (event) => event[idField]);
  const [lead] = fires;
  return markBreak([
    ...(lead ? pageStations(conversion, lead.event, idField) : []),
    ...fires.map(({ event }) => wireStation(event, idField)),
    lead ? responseStation(lead) : blank('wire', 'none'),
    ...(events.length === 0 ? [relaySilence(conversion)] : events.map((event) => blank('relay', 'none', { id: event[idField], place: event.sender }))),
    ...(events[0] ? [answerStation(events[0])] : []),
  ]);
}

type IdField = 'eventId' | 'orderId';

function idFieldOf({ verdict }: JudgedConversion): IdField {
  return verdict.keys.some(({ key }) => key === 'orderId') && !verdict.keys.some(({ key }) => key === 'eventId') ? 'orderId' : 'eventId';
}

/** The first of each ID: repeats with the same ID have the same way. */
function distinct<Item>(items: readonly Item[], idOf: (item: Item) => string | null): Item[] {
  return items.filter((item, index) => items.findIndex((other) => idOf(other) === idOf(item)) === index).slice(0, SHOWN_COPIES);
}

export function blank(station: StationName, state: StationState, fields: Partial<CustodyStation> = {}): CustodyStation {
  return { station, state, id: null, place: null, source: null, breaks: false, delivery: null, answer: null, ...fields };
}

/** What the page hook saw before the request; without the hook both stations are unseen. */
function pageStations({ calls, server }: JudgedConversion, event: BrowserEvent, idField: IdField): CustodyStation[] {
  const wanted = [...server.map((each) => each[idField]), event[idField]].filter((id) => id !== null);
  const pushes = calls.filter(({ method }) => method === 'dataLayer.push');
  const pushed = dataLayerId(pushes, wanted);
  const call = sdkCallOf(calls, event, event[idField]);
  return [
    pushed === null ? blank('data-layer', pushes.length > 0 ? 'none' : 'unseen') : blank('data-layer', 'none', pushed),
    call === null ? blank('sdk-call', 'unseen') : blank('sdk-call', 'none', { id: call.id, place: call.name, source: scriptOf(call.stack) }),
  ];
}

function wireStation(event: BrowserEvent, idField: IdField): CustodyStation {
  const isUnread = event.eventName === '' || event.issues.some(({ code }) => code === 'body-unreadable' || code === 'body-pending');
  return blank('wire', event[idField] === null && isUnread ? 'unseen' : 'none', { id: event[idField], place: event.host });
}

function responseStation({ event, mirrors, sent }: BrowserFire): CustodyStation {
  const arrived = [event, ...mirrors].find(({ delivery }) => isSent(delivery)) ?? event;
  const { delivery } = arrived;
  const state = sent ? 'reached' : delivery.state === 'in-flight' ? 'open' : 'stopped';
  return blank('response', state, { delivery, place: arrived.host });
}

/** No server event: not there yet, not sent, or nobody could tell. */
function relaySilence({ verdict }: JudgedConversion): CustodyStation {
  if (verdict.outcome === 'pending') return blank('relay', 'open');
  const isBlind = verdict.outcome === 'undetermined' || verdict.causes.some(({ id }) => id.startsWith('relay-'));
  return blank('relay', isBlind ? 'unseen' : 'none');
}

function answerStation(event: ServerEvent): CustodyStation {
  const answer = event.deliveries.at(-1) ?? null;
  const isKnown = event.deliveries.some(({ accepted }) => accepted === true);
  const state = isRejected(event) || event.test === 'not-counted' ? 'stopped' : isKnown ? 'reached' : 'unseen';
  return blank('platform', state, { answer, place: event.sender });
}
