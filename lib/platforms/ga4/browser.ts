import type { DecodedBrowserEvent, DecodeIssue } from '../../model/event.ts';
import { originOfId, SHARED_AUTO_IDS } from '../auto-ids.ts';
import { blankBrowserEvent } from '../blank-event.ts';
import type { Decoded } from '../define.ts';
import { rawPiiInFields } from '../raw-pii.ts';
import { presentKeys } from '../user-keys.ts';
import { firstOf, hasField } from '../../wire/fields.ts';
import { parseCurrency, parseDecimal } from '../../wire/number.ts';
import type { Fields, WireRequest } from '../../wire/request.ts';
import { bodyLines, sharedFields } from './hit.ts';
import { roleOf } from './names.ts';

/** Sends a copy without an event for audience building. */
const AUDIENCE_HOST = 'stats.g.doubleclick.net';

/**
 * One hit stands in the URL, or one per body line with shared parameters in the URL; then the URL's own
 * event name, if it has one, belongs to no further event.
 */
export function decodeBrowser(request: WireRequest): Decoded<DecodedBrowserEvent> {
  const shared = sharedFields(request);
  if (request.host === AUDIENCE_HOST || firstOf(shared, 'tid') === null) return { events: [], issues: [] };
  const lines = bodyLines(request);
  if (lines.length > 0) return { events: lines.map((line) => decodeHit(line, shared)), issues: [] };
  if (firstOf(shared, 'en') !== null) return { events: [decodeHit([], shared)], issues: [] };
  const unreadable = request.body.unreadable();
  return { events: [], issues: unreadable ? [unreadable] : [] };
}

function decodeHit(line: Fields, shared: Fields): DecodedBrowserEvent {
  const first = (...names: string[]) => firstOf(line, ...names) ?? firstOf(shared, ...names);
  const eventName = first('en') ?? '';
  const eventId = first('ep.event_id', 'epn.event_id');
  return {
    ...blankBrowserEvent('ga4'),
    pixelId: first('tid') ?? '',
    eventName,
    eventId,
    eventIdOrigin: originOfId(eventId, SHARED_AUTO_IDS),
    orderId: first('ep.transaction_id', 'epn.transaction_id'),
    value: parseDecimal(first('epn.value', 'ep.value')),
    currency: parseCurrency(first('cu', 'ep.currency')),
    userKeys: presentKeys({ client_id: first('cid'), user_id: first('uid') }),
    contentIds: contentIdsOf(line.length > 0 ? line : shared),
    role: roleOf(eventName),
    mirrorKey: hitNumber(first('_p'), first('_s')),
    issues: [...emptyTransactionId(eventName, line, shared), ...rawPiiInFields(line), ...rawPiiInFields(shared)],
  };
}

/** Page load and hit number: the same hit sent to two hosts carries the same pair. */
function hitNumber(pageLoad: string | null, hit: string | null): string | null {
  return pageLoad === null || hit === null ? null : `${pageLoad}/${hit}`;
}

const ITEM = /^pr\d+$/;

/** Items are `pr1=idSKU-1~nmName~pr10.5`; an item without an ID has none here. */
function contentIdsOf(fields: Fields): string[] {
  return fields.flatMap(([name, value]) => {
    const id = ITEM.test(name) ? value.split('~').find((part) => part.startsWith('id')) : undefined;
    return id === undefined || id.length === 2 ? [] : [id.slice(2)];
  });
}

function emptyTransactionId(eventName: string, line: Fields, shared: Fields): DecodeIssue[] {
  const name = 'ep.transaction_id';
  if (eventName !== 'purchase' || firstOf(line, name) !== null || firstOf(shared, name) !== null) return [];
  if (!hasField(line, name) && !hasField(shared, name)) return [];
  return [{ code: 'empty-transaction-id', message: 'ep.transaction_id is empty: GA4 merges all purchases that have an empty one.' }];
}
