import type { DecodedServerEvent } from '../../model/event.ts';
import type { ServerPayload } from '../../model/payload.ts';
import { blankServerEvent } from '../blank-event.ts';
import type { Decoded } from '../define.ts';
import { decodeEach, endpointUrl, jsonBody, jsonValue, malformedPayload } from '../payload-body.ts';
import { rawPiiInJson } from '../raw-pii.ts';
import { presentKeys } from '../user-keys.ts';
import { isRecord, recordOf, textOf, textsOf, textsUnder, type JsonRecord } from '../../wire/json.ts';
import { decimalOf, parseCurrency } from '../../wire/number.ts';
import { stampToMs } from '../../wire/time.ts';

const V3_PATH = /^\/v3\/([^/]+)\/events(\/validate)?\/?$/;
const V2_PATH = /^\/v2\/conversion(\/validate)?\/?$/;

function pathOf(payload: ServerPayload): { pixelId: string | null; isTest: boolean } | null {
  const url = endpointUrl(payload);
  if (url?.hostname !== 'tr.snapchat.com') return null;
  const v3 = V3_PATH.exec(url.pathname);
  if (v3) return { pixelId: v3[1] ?? null, isTest: v3[2] !== undefined };
  const v2 = V2_PATH.exec(url.pathname);
  return v2 && { pixelId: null, isTest: v2[1] !== undefined };
}

export function matchesServer(payload: ServerPayload): boolean {
  return pathOf(payload) !== null;
}

export function decodeServer(payload: ServerPayload): Decoded<DecodedServerEvent> {
  const path = pathOf(payload);
  const test = path?.isTest ? 'not-counted' : null;
  if (!path || path.pixelId === null) return decodeLegacy(payload, test);
  const { pixelId } = path;
  const list = jsonBody(payload)?.['data'];
  if (!Array.isArray(list)) return malformedPayload('{"data": [ … ]} was expected');
  return decodeEach(list, (item) => serverEvent(item, pixelId, test));
}

/** Version 2 takes one event flat, or a plain list of them. */
function decodeLegacy(payload: ServerPayload, test: DecodedServerEvent['test']): Decoded<DecodedServerEvent> {
  const body = jsonValue(payload);
  const list: unknown = isRecord(body) ? [body] : body;
  if (!Array.isArray(list)) return malformedPayload('a JSON object or a list of them was expected');
  return decodeEach(list, (item) => legacyEvent(item, test));
}

function serverEvent(item: JsonRecord, pixelId: string, test: DecodedServerEvent['test']): DecodedServerEvent {
  const custom = recordOf(item['custom_data']);
  const user = recordOf(item['user_data']);
  const contents = textsUnder(custom['contents'], 'id');
  const event = blankServerEvent('snapchat');
  event.pixelId = pixelId;
  event.eventName = textOf(item['event_name']) ?? '';
  event.eventId = textOf(item['event_id']);
  event.orderId = textOf(custom['order_id']) ?? textOf(custom['transaction_id']);
  event.value = decimalOf(custom['value']);
  event.currency = parseCurrency(textOf(custom['currency']));
  event.eventTime = stampToMs(decimalOf(item['event_time']));
  event.userKeys = presentKeys({ sc_click_id: user['sc_click_id'], sc_cookie1: user['sc_cookie1'], em: user['em'], ph: user['ph'] });
  event.contentIds = contents.length > 0 ? contents : textsOf(custom['content_ids']);
  event.test = test;
  event.issues = rawPiiInJson(user, 'user_data');
  return event;
}

/** An event of version 2 names its pixel or app itself. */
function legacyEvent(item: JsonRecord, test: DecodedServerEvent['test']): DecodedServerEvent {
  const event = blankServerEvent('snapchat');
  event.pixelId = textOf(item['pixel_id']) ?? textOf(item['snap_app_id']) ?? textOf(item['app_id']) ?? '';
  event.eventName = textOf(item['event_type']) ?? '';
  event.eventId = textOf(item['client_dedup_id']);
  event.orderId = textOf(item['transaction_id']);
  event.value = decimalOf(item['price']);
  event.currency = parseCurrency(textOf(item['currency']));
  event.eventTime = stampToMs(decimalOf(item['timestamp']));
  event.userKeys = presentKeys({
    sc_click_id: item['click_id'],
    sc_cookie1: item['uuid_c1'],
    em: item['hashed_email'],
    ph: item['hashed_phone_number'],
  });
  event.contentIds = textsOf(item['item_ids']);
  event.test = test;
  event.issues = rawPiiInJson(item);
  return event;
}
