import type { DecodedBrowserEvent, DecodeIssue } from '../../model/event.ts';
import { originOfId, SHARED_AUTO_IDS } from '../auto-ids.ts';
import { blankBrowserEvent } from '../blank-event.ts';
import type { Decoded } from '../define.ts';
import { joinIssues, NO_ISSUES, withoutEvent } from '../issues.ts';
import { rawPiiInParams } from '../raw-pii.ts';
import { presentKeys } from '../user-keys.ts';
import { isRecord, parseParamJson, textOf, textsUnder, type JsonRecord } from '../../wire/json.ts';
import { decimalOf, parseCurrency, parseDecimal } from '../../wire/number.ts';
import { paramReader } from '../../wire/param-reader.ts';
import type { Fields, WireRequest } from '../../wire/request.ts';
import { stampToMs } from '../../wire/time.ts';
import { isPath } from '../../wire/url-parts.ts';
import { paramsUnder } from '../../wire/urlencoded.ts';
import { roleOf } from './names.ts';

const EVENT_PATH = '/v3';
/** Fetches the tag's configuration and carries the whole event along: no conversion is counted by it, whatever becomes of the event's own request. */
const CONFIG_PATH = '/user';

const readParams = paramReader({
  pixelId: 'tid',
  eventName: 'event',
  misplacedId: 'event_id',
  sentAt: 'cb',
  epik: 'epik',
  ed: 'ed',
  pd: 'pd',
});

type EventParams = ReturnType<typeof readParams>;

export function matches(request: WireRequest): boolean {
  if (request.host !== 'ct.pinterest.com' && request.firstParty !== 'pinterest') return false;
  return isPath(request.path, EVENT_PATH) || isPath(request.path, CONFIG_PATH);
}

export function pixelIdInUrl(request: WireRequest): string {
  return readParams(request.queryText).pixelId ?? '';
}

export function decodeBrowser(request: WireRequest): Decoded<DecodedBrowserEvent> {
  const event = readEvent(request);
  return event ? { events: [event], issues: [] } : withoutEvent(request);
}

function readEvent(request: WireRequest): DecodedBrowserEvent | null {
  const text = request.params();
  const params = readParams(text);
  const { pixelId, eventName, epik } = params;
  if (pixelId === null || eventName === null) return null;
  const data = dataOf(params, 'ed', text);
  const eventId = textOf(data.record['event_id']);
  const event = blankBrowserEvent('pinterest');
  event.pixelId = pixelId;
  event.eventName = eventName;
  event.eventId = eventId;
  event.eventIdOrigin = originOfId(eventId, SHARED_AUTO_IDS);
  event.orderId = textOf(data.record['order_id']);
  event.value = decimalOf(data.record['value']);
  event.currency = parseCurrency(textOf(data.record['currency']));
  event.eventTime = stampToMs(parseDecimal(params.sentAt));
  event.userKeys = presentKeys({ em: dataOf(params, 'pd', text).record['em'], epik });
  event.contentIds = contentIdsOf(data.record['line_items']);
  const isConfig = isPath(request.path, CONFIG_PATH);
  event.role = isConfig ? 'internal' : roleOf(eventName);
  event.mirror = isConfig ? 'Pinterest configuration request' : false;
  event.issues = joinIssues(misplacedId(params, eventId), data.issues, rawPiiInParams(text));
  return event;
}

interface EventData {
  record: JsonRecord;
  issues: readonly DecodeIssue[];
}

const NO_DATA: EventData = { record: {}, issues: NO_ISSUES };

/** `ed` is JSON, in the image tag `ed[value]=…`. */
function dataOf(params: EventParams, name: 'ed' | 'pd', text: string): EventData {
  const json = params[name];
  if (json === null) return imageData(paramsUnder(text, `${name}[`));
  const parsed = parseParamJson(json);
  if (isRecord(parsed)) return { record: parsed, issues: [] };
  return { record: {}, issues: [{ code: 'malformed-json', message: `The parameter ${name} is no JSON object: its data cannot be read.` }] };
}

function imageData(fields: Fields): EventData {
  return fields.length === 0 ? NO_DATA : { record: Object.fromEntries(fields.map(([rest, value]) => [rest.slice(0, -1), value])), issues: NO_ISSUES };
}

function misplacedId(params: EventParams, eventId: string | null): DecodeIssue[] {
  if (eventId !== null || params.misplacedId === null) return [];
  return [{ code: 'id-wrong-argument', message: 'The event ID is in event_id outside of ed: Pinterest reads it from the event data.' }];
}

/** One item or a list of them. */
function contentIdsOf(items: unknown): string[] {
  return textsUnder(isRecord(items) ? [items] : items, 'product_id');
}
