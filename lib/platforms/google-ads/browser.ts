import type { DecodedBrowserEvent } from '../../model/event.ts';
import { originOfId, SHARED_AUTO_IDS } from '../auto-ids.ts';
import { blankBrowserEvent } from '../blank-event.ts';
import type { Decoded } from '../define.ts';
import { rawPiiInFields } from '../raw-pii.ts';
import { allOf, fieldsOf, firstOf } from '../../wire/fields.ts';
import { parseCurrency, parseDecimal } from '../../wire/number.ts';
import type { Fields, WireRequest } from '../../wire/request.ts';
import { hitKindOf, isMirror, roleOfHit, type HitKind } from './hit.ts';

export function decodeBrowser(request: WireRequest): Decoded<DecodedBrowserEvent> {
  const hit = hitKindOf(request);
  if (!hit) return { events: [], issues: [] };
  const fields = fieldsOf(request);
  if (hit.kind === 'user-data' && !carriesUserData(fields)) return { events: [], issues: [] };
  const event = readEvent(hit, fields);
  return { events: pixelsOf(hit, fields).map((pixelId) => ({ ...event, pixelId })), issues: [] };
}

/** `em=tv.1` alone is a heartbeat: no user data was found on the page. */
function carriesUserData(fields: Fields): boolean {
  return firstOf(fields, 'em')?.includes('~') ?? false;
}

/** `tids=AW-1~AW-2`: one hit for several tags. */
function pixelsOf(hit: HitKind, fields: Fields): string[] {
  if (hit.conversionId !== null) return [`AW-${hit.conversionId}`];
  const named = [...allOf(fields, 'tids'), ...allOf(fields, 'tid')].flatMap((value) => value.split('~'));
  return [...new Set(named)].filter((id) => /^AW-\d+$/.test(id));
}

function readEvent(hit: HitKind, fields: Fields): DecodedBrowserEvent {
  const name = firstOf(fields, 'en');
  const eventId = firstOf(fields, 'ep.event_id');
  return {
    ...blankBrowserEvent('google-ads'),
    action: firstOf(fields, 'label'),
    eventName: name ?? defaultName(hit.kind),
    eventId,
    eventIdOrigin: originOfId(eventId, SHARED_AUTO_IDS),
    orderId: firstOf(fields, 'oid', 'ep.transaction_id', 'epn.transaction_id'),
    value: parseDecimal(firstOf(fields, 'value', 'epn.value', 'ep.value')),
    currency: parseCurrency(firstOf(fields, 'currency_code', 'ep.currency', 'cu')),
    eventTime: null,
    contentIds: contentIdsOf(firstOf(fields, 'item')),
    role: roleOfHit(hit.kind, name),
    mirror: isMirror(hit.kind, name) ? `Google Ads fan-out: ${hit.path}` : false,
    mirrorKey: hit.kind === 'collect' ? null : firstOf(fields, 'random'),
    issues: rawPiiInFields(fields),
  };
}

function defaultName(kind: HitKind['kind']): string {
  if (kind === 'primary' || kind === 'fan-out') return 'conversion';
  return kind === 'user-data' ? 'user_data' : 'remarketing';
}

/** `item=(price*quantity*id**)(…)`. */
function contentIdsOf(items: string | null): string[] {
  return [...(items ?? '').matchAll(/\(([^()]*)\)/g)].flatMap((item) => item[1]?.split('*')[2] ?? []).filter((id) => id !== '');
}
