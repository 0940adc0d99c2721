import type { DecodedBrowserEvent } from '../../model/event.ts';
import { originOfId } from '../auto-ids.ts';
import { blankBrowserEvent } from '../blank-event.ts';
import type { Decoded } from '../define.ts';
import { malformedJson } from '../issues.ts';
import { roleOfMeaning } from '../meaning.ts';
import { rawPiiInJson } from '../raw-pii.ts';
import { presentKeys } from '../user-keys.ts';
import { fieldsOf } from '../../wire/fields.ts';
import { isRecord, listOf, recordOf, textOf, textsOf, type JsonRecord } from '../../wire/json.ts';
import { parseCurrency, parseDecimal } from '../../wire/number.ts';
import type { Fields, WireRequest } from '../../wire/request.ts';
import { stampToMs } from '../../wire/time.ts';
import { AUTO_IDS, meaningOf } from './names.ts';

const EVENT_PATH = /^(?:\/gateway)?\/p\/?$/;
const VENDOR_HOST = /^tr[\w-]*\.snapchat\.com$/;

export function matches(request: WireRequest): boolean {
  return (VENDOR_HOST.test(request.host) || request.firstParty === 'snapchat') && EVENT_PATH.test(request.path);
}

export function pixelIdInUrl(request: WireRequest): string {
  return textOf(toRecord(request.query())['pid']) ?? '';
}

/** One event in the query or a form, or a JSON batch in which only `t` with pixel and event name is one. */
export function decodeBrowser(request: WireRequest): Decoded<DecodedBrowserEvent> {
  const body = request.body.json();
  if (isRecord(body)) return { events: batchEvents(body), issues: [] };
  const fields = toRecord(fieldsOf(request));
  if (isEvent(fields)) return { events: [readEvent(fields, fields['ts'])], issues: [] };
  const unreadable = request.body.unreadable();
  if (unreadable) return { events: [], issues: [unreadable] };
  if (!/^\s*[[{]/.test(request.body.text())) return { events: [], issues: [] };
  return { events: [], issues: [malformedJson('The Snap message')] };
}

function batchEvents(body: JsonRecord): DecodedBrowserEvent[] {
  return listOf(body['req']).flatMap((entry) => {
    const track = recordOf(recordOf(entry)['t']);
    const stamp = track['ts'] ?? recordOf(entry)['ts'] ?? recordOf(body['ctx'])['ts'];
    return isEvent(track) ? [readEvent(track, stamp)] : [];
  });
}

function isEvent(track: JsonRecord): boolean {
  return textOf(track['pid']) !== null && textOf(track['ev']) !== null;
}

/** The first value of each name that is not empty. */
function toRecord(fields: Fields): JsonRecord {
  const record: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of fields) if (value !== '') record[name] ??= value;
  return record;
}

/** Older builds write the names of the call instead of the short ones. */
function readEvent(track: JsonRecord, stamp: unknown): DecodedBrowserEvent {
  const first = (...names: string[]) => names.map((name) => textOf(track[name])).find((text) => text !== null) ?? null;
  const eventName = first('ev') ?? '';
  const eventId = first('cdid', 'client_dedup_id', 'client_dedupe_id', 'client_deduplication_id');
  return {
    ...blankBrowserEvent('snapchat'),
    pixelId: first('pid') ?? '',
    eventName,
    eventId,
    eventIdOrigin: originOfId(eventId, AUTO_IDS),
    orderId: first('e_tid', 'transaction_id'),
    value: parseDecimal(first('e_pr', 'price', 'value')),
    currency: parseCurrency(first('e_cur', 'currency')),
    eventTime: stampToMs(parseDecimal(textOf(stamp))),
    userKeys: presentKeys({ sc_click_id: track['u_sclid'], sc_cookie1: track['u_c1'], em: track['u_hem'], ph: track['u_hpn'] }),
    contentIds: contentIdsOf(track['e_iids'] ?? track['item_ids'] ?? track['content_ids']),
    role: first('ae') === null ? roleOfMeaning(meaningOf(eventName)) : 'automatic',
    issues: rawPiiInJson(track),
  };
}

/** A list in JSON, comma-separated in a query. */
function contentIdsOf(ids: unknown): string[] {
  return typeof ids === 'string' ? ids.split(',').filter((id) => id !== '') : textsOf(ids);
}
