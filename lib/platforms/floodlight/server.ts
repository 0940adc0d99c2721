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
  return url === null ? null : (UPLOAD.exec(url.pathname)?.[1] ?? null);
}

export function matchesServer(payload: ServerPayload): boolean {
  return uploadOf(payload) !== null;
}

/** Campaign Manager 360 `conversions.batchinsert`; `batchupdate` corrects what was inserted. */
export function decodeServer(payload: ServerPayload): Decoded<DecodedServerEvent> {
  const list = jsonBody(payload)?.['conversions'];
  if (!Array.isArray(list)) return malformedPayload('{"conversions": [ … ]} was expected');
  const isUpdate = uploadOf(payload) === 'batchupdate';
  return decodeEach(list, (item) => ({ ...serverEvent(item), adjustment: isUpdate }));
}

function serverEvent(item: JsonRecord): DecodedServerEvent {
  const activity = textOf(item['floodlightActivityId']);
  return {
    ...blankServerEvent('floodlight'),
    pixelId: textOf(item['floodlightConfigurationId']) ?? '',
    action: activity,
    eventName: activity ?? '',
    orderId: textOf(item['ordinal']),
    value: decimalOf(item['value']),
    eventTime: stampToMs(decimalOf(item['timestampMicros'])),
    userKeys: presentKeys({ gclid: item['gclid'], dclid: item['dclid'], matchId: item['matchId'] }),
    issues: rawPiiInJson(item['userIdentifiers'], 'userIdentifiers'),
  };
}

/** A batch may fail in part, with HTTP 200: `status` has one entry for each conversion. */
export function readAnswer(answer: PlatformAnswer, index: number): Acceptance {
  const response = recordOf(answer.response);
  if (failedByStatus(answer) || response['hasFailures'] !== true) return answerByStatus(answer);
  const errors = listOf(recordOf(listOf(response['status'])[index])['errors']).filter(isRecord);
  const [first] = errors;
  return first ? rejected(textOf(first['message'])) : { accepted: true, message: null };
}
