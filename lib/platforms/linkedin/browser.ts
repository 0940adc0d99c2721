import type { DecodedBrowserEvent, EventRole } from '../../model/event.ts';
import { originOfId, SHARED_AUTO_IDS } from '../auto-ids.ts';
import { blankBrowserEvent } from '../blank-event.ts';
import type { Decoded } from '../define.ts';
import { withoutEvent } from '../issues.ts';
import { rawPiiInParams } from '../raw-pii.ts';
import { presentKeys } from '../user-keys.ts';
import { parseCurrency, parseDecimal } from '../../wire/number.ts';
import { paramReader } from '../../wire/param-reader.ts';
import type { WireRequest } from '../../wire/request.ts';
import { stampToMs } from '../../wire/time.ts';
import { isPath } from '../../wire/url-parts.ts';

const EVENT_PATH = '/collect';
const ATTRIBUTION_PATH = '/attribution_trigger';
const VENDOR_HOST = /^(?:px\d*|dc)\.ads\.linkedin\.com$/;

const readParams = paramReader({
  pixelIds: 'pid',
  conversionId: 'conversionId',
  eventId: 'eventId',
  orderId: 'oid',
  value: 'val',
  currency: 'cur',
  time: 'time',
  li_fat_id: 'li_fat_id',
  liSync: 'liSync',
  cookiesTest: 'cookiesTest',
});

type EventParams = ReturnType<typeof readParams>;

export function matches(request: WireRequest): boolean {
  if (!isPath(request.path, EVENT_PATH) && !isPath(request.path, ATTRIBUTION_PATH)) return false;
  return VENDOR_HOST.test(request.host) || request.firstParty === 'linkedin';
}

export function pixelIdInUrl(request: WireRequest): string {
  return pixelsOf(readParams(request.queryText))[0] ?? '';
}

/** `pid=A,B`: one event for each partner ID. */
function pixelsOf({ pixelIds }: EventParams): string[] {
  return (pixelIds ?? '').split(',').filter((pid) => pid !== '');
}

export function decodeBrowser(request: WireRequest): Decoded<DecodedBrowserEvent> {
  const text = request.params();
  const params = readParams(text);
  const events = pixelsOf(params).map((pixelId) => readEvent(pixelId, params, request, text));
  return events.length > 0 ? { events, issues: [] } : withoutEvent(request);
}

function readEvent(pixelId: string, params: EventParams, request: WireRequest, text: string): DecodedBrowserEvent {
  const { conversionId, eventId, time, li_fat_id } = params;
  const event = blankBrowserEvent('linkedin');
  event.pixelId = pixelId;
  event.action = conversionId;
  event.eventName = conversionId === null ? 'page_view' : 'conversion';
  event.eventId = eventId;
  event.eventIdOrigin = originOfId(eventId, SHARED_AUTO_IDS);
  event.orderId = params.orderId;
  event.value = parseDecimal(params.value);
  event.currency = parseCurrency(params.currency);
  event.eventTime = stampToMs(parseDecimal(time));
  event.userKeys = presentKeys({ li_fat_id });
  event.role = roleOf(request, conversionId);
  event.mirror = mirrorOf(request, params);
  event.mirrorKey = time === null ? null : `${conversionId ?? ''};${time}`;
  event.issues = rawPiiInParams(text);
  return event;
}

/** The attribution trigger repeats a conversion; with none it only registers the tag with the browser. */
function roleOf(request: WireRequest, conversionId: string | null): EventRole {
  if (conversionId !== null) return 'conversion';
  return isPath(request.path, ATTRIBUTION_PATH) ? 'internal' : 'measurement';
}

function mirrorOf(request: WireRequest, { liSync, cookiesTest }: EventParams): false | string {
  if (isPath(request.path, ATTRIBUTION_PATH)) return 'LinkedIn attribution trigger';
  if (liSync !== null || cookiesTest !== null) return 'LinkedIn cookie redirect';
  return request.host === 'px4.ads.linkedin.com' ? 'LinkedIn px4 copy' : false;
}
