import type { DecodedServerEvent } from '../../model/event.ts';
import type { PlatformAnswer, ServerPayload } from '../../model/payload.ts';
import { answerByStatus, errorMessage, failedByStatus, type Acceptance } from '../answers.ts';
import { blankServerEvent } from '../blank-event.ts';
import type { Decoded } from '../define.ts';
import { joinIssues, timeUnitIssues } from '../issues.ts';
import { decodeEach, endpointUrl, jsonBody, malformedPayload } from '../payload-body.ts';
import { rawPiiInJson } from '../raw-pii.ts';
import { presentKeys } from '../user-keys.ts';
import { recordOf, textOf, textsOf, textsUnder, type JsonRecord } from '../../wire/json.ts';
import { decimalOf, parseCurrency } from '../../wire/number.ts';
import { decodePercent } from '../../wire/percent.ts';
import { stampToMs } from '../../wire/time.ts';

const API_PATH = /^\/v\d+\/([^/]+)\/events\/?$/;

function tagOf(payload: ServerPayload): string | null {
  const url = endpointUrl(payload);
  const tagId = url?.hostname === 'capi.uet.microsoft.com' ? API_PATH.exec(url.pathname)?.[1] : undefined;
  return tagId === undefined ? null : decodePercent(tagId);
}

export function matchesServer(payload: ServerPayload): boolean {
  return tagOf(payload) !== null;
}

export function decodeServer(payload: ServerPayload): Decoded<DecodedServerEvent> {
  const pixelId = tagOf(payload) ?? '';
  const list = jsonBody(payload)?.['data'];
  if (!Array.isArray(list)) return malformedPayload('{"data": [ … ]} was expected');
  return decodeEach(list, (item) => serverEvent(item, pixelId));
}

function serverEvent(item: JsonRecord, pixelId: string): DecodedServerEvent {
  const custom = recordOf(item['customData']);
  const { msclkid, em, ph, anonymousId, externalId } = recordOf(item['userData']);
  const stamp = decimalOf(item['eventTime']);
  const event = blankServerEvent('microsoft');
  event.pixelId = pixelId;
  event.eventName = textOf(item['eventName']) ?? textOf(item['eventType']) ?? '';
  event.eventId = textOf(item['eventId']);
  event.orderId = textOf(custom['transactionId']);
  event.value = decimalOf(custom['value']);
  event.currency = parseCurrency(textOf(custom['currency']));
  event.eventTime = stampToMs(stamp);
  event.userKeys = presentKeys({ msclkid, em, ph, anonymousId, externalId });
  event.contentIds = contentIdsOf(custom);
  event.issues = joinIssues(timeUnitIssues(stamp, 's', 'eventTime', 'Microsoft'), rawPiiInJson(item['userData'], 'userData'));
  return event;
}

function contentIdsOf(custom: JsonRecord): string[] {
  const ids = textsUnder(custom['items'], 'id');
  return ids.length > 0 ? ids : textsOf(custom['itemIds']);
}

/** With `continueOnValidationError` a batch may be taken in part; which events were refused we found documented nowhere. */
export function readAnswer(answer: PlatformAnswer): Acceptance {
  const received = decimalOf(recordOf(answer.response)['eventsReceived']) ?? 0;
  const message = errorMessage(answer.response);
  if (!failedByStatus(answer) && received > 0 && message !== null) return { accepted: null, message };
  return answerByStatus(answer);
}
