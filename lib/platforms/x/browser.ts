import type { DecodedBrowserEvent } from '../../model/event.ts';
import { originOfId, SHARED_AUTO_IDS } from '../auto-ids.ts';
import { blankBrowserEvent } from '../blank-event.ts';
import type { Decoded } from '../define.ts';
import { joinIssues, malformedJson } from '../issues.ts';
import { rawPiiInJson, rawPiiInParams } from '../raw-pii.ts';
import { presentKeys } from '../user-keys.ts';
import { isRecord, listOf, parseParamJson, recordOf, textOf, type JsonRecord } from '../../wire/json.ts';
import { decimalOf, parseCurrency, parseDecimal } from '../../wire/number.ts';
import { paramReader } from '../../wire/param-reader.ts';
import type { WireRequest } from '../../wire/request.ts';
import { contentIdsOf } from './contents.ts';
import { PAGE_VIEW, readTag, roleOf } from './names.ts';

/** `adsctp` takes beacons; the version before it is missing in the oldest calls. */
const HIT_PATH = /^\/(?:\d+\/)?i\/adsctp?\/?$/;
/** Every hit goes to one of X's own hosts and, with the same `event_id`, to its short-link host. */
const COPY_HOST = 't.co';
const VENDOR_HOSTS: ReadonlySet<string> = new Set([COPY_HOST, 'analytics.twitter.com', 'analytics.x.com']);

const readParams = paramReader({
  tag: 'txn_id',
  event: 'event',
  events: 'events',
  hitId: 'event_id',
  saleAmount: 'tw_sale_amount',
  twclid: 'twclid',
  email: 'email_address',
  phone_number: 'phone_number',
  external_id: 'external_id',
});

type EventParams = ReturnType<typeof readParams>;

export function matches(request: WireRequest): boolean {
  return (VENDOR_HOSTS.has(request.host) || request.firstParty === 'x') && HIT_PATH.test(request.path);
}

export function pixelIdInUrl(request: WireRequest): string {
  const txnId = readParams(request.queryText).tag ?? '';
  return readTag(txnId)?.pixelId ?? txnId;
}

export function decodeBrowser(request: WireRequest): Decoded<DecodedBrowserEvent> {
  const unreadable = request.body.unreadable();
  if (unreadable) return { events: [], issues: [unreadable] };
  const text = request.params();
  const params = readParams(text);
  return { events: params.tag === null ? [] : eventsOf(params, params.tag, request, text), issues: [] };
}

function eventsOf(params: EventParams, txnId: string, request: WireRequest, text: string): DecodedBrowserEvent[] {
  const tag = readTag(txnId);
  const event = parsed(params.event);
  const events = parsed(params.events);
  const { twclid, email, phone_number, external_id } = params;
  const isBroken = (event !== null && !isRecord(event)) || (events !== null && !Array.isArray(events));
  const shared = blankBrowserEvent('x');
  shared.pixelId = tag?.pixelId ?? txnId;
  shared.userKeys = presentKeys({ twclid, email, phone_number, external_id });
  shared.mirror = request.host === COPY_HOST ? 'X copy to t.co' : false;
  shared.mirrorKey = params.hitId;
  shared.issues = joinIssues(isBroken ? [malformedJson("The event's data")] : [], rawPiiInParams(text, JSON_PARAMS));
  return namedData(recordOf(event), events, tag ? txnId : null).map(([name, data]) => readEvent(shared, name, data, params));
}

const JSON_PARAMS: ReadonlySet<string> = new Set(['event', 'events']);

/** undefined where the text is no JSON, null where there is none. */
function parsed(text: string | null): unknown {
  return text === null ? null : parseParamJson(text);
}

/** A tag's data are the object in `event`; older calls list names and data in `events`; the base pixel has neither. */
function namedData(data: JsonRecord, events: unknown, tag: string | null): (readonly [name: string, data: JsonRecord])[] {
  if (tag !== null && !Array.isArray(events)) return [[tag, data]];
  const listed = listOf(events).flatMap((item) => {
    const [name, own] = listOf(item);
    const text = textOf(name);
    return text === null ? [] : [[text, recordOf(own)] as const];
  });
  if (tag !== null) return [[tag, { ...listed[0]?.[1], ...data }]];
  return listed.length > 0 ? listed : [[PAGE_VIEW, data]];
}

function readEvent(shared: DecodedBrowserEvent, eventName: string, data: JsonRecord, params: EventParams): DecodedBrowserEvent {
  const eventId = textOf(data['conversion_id']);
  return {
    ...shared,
    eventName,
    eventId,
    eventIdOrigin: originOfId(eventId, SHARED_AUTO_IDS),
    orderId: textOf(data['order_id']),
    value: decimalOf(data['value']) ?? saleAmount(params),
    currency: parseCurrency(textOf(data['currency'])),
    contentIds: contentIdsOf(data),
    role: roleOf(eventName),
    issues: joinIssues(shared.issues, rawPiiInJson(data, 'event')),
  };
}

/** Older calls have it on every hit: 0 says that there is none. */
function saleAmount(params: EventParams): number | null {
  return parseDecimal(params.saleAmount) || null;
}
