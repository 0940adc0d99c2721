import type { DecodedServerEvent } from '../../model/event.ts';
import type { PlatformAnswer, ServerPayload } from '../../model/payload.ts';
import { answerByStatus, failedByStatus, rejected, type Acceptance } from '../answers.ts';
import { blankServerEvent } from '../blank-event.ts';
import type { Decoded } from '../define.ts';
import { decodeEach, endpointUrl, jsonBody, malformedPayload } from '../payload-body.ts';
import { rawPiiInJson } from '../raw-pii.ts';
import { presentKeys } from '../user-keys.ts';
import { isRecord, listOf, recordOf, textOf, type JsonRecord } from '../../wire/json.ts';
import { decimalOf } from '../../wire/number.ts';
import { stampToMs } from '../../wire/time.ts';

const UPLOAD = /\/userprofiles\/[^/]+\/conversions\/(batchinsert|batchupdate)$/;

function uploadOf(payload: ServerPayload): string | null {
  const url = endpointUrl(payload);
  return url?.pathname.includes('/userprofiles/') ? (UPLOAD.exec(url.pathname)?.[1] ?? null) : null;
}

export function matchesServer(payload: ServerPayload): boolean {
  return uploadOf(payload) !== null;
}

/** Campaign Manager 360 `conversions.batchinsert`; `batchupdate` corrects what was inserted. */
export function decodeServer(payload: ServerPayload): Decoded<DecodedServerEvent> {
  const list = jsonBody(payload)?.['conversions'];
  if (!Array.isArray(list)) return malformedPayload('{"conversions": [ … ]} was expected');
  const isUpdate = uploadOf(payload) === 'batchupdate';
  return decodeEach(list, (item) => serverEvent(item, isUpdate));
}

function serverEvent(item: JsonRecord, isUpdate: boolean): DecodedServerEvent {
  const activity = textOf(item['floodlightActivityId']);
  const event = blankServerEvent('floodlight');
  event.pixelId = textOf(item['floodlightConfigurationId']) ?? '';
  event.action = activity;
  event.eventName = activity ?? '';
  event.orderId = textOf(item['ordinal']);
  event.value = decimalOf(item['value']);
  event.eventTime = stampToMs(decimalOf(item['timestampMicros']));
  event.userKeys = presentKeys({ gclid: item['gclid'], dclid: item['dclid'], matchId: item['matchId'] });
  event.adjustment = isUpdate;
  event.issues = rawPiiInJson(item['userIdentifiers'], 'userIdentifiers');
  return event;
}

/** A batch may fail in part, with HTTP 200: `status` has one entry for each conversion. */
export function readAnswer(answer: PlatformAnswer, index: number): Acceptance {
  const response = recordOf(answer.response);
  if (failedByStatus(answer) || response['hasFailures'] !== true) return answerByStatus(answer);
  const errors = listOf(recordOf(listOf(response['status'])[index])['errors']).filter(isRecord);
  const [first] = errors;
  return first ? rejected(textOf(first['message'])) : { accepted: true, message: null };
}
