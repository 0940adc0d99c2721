import type { DecodedServerEvent } from '../../model/event.ts';
import type { ServerPayload } from '../../model/payload.ts';
import { blankServerEvent } from '../blank-event.ts';
import type { Decoded } from '../define.ts';
import { joinIssues, timeUnitIssues } from '../issues.ts';
import { decodeEach, endpointUrl, formText, jsonBody, malformedPayload } from '../payload-body.ts';
import { rawPiiInJson } from '../raw-pii.ts';
import { presentKeys } from '../user-keys.ts';
import { parseJson, recordOf, textOf, textsOf, textsUnder, type JsonRecord } from '../../wire/json.ts';
import { decimalOf, parseCurrency } from '../../wire/number.ts';
import { paramReader } from '../../wire/param-reader.ts';
import { stampToMs } from '../../wire/time.ts';
import { paramsUnder } from '../../wire/urlencoded.ts';

/** `/v24.0/<pixel>/events` at Meta, `/capi/<pixel>/events` at a gateway or relay. */
const GRAPH_PATH = /^(?:\/v\d+(?:\.\d+)?)?\/([^/]+)\/events\/?$/;
const CAPI_PATH = /\/capi\/([^/]+)\/events\/?$/;

const readForm = paramReader({ testCode: 'test_event_code' });

function pixelOf(payload: ServerPayload): string | null {
  const url = endpointUrl(payload);
  if (!url) return null;
  const isGraph = url.hostname === 'graph.facebook.com';
  if (!isGraph && !url.pathname.includes('/capi/')) return null;
  return (isGraph ? GRAPH_PATH : CAPI_PATH).exec(url.pathname)?.[1] ?? null;
}

export function matchesServer(payload: ServerPayload): boolean {
  return pixelOf(payload) !== null;
}

export function decodeServer(payload: ServerPayload): Decoded<DecodedServerEvent> {
  const pixelId = pixelOf(payload) ?? '';
  const { list, testCode } = readBatch(payload);
  if (list === null) return malformedPayload('{"data": [ … ]} or a form field "data" was expected');
  return decodeEach(list, (item) => serverEvent(item, pixelId, testCode));
}

/** The SDKs send JSON, a form field `data` with one JSON text, or one field per event; the query may take the form's place. */
function readBatch(payload: ServerPayload): { list: readonly unknown[] | null; testCode: boolean } {
  const body = payload.bodyEncoding === 'form' ? null : jsonBody(payload);
  if (body) return { list: parsedList([body['data']]), testCode: textOf(body['test_event_code']) !== null };
  const form = formText(payload) || (endpointUrl(payload)?.query ?? '');
  const texts = paramsUnder(form, 'data').flatMap(([rest, value]) => (/^(?:\[\d*\])?$/.test(rest) ? [value] : []));
  return { list: texts.length > 0 ? parsedList(texts) : null, testCode: readForm(form).testCode !== null };
}

/** JSON texts, objects and lists of either → one list; null where there is nothing to read. */
function parsedList(values: readonly unknown[]): readonly unknown[] | null {
  const items = values.flatMap((value) => {
    const parsed = typeof value === 'string' ? parseJson(value) : value;
    return Array.isArray(parsed) ? (parsed as unknown[]) : [parsed];
  });
  if (items.length === 1 && items[0] === undefined) return null;
  return items.map((item) => (typeof item === 'string' ? parseJson(item) : item));
}

function serverEvent(item: JsonRecord, pixelId: string, testCode: boolean): DecodedServerEvent {
  const custom = recordOf(item['custom_data']);
  const stamp = decimalOf(item['event_time']);
  const event = blankServerEvent('meta');
  event.pixelId = pixelId;
  event.eventName = textOf(item['event_name']) ?? '';
  event.eventId = textOf(item['event_id']);
  event.orderId = textOf(custom['order_id']) ?? textOf(custom['transaction_id']);
  event.value = decimalOf(custom['value']);
  event.currency = parseCurrency(textOf(custom['currency']));
  event.eventTime = stampToMs(stamp);
  event.userKeys = userKeysOf(recordOf(item['user_data']));
  event.contentIds = custom['content_ids'] === undefined ? textsUnder(custom['contents'], 'id') : textsOf(custom['content_ids']);
  event.test = testCode ? 'counts' : null;
  event.issues = joinIssues(timeUnitIssues(stamp, 's', 'event_time', 'Meta'), rawPiiInJson(item['user_data'], 'user_data'));
  return event;
}

function userKeysOf({ fbp, fbc, external_id, em, ph }: JsonRecord): Record<string, readonly string[]> {
  return presentKeys({ fbp, fbc, external_id, em, ph });
}
