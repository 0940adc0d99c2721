import type { DecodedBrowserEvent, DecodeIssue } from '../../model/event.ts';
import { originOfId, SHARED_AUTO_IDS } from '../auto-ids.ts';
import { blankBrowserEvent } from '../blank-event.ts';
import type { Decoded } from '../define.ts';
import { rawPiiInFields } from '../raw-pii.ts';
import { presentKeys } from '../user-keys.ts';
import { fieldsOf, firstOf } from '../../wire/fields.ts';
import { isRecord, parseJson, textOf, textsUnder, type JsonRecord } from '../../wire/json.ts';
import { parseCurrency, parseDecimal } from '../../wire/number.ts';
import type { Fields, WireRequest } from '../../wire/request.ts';
import { stampToMs } from '../../wire/time.ts';
import { roleOf } from './names.ts';

const EVENT_PATH = /^\/v3\/?$/;
/** Fetches the tag's configuration and carries the whole event along. */
const CONFIG_PATH = /^\/user\/?$/;

export function matches(request: WireRequest): boolean {
  if (request.host !== 'ct.pinterest.com' && request.firstParty !== 'pinterest') return false;
  return EVENT_PATH.test(request.path) || CONFIG_PATH.test(request.path);
}

export function pixelIdInUrl(request: WireRequest): string {
  return firstOf(request.query(), 'tid') ?? '';
}

export function decodeBrowser(request: WireRequest): Decoded<DecodedBrowserEvent> {
  const fields = fieldsOf(request);
  const pixelId = firstOf(fields, 'tid');
  const eventName = firstOf(fields, 'event');
  if (pixelId !== null && eventName !== null) return { events: [readEvent(fields, pixelId, eventName, request)], issues: [] };
  const unreadable = request.body.unreadable();
  return { events: [], issues: unreadable ? [unreadable] : [] };
}

function readEvent(fields: Fields, pixelId: string, eventName: string, request: WireRequest): DecodedBrowserEvent {
  const data = dataOf(fields, 'ed');
  const eventId = textOf(data.record['event_id']);
  return {
    ...blankBrowserEvent('pinterest'),
    pixelId,
    eventName,
    eventId,
    eventIdOrigin: originOfId(eventId, SHARED_AUTO_IDS),
    orderId: textOf(data.record['order_id']),
    value: parseDecimal(textOf(data.record['value'])),
    currency: parseCurrency(textOf(data.record['currency'])),
    eventTime: stampToMs(parseDecimal(firstOf(fields, 'cb'))),
    userKeys: presentKeys({ em: dataOf(fields, 'pd').record['em'], epik: firstOf(fields, 'epik') }),
    contentIds: contentIdsOf(data.record['line_items']),
    role: roleOf(eventName),
    mirror: CONFIG_PATH.test(request.path) ? 'Pinterest configuration request' : false,
    issues: [...misplacedId(fields, eventId), ...data.issues, ...rawPiiInFields(fields)],
  };
}

/** `ed` is JSON, in the image tag `ed[value]=…`. */
function dataOf(fields: Fields, name: string): { record: JsonRecord; issues: DecodeIssue[] } {
  const text = firstOf(fields, name);
  if (text !== null) {
    const parsed = parseJson(text);
    if (isRecord(parsed)) return { record: parsed, issues: [] };
    return { record: {}, issues: [{ code: 'malformed-json', message: `The parameter ${name} is no JSON object: its data cannot be read.` }] };
  }
  const entries = fields.filter(([key]) => key.startsWith(`${name}[`)).map(([key, value]) => [key.slice(name.length + 1, -1), value] as const);
  return { record: Object.fromEntries(entries), issues: [] };
}

function misplacedId(fields: Fields, eventId: string | null): DecodeIssue[] {
  if (eventId !== null || firstOf(fields, 'event_id') === null) return [];
  return [{ code: 'id-wrong-argument', message: 'The event ID is in event_id outside of ed: Pinterest reads it from the event data.' }];
}

/** One item or a list of them. */
function contentIdsOf(items: unknown): string[] {
  return textsUnder(isRecord(items) ? [items] : items, 'product_id');
}
