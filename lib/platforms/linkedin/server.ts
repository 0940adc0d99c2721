import type { DecodedServerEvent } from '../../model/event.ts';
import type { PlatformAnswer, ServerPayload } from '../../model/payload.ts';
import { answerByStatus, errorMessage, failedByStatus, rejected, type Acceptance } from '../answers.ts';
import { blankServerEvent } from '../blank-event.ts';
import type { Decoded } from '../define.ts';
import { joinIssues, timeUnitIssues } from '../issues.ts';
import { decodeEach, endpointUrl, jsonBody, malformedPayload } from '../payload-body.ts';
import { rawPiiInJson } from '../raw-pii.ts';
import { presentKeys } from '../user-keys.ts';
import { isRecord, listOf, recordOf, textOf, type JsonRecord } from '../../wire/json.ts';
import { decimalOf, parseCurrency } from '../../wire/number.ts';
import { stampToMs } from '../../wire/time.ts';
import { isPath } from '../../wire/url-parts.ts';

const API_PATH = '/rest/conversionEvents';

export function matchesServer(payload: ServerPayload): boolean {
  const url = endpointUrl(payload);
  return url !== null && url.hostname === 'api.linkedin.com' && isPath(url.pathname, API_PATH);
}

/** `{elements: [ … ]}`, or one event flat. */
export function decodeServer(payload: ServerPayload): Decoded<DecodedServerEvent> {
  const body = jsonBody(payload);
  const list = body?.['elements'] ?? (textOf(body?.['conversion']) === null ? null : [body]);
  if (!Array.isArray(list)) return malformedPayload('{"elements": [ … ]} was expected');
  return decodeEach(list, serverEvent);
}

/** The API knows conversion rules only: `urn:lla:llaPartnerConversion:123`. */
function serverEvent(item: JsonRecord): DecodedServerEvent {
  const money = recordOf(item['conversionValue']);
  const user = recordOf(item['user']);
  const rule = textOf(item['conversion'])?.split(':').at(-1) ?? '';
  const stamp = decimalOf(item['conversionHappenedAt']);
  const event = blankServerEvent('linkedin');
  event.pixelId = rule;
  event.action = rule === '' ? null : rule;
  event.eventName = 'conversion';
  event.eventId = textOf(item['eventId']);
  event.value = decimalOf(money['amount']);
  event.currency = parseCurrency(textOf(money['currencyCode']));
  event.eventTime = stampToMs(stamp);
  event.userKeys = presentKeys(userIdsOf(user));
  event.issues = joinIssues(timeUnitIssues(stamp, 'ms', 'conversionHappenedAt', 'LinkedIn'), rawPiiInJson(user['userIds'], 'user.userIds'));
  return event;
}

function userIdsOf(user: JsonRecord): Record<string, unknown> {
  const ids = listOf(user['userIds']).filter(isRecord);
  const valueOf = (type: string) => ids.find((id) => id['idType'] === type)?.['idValue'];
  return { em: valueOf('SHA256_EMAIL'), li_fat_id: valueOf('LINKEDIN_FIRST_PARTY_ADS_TRACKING_UUID') };
}

/** A batch answers with a status for each element. */
export function readAnswer(answer: PlatformAnswer, index: number): Acceptance {
  const element = listOf(recordOf(answer.response)['elements'])[index];
  if (failedByStatus(answer) || !isRecord(element)) return answerByStatus(answer);
  const status = decimalOf(element['status']);
  if (status === null || status < 400) return { accepted: true, message: null };
  return rejected(errorMessage(element) ?? `status ${status}`);
}
