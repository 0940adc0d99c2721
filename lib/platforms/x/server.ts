import type { DecodedServerEvent, DecodeIssue } from '../../model/event.ts';
import type { PlatformAnswer, ServerPayload } from '../../model/payload.ts';
import { answerByStatus, rejected, type Acceptance } from '../answers.ts';
import { UUID_V4 } from '../auto-ids.ts';
import { blankServerEvent } from '../blank-event.ts';
import type { Decoded } from '../define.ts';
import { joinIssues, timeUnitIssues } from '../issues.ts';
import { decodeEach, endpointUrl, jsonBody, malformedPayload } from '../payload-body.ts';
import { rawPiiInJson } from '../raw-pii.ts';
import { presentKeys } from '../user-keys.ts';
import { isRecord, listOf, recordOf, textOf, textsOf, type JsonRecord } from '../../wire/json.ts';
import { decimalOf, parseCurrency } from '../../wire/number.ts';
import { decodePercent } from '../../wire/percent.ts';
import { isoToMs, stampToMs } from '../../wire/time.ts';
import { contentIdsOf } from './contents.ts';
import { readTag } from './names.ts';

const API_PATH = /^\/\d+\/measurement\/conversions\/([^/]+)\/?$/;
const API_HOSTS: ReadonlySet<string> = new Set(['ads-api.x.com', 'ads-api.twitter.com']);

function pixelOf(payload: ServerPayload): string | null {
  const url = endpointUrl(payload);
  const pixelId = url && API_HOSTS.has(url.hostname) ? API_PATH.exec(url.pathname)?.[1] : undefined;
  return pixelId === undefined ? null : decodePercent(pixelId);
}

export function matchesServer(payload: ServerPayload): boolean {
  return pixelOf(payload) !== null;
}

export function decodeServer(payload: ServerPayload): Decoded<DecodedServerEvent> {
  const pixelId = pixelOf(payload) ?? '';
  const list = jsonBody(payload)?.['conversions'];
  if (!Array.isArray(list)) return malformedPayload('{"conversions": [ … ]} was expected');
  return decodeEach(list, (item) => serverEvent(item, pixelId));
}

/** `event_id` is the event of the Events Manager, not an ID for deduplication: that is `conversion_id`. */
function serverEvent(item: JsonRecord, pixelId: string): DecodedServerEvent {
  const stamp = decimalOf(item['conversion_timestamp']);
  const eventName = textOf(item['event_id']) ?? '';
  const event = blankServerEvent('x');
  event.pixelId = pixelId;
  event.eventName = eventName;
  event.eventId = textOf(item['conversion_id']);
  event.value = decimalOf(item['value']);
  event.currency = parseCurrency(textOf(item['price_currency']));
  event.eventTime = isoToMs(textOf(item['conversion_time'])) ?? stampToMs(stamp);
  event.userKeys = userKeysOf(listOf(item['identifiers']).filter(isRecord));
  event.contentIds = contentIdsOf(item);
  event.issues = joinIssues(tagIssue(eventName, pixelId), timeUnitIssues(stamp, 'ms', 'conversion_timestamp', 'X'), rawPiiInJson(item['identifiers'], 'identifiers'));
  return event;
}

function userKeysOf(identifiers: readonly JsonRecord[]): Record<string, readonly string[]> {
  const named = (key: string) => identifiers.flatMap((identifier) => textsOf(identifier[key]));
  return presentKeys({
    twclid: named('twclid'),
    email: named('hashed_email'),
    phone_number: named('hashed_phone_number'),
    external_id: named('external_id'),
  });
}

function tagIssue(eventName: string, pixelId: string): DecodeIssue[] {
  if (UUID_V4.test(eventName)) {
    return [{ code: 'id-wrong-argument', message: 'event_id is a UUID: X wants the event of the Events Manager there, and the ID in conversion_id.' }];
  }
  const tag = readTag(eventName);
  if (tag === null || tag.pixelId === pixelId) return [];
  return [{ code: 'tag-of-other-pixel', message: `event_id names an event of the pixel ${tag.pixelId}, but the request goes to ${pixelId}.` }];
}

/** X lists what it refused in `errors`. */
export function readAnswer(answer: PlatformAnswer): Acceptance {
  const [error] = listOf(recordOf(answer.response)['errors']);
  return isRecord(error) ? rejected(textOf(error['message']) ?? textOf(error['code'])) : answerByStatus(answer);
}
