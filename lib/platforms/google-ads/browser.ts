import type { DecodedBrowserEvent } from '../../model/event.ts';
import { originOfId, SHARED_AUTO_IDS } from '../auto-ids.ts';
import { blankBrowserEvent } from '../blank-event.ts';
import type { Decoded } from '../define.ts';
import { rawPiiInParams } from '../raw-pii.ts';
import { parseCurrency, parseDecimal } from '../../wire/number.ts';
import { paramReader } from '../../wire/param-reader.ts';
import type { WireRequest } from '../../wire/request.ts';
import { paramsUnder } from '../../wire/urlencoded.ts';
import { hitKindOf, hitParams, isMirror, roleOfHit, type HitKind } from './hit.ts';

const readParams = paramReader({
  label: 'label',
  eventName: 'en',
  eventId: 'ep.event_id',
  orderId: ['oid', 'ep.transaction_id', 'epn.transaction_id'],
  value: ['value', 'epn.value', 'ep.value'],
  currency: ['currency_code', 'ep.currency', 'cu'],
  items: 'item',
  data: 'data',
  random: 'random',
  userData: 'em',
  encryptedUserData: 'eme',
  /** Google's results page reports with it that an ad was seen. */
  adView: 'adview_type',
});

type EventParams = ReturnType<typeof readParams>;

export function decodeBrowser(request: WireRequest): Decoded<DecodedBrowserEvent> {
  const hit = hitKindOf(request);
  if (!hit) return { events: [], issues: [] };
  const text = hitParams(request);
  const params = readParams(text);
  if (params.adView !== null || (hit.kind === 'user-data' && !carriesUserData(params))) return { events: [], issues: [] };
  return { events: pixelsOf(hit, text).map((pixelId) => readEvent(pixelId, hit, params, text)), issues: [] };
}

/** `em=tv.1~em.hash`. `tv.1` alone is a heartbeat and `tv.1~e0` an error: no user data was found on the page. */
const USER_DATA = /^tv\.\d+~(?!e\d)./;

function carriesUserData({ userData, encryptedUserData }: EventParams): boolean {
  return USER_DATA.test(userData ?? '') || USER_DATA.test(encryptedUserData ?? '');
}

/** `tids=AW-1~AW-2`: one hit for several tags. */
function pixelsOf(hit: HitKind, text: string): string[] {
  if (hit.conversionId !== null) return [`AW-${hit.conversionId}`];
  const named = paramsUnder(text, 'tid');
  const ids = new Set<string>();
  for (const wanted of ['s', '']) for (const [rest, list] of named) if (rest === wanted) addTags(ids, list);
  return [...ids];
}

function addTags(ids: Set<string>, list: string): void {
  for (const id of list.split('~')) if (/^AW-\d+$/.test(id)) ids.add(id);
}

function readEvent(pixelId: string, hit: HitKind, params: EventParams, text: string): DecodedBrowserEvent {
  const { eventId } = params;
  const eventName = params.eventName ?? unnamed(hit.kind, params.data);
  const event = blankBrowserEvent('google-ads');
  event.pixelId = pixelId;
  event.action = params.label;
  event.eventName = eventName;
  event.eventId = eventId;
  event.eventIdOrigin = originOfId(eventId, SHARED_AUTO_IDS);
  event.orderId = params.orderId;
  event.value = parseDecimal(params.value);
  event.currency = parseCurrency(params.currency);
  event.contentIds = contentIdsOf(params.items);
  event.role = roleOfHit(hit.kind, eventName);
  event.mirror = isMirror(hit.kind, eventName) ? `Google Ads fan-out: ${hit.path}` : false;
  event.mirrorKey = hit.kind === 'collect' ? null : params.random;
  event.issues = rawPiiInParams(text);
  return event;
}

/** Name of a hit without `en`: tags from before 2022 have it in `data=event=add_to_cart;id=P1`. */
function unnamed(kind: HitKind['kind'], data: string | null): string {
  if (kind === 'primary' || kind === 'fan-out') return 'conversion';
  if (kind === 'user-data') return 'user_data';
  return /(?:^|;)event=([^;]+)/.exec(data ?? '')?.[1] ?? 'remarketing';
}

/** `item=(price*quantity*id**)(…)`. */
function contentIdsOf(items: string | null): string[] {
  if (items === null) return [];
  const listed = items.match(/\([^()]*\)/g) ?? [];
  return listed.map((item) => item.slice(1, -1).split('*')[2] ?? '').filter((id) => id !== '');
}
