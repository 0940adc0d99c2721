import type { DecodedServerEvent, DecodeIssue } from '../../model/event.ts';
import type { PlatformAnswer, ServerPayload } from '../../model/payload.ts';
import { errorMessage, failedByStatus, rejected, UNKNOWN_ANSWER, type Acceptance } from '../answers.ts';
import { blankServerEvent } from '../blank-event.ts';
import type { Decoded } from '../define.ts';
import { EMPTY_ID } from '../finding-codes.ts';
import { joinIssues, NO_ISSUES } from '../issues.ts';
import { decodeEach, endpointUrl, jsonBody, malformedPayload } from '../payload-body.ts';
import { rawPiiInJson } from '../raw-pii.ts';
import { presentKeys } from '../user-keys.ts';
import { recordOf, textOf, textsUnder, type JsonRecord } from '../../wire/json.ts';
import { decimalOf, parseCurrency } from '../../wire/number.ts';
import { paramReader } from '../../wire/param-reader.ts';
import { stampToMs } from '../../wire/time.ts';
import { endsWithPath } from '../../wire/url-parts.ts';

const COLLECT_PATH = '/mp/collect';
const DEBUG_PATH = '/debug/mp/collect';

const readQuery = paramReader({ pixelId: ['measurement_id', 'firebase_app_id'] });

export function matchesServer(payload: ServerPayload): boolean {
  const url = endpointUrl(payload);
  return url !== null && endsWithPath(url.pathname, COLLECT_PATH);
}

export function decodeServer(payload: ServerPayload): Decoded<DecodedServerEvent> {
  const body = jsonBody(payload);
  const url = endpointUrl(payload);
  if (!body || !url || !Array.isArray(body['events'])) return malformedPayload('{"client_id": …, "events": [ … ]} was expected');
  const pixelId = readQuery(url.query).pixelId ?? '';
  const isDebug = endsWithPath(url.pathname, DEBUG_PATH);
  return decodeEach(body['events'], (item) => serverEvent(item, body, pixelId, isDebug));
}

function serverEvent(item: JsonRecord, body: JsonRecord, pixelId: string, isDebug: boolean): DecodedServerEvent {
  const params = recordOf(item['params']);
  const event = blankServerEvent('ga4');
  event.pixelId = pixelId;
  event.eventName = textOf(item['name']) ?? '';
  event.eventId = textOf(params['event_id']);
  event.orderId = textOf(params['transaction_id']);
  event.value = decimalOf(params['value']);
  event.currency = parseCurrency(textOf(params['currency']));
  event.eventTime = stampToMs(decimalOf(textOf(item['timestamp_micros']) ?? body['timestamp_micros']));
  event.userKeys = presentKeys({ client_id: body['client_id'], user_id: body['user_id'] });
  event.contentIds = textsUnder(params['items'], 'item_id');
  event.test = isDebug ? 'not-counted' : null;
  event.issues = joinIssues(emptyOrderId(event.eventName, params), rawPiiInJson({ user_id: body['user_id'], user_data: body['user_data'], params }));
  return event;
}

function emptyOrderId(eventName: string, params: JsonRecord): readonly DecodeIssue[] {
  if (eventName !== 'purchase' || params['transaction_id'] !== '') return NO_ISSUES;
  return [{ code: EMPTY_ID, message: 'transaction_id is empty: GA4 merges all purchases that have an empty one.' }];
}

/** The Measurement Protocol answers 2xx to everything: a 2xx says nothing. An error status can only come from a proxy. */
export function readAnswer(answer: PlatformAnswer): Acceptance {
  return failedByStatus(answer) ? rejected(errorMessage(answer.response) ?? `HTTP ${answer.status}`) : UNKNOWN_ANSWER;
}
