import type { DecodedBrowserEvent } from '../../model/event.ts';
import { originOfId, SHARED_AUTO_IDS } from '../auto-ids.ts';
import { blankBrowserEvent } from '../blank-event.ts';
import type { Decoded } from '../define.ts';
import { rawPiiInFields } from '../raw-pii.ts';
import { presentKeys } from '../user-keys.ts';
import { fieldsOf, firstOf } from '../../wire/fields.ts';
import { parseCurrency, parseDecimal } from '../../wire/number.ts';
import type { Fields, WireRequest } from '../../wire/request.ts';
import { stampToMs } from '../../wire/time.ts';

const EVENT_PATH = /^\/collect\/?$/;
const ATTRIBUTION_PATH = /^\/attribution_trigger\/?$/;
const VENDOR_HOST = /^(?:px\d*|dc)\.ads\.linkedin\.com$/;

export function matches(request: WireRequest): boolean {
  if (!VENDOR_HOST.test(request.host) && request.firstParty !== 'linkedin') return false;
  return EVENT_PATH.test(request.path) || ATTRIBUTION_PATH.test(request.path);
}

export function pixelIdInUrl(request: WireRequest): string {
  return pixelsOf(request.query())[0] ?? '';
}

/** `pid=A,B`: one event for each partner ID. */
function pixelsOf(fields: Fields): string[] {
  return (firstOf(fields, 'pid') ?? '').split(',').filter((pid) => pid !== '');
}

export function decodeBrowser(request: WireRequest): Decoded<DecodedBrowserEvent> {
  const fields = fieldsOf(request);
  const event = readEvent(fields, request);
  const events = pixelsOf(fields).map((pixelId) => ({ ...event, pixelId }));
  const unreadable = request.body.unreadable();
  return { events, issues: events.length === 0 && unreadable ? [unreadable] : [] };
}

function readEvent(fields: Fields, request: WireRequest): DecodedBrowserEvent {
  const conversionId = firstOf(fields, 'conversionId');
  const eventId = firstOf(fields, 'eventId');
  const time = firstOf(fields, 'time');
  return {
    ...blankBrowserEvent('linkedin'),
    action: conversionId,
    eventName: conversionId === null ? 'page_view' : 'conversion',
    eventId,
    eventIdOrigin: originOfId(eventId, SHARED_AUTO_IDS),
    orderId: firstOf(fields, 'oid'),
    value: parseDecimal(firstOf(fields, 'val')),
    currency: parseCurrency(firstOf(fields, 'cur')),
    eventTime: stampToMs(parseDecimal(time)),
    userKeys: presentKeys({ li_fat_id: firstOf(fields, 'li_fat_id') }),
    role: conversionId === null ? 'measurement' : 'conversion',
    mirror: mirrorOf(request, fields),
    mirrorKey: time === null ? null : `${conversionId ?? ''};${time}`,
    issues: rawPiiInFields(fields),
  };
}

function mirrorOf(request: WireRequest, fields: Fields): false | string {
  if (ATTRIBUTION_PATH.test(request.path)) return 'LinkedIn attribution trigger';
  if (firstOf(fields, 'liSync') !== null || firstOf(fields, 'cookiesTest') !== null) return 'LinkedIn cookie redirect';
  return request.host === 'px4.ads.linkedin.com' ? 'LinkedIn px4 copy' : false;
}
