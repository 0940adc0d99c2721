import type { DecodedServerEvent, DecodeIssue } from '../../model/event.ts';
import type { PlatformAnswer, ServerPayload } from '../../model/payload.ts';
import { answerByStatus, failedByStatus, rejected, type Acceptance } from '../answers.ts';
import { blankServerEvent } from '../blank-event.ts';
import type { Decoded } from '../define.ts';
import { joinIssues, timeUnitIssues } from '../issues.ts';
import { decodeEach, endpointUrl, jsonBody, malformedPayload } from '../payload-body.ts';
import { rawPiiInJson } from '../raw-pii.ts';
import { presentKeys } from '../user-keys.ts';
import { isRecord, listOf, recordOf, textOf, textsOf, textsUnder, type JsonRecord } from '../../wire/json.ts';
import { decimalOf, parseCurrency } from '../../wire/number.ts';
import { paramReader } from '../../wire/param-reader.ts';
import { stampToMs } from '../../wire/time.ts';

const V5_PATH = /^\/v5\/ad_accounts\/([^/]+)\/events\/?$/;
/** The older API names the ad account in the body. */
const V3_PATH = /^\/events\/v3\/?$/;

const readQuery = paramReader({ test: 'test' });

export function matchesServer(payload: ServerPayload): boolean {
  const url = endpointUrl(payload);
  if (url?.hostname === 'api.pinterest.com') return V5_PATH.test(url.pathname);
  return url?.hostname === 'ct.pinterest.com' && V3_PATH.test(url.pathname);
}

/** `{data: [ … ]}`, or one event flat. */
export function decodeServer(payload: ServerPayload): Decoded<DecodedServerEvent> {
  const body = jsonBody(payload);
  const url = endpointUrl(payload);
  const list = body?.['data'] ?? (textOf(body?.['event_name']) === null ? null : [body]);
  if (!url || !Array.isArray(list)) return malformedPayload('{"data": [ … ]} was expected');
  const account = V5_PATH.exec(url.pathname)?.[1] ?? null;
  const isTest = readQuery(url.query).test === 'true';
  return decodeEach(list, (item) => serverEvent(item, account, isTest));
}

function serverEvent(item: JsonRecord, account: string | null, isTest: boolean): DecodedServerEvent {
  const custom = recordOf(item['custom_data']);
  const user = recordOf(item['user_data']);
  const stamp = decimalOf(item['event_time']);
  const contents = textsUnder(custom['contents'], 'id');
  const event = blankServerEvent('pinterest');
  event.pixelId = account ?? textOf(item['advertiser_id']) ?? '';
  event.eventName = textOf(item['event_name']) ?? '';
  event.eventId = textOf(item['event_id']);
  event.orderId = textOf(custom['order_id']);
  event.value = decimalOf(custom['value']);
  event.currency = parseCurrency(textOf(custom['currency']));
  event.eventTime = stampToMs(stamp);
  event.userKeys = presentKeys({ em: user['em'], external_id: user['external_id'], epik: user['click_id'] });
  event.contentIds = contents.length > 0 ? contents : textsOf(custom['content_ids']);
  event.test = isTest ? 'counts' : null;
  event.issues = joinIssues(timeUnitIssues(stamp, 's', 'event_time', 'Pinterest'), offlineIssue(item), rawPiiInJson(user, 'user_data'));
  return event;
}

function offlineIssue(item: JsonRecord): DecodeIssue[] {
  if (item['action_source'] !== 'offline') return [];
  return [{ code: 'never-deduplicated', message: 'action_source is offline: Pinterest does not deduplicate offline events.' }];
}

/** The answer lists a status for each event, with HTTP 200 even where some failed. */
export function readAnswer(answer: PlatformAnswer, index: number): Acceptance {
  const entry = listOf(recordOf(answer.response)['events'])[index];
  if (failedByStatus(answer) || !isRecord(entry)) return answerByStatus(answer);
  return entry['status'] === 'failed' ? rejected(textOf(entry['error_message'])) : { accepted: true, message: null };
}
