import type { DecodedServerEvent, DecodeIssue } from '../../model/event.ts';
import type { PlatformAnswer, ServerPayload } from '../../model/payload.ts';
import { failedByStatus, rejected, UNKNOWN_ANSWER, type Acceptance } from '../answers.ts';
import { blankServerEvent } from '../blank-event.ts';
import type { Decoded } from '../define.ts';
import { joinIssues, timeUnitIssues } from '../issues.ts';
import { decodeEach, endpointUrl, jsonBody, malformedPayload } from '../payload-body.ts';
import { rawPiiInJson } from '../raw-pii.ts';
import { recordOf, textOf, type JsonRecord } from '../../wire/json.ts';
import { decimalOf, parseCurrency } from '../../wire/number.ts';
import { isoToMs, stampToMs } from '../../wire/time.ts';
import { presentKeys } from '../user-keys.ts';
import { contentIdsOf } from './contents.ts';

const API_PATH = /\/open_api\/v[\d.]+\/(?:event|pixel|offline)\/(?:track|batch)\/?$/;

export function matchesServer(payload: ServerPayload): boolean {
  const url = endpointUrl(payload);
  return url !== null && url.pathname.includes('/open_api/') && API_PATH.test(url.pathname);
}

/** Events API 2.0 puts events in `data`, 1.0 in `batch` or sends one event flat. */
export function decodeServer(payload: ServerPayload): Decoded<DecodedServerEvent> {
  const body = jsonBody(payload);
  if (!body) return malformedPayload('a JSON object was expected');
  const list = body['data'] ?? body['batch'] ?? (textOf(body['event']) === null ? null : [body]);
  if (!Array.isArray(list)) return malformedPayload('{"event_source_id": …, "data": [ … ]} was expected');
  return decodeEach(list, (item) => serverEvent(item, body));
}

function serverEvent(item: JsonRecord, envelope: JsonRecord): DecodedServerEvent {
  const context = recordOf(item['context']);
  const properties = recordOf(item['properties']);
  const user = recordOf(item['user'] ?? context['user']);
  const stamp = decimalOf(item['event_time']);
  const test = textOf(item['test_event_code']) ?? textOf(envelope['test_event_code']);
  const event = blankServerEvent('tiktok');
  event.pixelId = sourceOf(item) ?? sourceOf(envelope) ?? '';
  event.eventName = textOf(item['event']) ?? '';
  event.eventId = textOf(item['event_id']);
  event.orderId = textOf(properties['order_id']);
  event.value = decimalOf(properties['value']);
  event.currency = parseCurrency(textOf(properties['currency']));
  event.eventTime = stampToMs(stamp ?? decimalOf(item['timestamp'])) ?? isoToMs(textOf(item['timestamp']) ?? textOf(item['event_time']));
  event.userKeys = userKeysOf(user, context);
  event.contentIds = contentIdsOf(properties);
  event.test = test === null ? null : 'counts';
  event.issues = joinIssues(timeIssues(item['event_time'], stamp), rawPiiInJson(user, 'user'));
  return event;
}

/** Pixel, or of offline events the event set. */
function sourceOf({ event_source_id, pixel_code, event_set_id }: JsonRecord): string | null {
  return textOf(event_source_id) ?? textOf(pixel_code) ?? textOf(event_set_id);
}

function userKeysOf(user: JsonRecord, context: JsonRecord): Record<string, readonly string[]> {
  return presentKeys({
    external_id: user['external_id'],
    email: user['email'] ?? user['emails'],
    phone: user['phone'] ?? user['phone_number'] ?? user['phone_numbers'],
    ttp: user['ttp'],
    ttclid: user['ttclid'] ?? recordOf(context['ad'])['callback'],
  });
}

/** ISO text in event_time is as wrong as milliseconds. */
function timeIssues(written: unknown, stamp: number | null): readonly DecodeIssue[] {
  const isText = written !== undefined && stamp === null;
  return timeUnitIssues(isText ? Infinity : stamp, 's', 'event_time', 'TikTok');
}

/** TikTok's code for a batch of which some events were refused; which ones is not documented where we looked. */
const PARTIAL_SUCCESS = 20001;

/** TikTok answers HTTP 200 on errors too: only `code` tells. */
export function readAnswer(answer: PlatformAnswer): Acceptance {
  const response = recordOf(answer.response);
  const message = textOf(response['message']);
  const code = decimalOf(response['code']);
  if (code === 0) return { accepted: true, message: null };
  if (code === PARTIAL_SUCCESS) return { accepted: null, message };
  if (code !== null) return rejected(`${code}: ${message ?? 'no message'}`);
  return failedByStatus(answer) ? rejected(message ?? `HTTP ${answer.status}`) : UNKNOWN_ANSWER;
}
