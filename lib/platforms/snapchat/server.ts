import type { DecodedServerEvent } from '../../model/event.ts';
import type { ServerPayload } from '../../model/payload.ts';
import { blankServerEvent } from '../blank-event.ts';
import type { Decoded } from '../define.ts';
import { decodeEach, endpointUrl, jsonBody, malformedPayload } from '../payload-body.ts';
import { rawPiiInJson } from '../raw-pii.ts';
import { presentKeys } from '../user-keys.ts';
import { recordOf, textOf, textsOf, textsUnder, type JsonRecord } from '../../wire/json.ts';
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
  const body = jsonBody(payload);
  if (!path || !body) return malformedPayload('a JSON object was expected');
  const test = path.isTest ? 'not-counted' : null;
  if (path.pixelId === null) return decodeEach([body], (item) => legacyEvent(item, test));
  const { pixelId } = path;
  if (!Array.isArray(body['data'])) return malformedPayload('{"data": [ … ]} was expected');
  return decodeEach(body['data'], (item) => serverEvent(item, pixelId, test));
}

function serverEvent(item: JsonRecord, pixelId: string, test: DecodedServerEvent['test']): DecodedServerEvent {
  const custom = recordOf(item['custom_data']);
  const user = recordOf(item['user_data']);
  const contents = textsUnder(custom['contents'], 'id');
  return {
    ...blankServerEvent('snapchat'),
    pixelId,
    eventName: textOf(item['event_name']) ?? '',
    eventId: textOf(item['event_id']),
    orderId: textOf(custom['order_id']) ?? textOf(custom['transaction_id']),
    value: decimalOf(custom['value']),
    currency: parseCurrency(textOf(custom['currency'])),
    eventTime: stampToMs(decimalOf(item['event_time'])),
    userKeys: presentKeys({ sc_click_id: user['sc_click_id'], sc_cookie1: user['sc_cookie1'], em: user['em'], ph: user['ph'] }),
    contentIds: contents.length > 0 ? contents : textsOf(custom['content_ids']),
    test,
    issues: rawPiiInJson(user, 'user_data'),
  };
}

/** Version 2: one flat event that names its pixel or app itself. */
function legacyEvent(item: JsonRecord, test: DecodedServerEvent['test']): DecodedServerEvent {
  return {
    ...blankServerEvent('snapchat'),
    pixelId: textOf(item['pixel_id']) ?? textOf(item['snap_app_id']) ?? textOf(item['app_id']) ?? '',
    eventName: textOf(item['event_type']) ?? '',
    eventId: textOf(item['client_dedup_id']),
    orderId: textOf(item['transaction_id']),
    value: decimalOf(item['price']),
    currency: parseCurrency(textOf(item['currency'])),
    eventTime: stampToMs(decimalOf(item['timestamp'])),
    userKeys: presentKeys({
      sc_click_id: item['click_id'],
      sc_cookie1: item['uuid_c1'],
      em: item['hashed_email'],
      ph: item['hashed_phone_number'],
    }),
    contentIds: textsOf(item['item_ids']),
    test,
    issues: rawPiiInJson(item),
  };
}
