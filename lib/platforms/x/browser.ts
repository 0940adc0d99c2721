import type { DecodedBrowserEvent } from '../../model/event.ts';
import { originOfId, SHARED_AUTO_IDS } from '../auto-ids.ts';
import { blankBrowserEvent } from '../blank-event.ts';
import type { Decoded } from '../define.ts';
import { malformedJson } from '../issues.ts';
import { rawPiiInFields, rawPiiInJson } from '../raw-pii.ts';
import { presentKeys } from '../user-keys.ts';
import { firstOf } from '../../wire/fields.ts';
import { isRecord, listOf, parseJson, recordOf, textOf, type JsonRecord } from '../../wire/json.ts';
import { parseCurrency, parseDecimal } from '../../wire/number.ts';
import type { Fields, WireRequest } from '../../wire/request.ts';
import { contentIdsOf } from './contents.ts';
import { PAGE_VIEW, readTag, roleOf } from './names.ts';

/** `adsctp` takes beacons; the version before it is missing in the oldest calls. */
const HIT_PATH = /^\/(?:\d+\/)?i\/adsctp?\/?$/;
/** Every hit goes to one of X's own hosts and, with the same `event_id`, to its short-link host. */
const COPY_HOST = 't.co';
const VENDOR_HOSTS: ReadonlySet<string> = new Set([COPY_HOST, 'analytics.twitter.com', 'analytics.x.com']);

export function matches(request: WireRequest): boolean {
  return HIT_PATH.test(request.path) && (VENDOR_HOSTS.has(request.host) || request.firstParty === 'x');
}

export function pixelIdInUrl(request: WireRequest): string {
  const txnId = firstOf(request.query(), 'txn_id') ?? '';
  return readTag(txnId)?.pixelId ?? txnId;
}

export function decodeBrowser(request: WireRequest): Decoded<DecodedBrowserEvent> {
  const unreadable = request.body.unreadable();
  if (unreadable) return { events: [], issues: [unreadable] };
  const fields = [...request.query(), ...request.body.fields()];
  const txnId = firstOf(fields, 'txn_id');
  return { events: txnId === null ? [] : eventsOf(fields, txnId, request), issues: [] };
}

function eventsOf(fields: Fields, txnId: string, request: WireRequest): DecodedBrowserEvent[] {
  const tag = readTag(txnId);
  const [event, events] = [parsed(fields, 'event'), parsed(fields, 'events')];
  const isBroken = (event !== null && !isRecord(event)) || (events !== null && !Array.isArray(events));
  const shared = {
    ...blankBrowserEvent('x'),
    pixelId: tag?.pixelId ?? txnId,
    userKeys: presentKeys({
      twclid: firstOf(fields, 'twclid'),
      email: firstOf(fields, 'email_address'),
      phone_number: firstOf(fields, 'phone_number'),
      external_id: firstOf(fields, 'external_id'),
    }),
    mirror: request.host === COPY_HOST ? 'X copy to t.co' : false,
    mirrorKey: firstOf(fields, 'event_id'),
    issues: [...(isBroken ? [malformedJson("The event's data")] : []), ...rawPiiInFields(fields.filter(([name]) => !JSON_FIELDS.has(name)))],
  } as const;
  return namedData(recordOf(event), events, tag ? txnId : null).map(([name, data]) => readEvent(shared, name, data, fields));
}

const JSON_FIELDS: ReadonlySet<string> = new Set(['event', 'events']);

/** undefined where the field is no JSON, null where there is none. */
function parsed(fields: Fields, name: string): unknown {
  const text = firstOf(fields, name);
  return text === null ? null : parseJson(text);
}

/** A tag's data are the object in `event`; older calls list names and data in `events`; the base pixel has neither. */
function namedData(data: JsonRecord, events: unknown, tag: string | null): (readonly [name: string, data: JsonRecord])[] {
  const listed = listOf(events).flatMap((item) => {
    const [name, own] = listOf(item);
    const text = textOf(name);
    return text === null ? [] : [[text, recordOf(own)] as const];
  });
  if (tag !== null) return [[tag, { ...listed[0]?.[1], ...data }]];
  return listed.length > 0 ? listed : [[PAGE_VIEW, data]];
}

function readEvent(shared: DecodedBrowserEvent, eventName: string, data: JsonRecord, fields: Fields): DecodedBrowserEvent {
  const eventId = textOf(data['conversion_id']);
  return {
    ...shared,
    eventName,
    eventId,
    eventIdOrigin: originOfId(eventId, SHARED_AUTO_IDS),
    orderId: textOf(data['order_id']),
    value: parseDecimal(textOf(data['value'])) ?? saleAmount(fields),
    currency: parseCurrency(textOf(data['currency'])),
    contentIds: contentIdsOf(data),
    role: roleOf(eventName),
    issues: [...shared.issues, ...rawPiiInJson(data, 'event')],
  };
}

/** Older calls have it on every hit: 0 says that there is none. */
function saleAmount(fields: Fields): number | null {
  return parseDecimal(firstOf(fields, 'tw_sale_amount')) || null;
}
