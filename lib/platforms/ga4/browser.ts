import type { DecodedBrowserEvent, DecodeIssue } from '../../model/event.ts';
import { originOfId, SHARED_AUTO_IDS } from '../auto-ids.ts';
import { blankBrowserEvent } from '../blank-event.ts';
import type { Decoded } from '../define.ts';
import { EMPTY_ID } from '../finding-codes.ts';
import { joinIssues, withoutEvent } from '../issues.ts';
import { rawPiiInParams } from '../raw-pii.ts';
import { presentKeys } from '../user-keys.ts';
import { parseCurrency, parseDecimal } from '../../wire/number.ts';
import { paramReader } from '../../wire/param-reader.ts';
import type { WireRequest } from '../../wire/request.ts';
import { paramsUnder } from '../../wire/urlencoded.ts';
import { bodyHits, sharedParams } from './hit.ts';
import { roleOf } from './names.ts';

/** Gets copies for audience building, most of them without an event. */
const AUDIENCE_HOST = 'stats.g.doubleclick.net';

const ORDER_ID = 'ep.transaction_id';

export const readHit = paramReader({
  pixelId: 'tid',
  eventName: 'en',
  eventId: ['ep.event_id', 'epn.event_id'],
  orderId: [ORDER_ID, 'epn.transaction_id'],
  value: ['epn.value', 'ep.value'],
  currency: ['cu', 'ep.currency'],
  client_id: 'cid',
  user_id: 'uid',
  pageLoad: '_p',
  hitNumber: '_s',
});

type HitParams = ReturnType<typeof readHit>;

export function decodeBrowser(request: WireRequest): Decoded<DecodedBrowserEvent> {
  const decoded = decodeHits(request);
  if (request.host !== AUDIENCE_HOST) return decoded;
  return { events: decoded.events.map((event) => ({ ...event, mirror: 'Google Signals copy' })), issues: [] };
}

/**
 * One hit stands in the URL, or one per body line with shared parameters in the URL; then the URL's own
 * event name, if it has one, belongs to no further event.
 */
function decodeHits(request: WireRequest): Decoded<DecodedBrowserEvent> {
  const text = sharedParams(request);
  const shared = readHit(text);
  const issues = rawPiiInParams(text);
  // A proxy may move everything into the body, the pixel included.
  const hits = bodyHits(request).map((line) => ({ line, hit: readHit(line, shared) })).filter(({ hit }) => hit.pixelId !== null);
  if (hits.length > 0) return { events: hits.map(({ line, hit }) => decodeHit(hit, line, text, issues)), issues: [] };
  if (shared.pixelId === null) return { events: [], issues: [] };
  if (shared.eventName !== null) return { events: [decodeHit(shared, '', text, issues)], issues: [] };
  return withoutEvent(request);
}

function decodeHit(hit: HitParams, line: string, shared: string, sharedIssues: readonly DecodeIssue[]): DecodedBrowserEvent {
  const { eventId, client_id, user_id } = hit;
  const eventName = hit.eventName ?? '';
  const event = blankBrowserEvent('ga4');
  event.pixelId = hit.pixelId ?? '';
  event.eventName = eventName;
  event.eventId = eventId;
  event.eventIdOrigin = originOfId(eventId, SHARED_AUTO_IDS);
  event.orderId = hit.orderId;
  event.value = parseDecimal(hit.value);
  event.currency = parseCurrency(hit.currency);
  event.userKeys = presentKeys({ client_id, user_id });
  event.contentIds = contentIdsOf(line === '' ? shared : line);
  event.role = roleOf(eventName);
  event.mirrorKey = mirrorKeyOf(hit);
  event.issues = joinIssues(emptyOrderId(hit, line, shared), rawPiiInParams(line), sharedIssues);
  return event;
}

/** Page load and hit number: the same hit sent to two hosts carries the same pair. */
function mirrorKeyOf({ pageLoad, hitNumber }: HitParams): string | null {
  return pageLoad === null || hitNumber === null ? null : `${pageLoad}/${hitNumber}`;
}

/** What stands in a text that has items, escaped or not: most hits have none. */
const ITEM_SIGN = /pr[\d%]|%7[02]/;

/** Items are `pr1=idSKU-1~nmName~pr10.5`; an item without an ID has none here. */
function contentIdsOf(text: string): string[] {
  if (!ITEM_SIGN.test(text)) return [];
  return paramsUnder(text, 'pr').flatMap(([rest, value]) => {
    const id = /^\d+$/.test(rest) ? value.split('~').find((part) => part.startsWith('id')) : undefined;
    return id === undefined || id.length === 2 ? [] : [id.slice(2)];
  });
}

function emptyOrderId({ eventName, orderId }: HitParams, line: string, shared: string): DecodeIssue[] {
  if (eventName !== 'purchase' || orderId !== null) return [];
  const values = [...paramsUnder(line, ORDER_ID), ...paramsUnder(shared, ORDER_ID)].flatMap(([rest, value]) => (rest === '' ? [value] : []));
  if (values.length === 0 || values.some((value) => value !== '')) return [];
  return [{ code: EMPTY_ID, message: `${ORDER_ID} is empty: GA4 merges all purchases that have an empty one.` }];
}
