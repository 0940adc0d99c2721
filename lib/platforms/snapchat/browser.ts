import type { DecodedBrowserEvent, DecodeIssue } from '../../model/event.ts';
import { originOfId } from '../auto-ids.ts';
import { blankBrowserEvent } from '../blank-event.ts';
import type { Decoded } from '../define.ts';
import { malformedJson } from '../issues.ts';
import { roleOfMeaning } from '../meaning.ts';
import { rawPiiInJson, rawPiiInParams } from '../raw-pii.ts';
import { presentKeys } from '../user-keys.ts';
import { isRecord, listOf, recordOf, textOf, textsOf, type JsonRecord } from '../../wire/json.ts';
import { decimalOf, parseCurrency } from '../../wire/number.ts';
import { paramReader } from '../../wire/param-reader.ts';
import type { WireRequest } from '../../wire/request.ts';
import { stampToMs } from '../../wire/time.ts';
import { isPath } from '../../wire/url-parts.ts';
import { AUTO_IDS, meaningOf } from './names.ts';

const EVENT_PATH = '/p';
const GATEWAY_PATH = '/gateway/p';
const VENDOR_HOST = /^tr[\w-]*\.snapchat\.com$/;

/** Older builds write the names of the call instead of the short ones. */
const NAMES = {
  pid: 'pid',
  ev: 'ev',
  cdid: ['cdid', 'client_dedup_id', 'client_dedupe_id', 'client_deduplication_id'],
  e_tid: ['e_tid', 'transaction_id'],
  e_pr: ['e_pr', 'price', 'value'],
  e_cur: ['e_cur', 'currency'],
  e_iids: ['e_iids', 'item_ids', 'content_ids'],
  ts: 'ts',
  ae: 'ae',
  u_sclid: 'u_sclid',
  u_c1: 'u_c1',
  u_hem: 'u_hem',
  u_hpn: 'u_hpn',
} as const;

const readParams = paramReader(NAMES);

export function matches(request: WireRequest): boolean {
  if (!isPath(request.path, EVENT_PATH) && !isPath(request.path, GATEWAY_PATH)) return false;
  return VENDOR_HOST.test(request.host) || request.firstParty === 'snapchat';
}

export function pixelIdInUrl(request: WireRequest): string {
  return readParams(request.queryText).pid ?? '';
}

/** One event in the query or a form, or a JSON batch in which only `t` with pixel and event name is one. */
export function decodeBrowser(request: WireRequest): Decoded<DecodedBrowserEvent> {
  const body = request.body.json();
  if (isRecord(body)) return { events: batchEvents(body), issues: [] };
  const text = request.params();
  const params = readParams(text);
  if (isEvent(params)) return { events: [readEvent(params, params.ts, rawPiiInParams(text))], issues: [] };
  const unreadable = request.body.unreadable();
  if (unreadable) return { events: [], issues: [unreadable] };
  if (!/^\s*[[{]/.test(request.body.text())) return { events: [], issues: [] };
  return { events: [], issues: [malformedJson('The Snap message')] };
}

function batchEvents(body: JsonRecord): DecodedBrowserEvent[] {
  const events: DecodedBrowserEvent[] = [];
  for (const entry of listOf(body['req'])) {
    const track = recordOf(recordOf(entry)['t']);
    const stamp = track['ts'] ?? recordOf(entry)['ts'] ?? recordOf(body['ctx'])['ts'];
    if (isEvent(track)) events.push(readEvent(track, stamp, rawPiiInJson(track)));
  }
  return events;
}

function isEvent(track: JsonRecord): boolean {
  return textOf(track['pid']) !== null && textOf(track['ev']) !== null;
}

function firstText(track: JsonRecord, names: readonly string[]): string | null {
  for (const name of names) {
    const text = textOf(track[name]);
    if (text !== null) return text;
  }
  return null;
}

function readEvent(track: JsonRecord, stamp: unknown, issues: readonly DecodeIssue[]): DecodedBrowserEvent {
  const eventName = textOf(track['ev']) ?? '';
  const eventId = firstText(track, NAMES.cdid);
  const event = blankBrowserEvent('snapchat');
  event.pixelId = textOf(track['pid']) ?? '';
  event.eventName = eventName;
  event.eventId = eventId;
  event.eventIdOrigin = originOfId(eventId, AUTO_IDS);
  event.orderId = firstText(track, NAMES.e_tid);
  event.value = decimalOf(firstText(track, NAMES.e_pr));
  event.currency = parseCurrency(firstText(track, NAMES.e_cur));
  event.eventTime = stampToMs(decimalOf(stamp));
  event.userKeys = presentKeys({ sc_click_id: track['u_sclid'], sc_cookie1: track['u_c1'], em: track['u_hem'], ph: track['u_hpn'] });
  event.contentIds = contentIdsOf(track['e_iids'] ?? track['item_ids'] ?? track['content_ids']);
  event.role = textOf(track['ae']) === null ? roleOfMeaning(meaningOf(eventName)) : 'automatic';
  event.issues = issues;
  return event;
}

/** A list in JSON, comma-separated in a query. */
function contentIdsOf(ids: unknown): string[] {
  return typeof ids === 'string' ? ids.split(',').filter((id) => id !== '') : textsOf(ids);
}
