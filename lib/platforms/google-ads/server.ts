import type { DecodedServerEvent, DecodeIssue } from '../../model/event.ts';
import type { ServerPayload } from '../../model/payload.ts';
import { blankServerEvent } from '../blank-event.ts';
import type { Decoded } from '../define.ts';
import { RETRACTED } from '../finding-codes.ts';
import { decodeEach, endpointUrl, jsonBody, malformedPayload } from '../payload-body.ts';
import { rawPiiInJson } from '../raw-pii.ts';
import { isRecord, recordOf, textOf, textsUnder, type JsonRecord } from '../../wire/json.ts';
import { decimalOf, parseCurrency } from '../../wire/number.ts';
import { isoToMs } from '../../wire/time.ts';
import { clickIdsOf } from './click-ids.ts';
import { decodeDataManager, isDataManager } from './data-manager.ts';
import { jsonNames } from './json-names.ts';

const UPLOAD = /:(uploadClickConversions|uploadCallConversions|uploadConversionAdjustments)$/;

function uploadOf(payload: ServerPayload): string | null {
  const url = endpointUrl(payload);
  return url?.hostname === 'googleads.googleapis.com' ? (UPLOAD.exec(url.pathname)?.[1] ?? null) : null;
}

export function matchesServer(payload: ServerPayload): boolean {
  return uploadOf(payload) !== null || isDataManager(payload);
}

export function decodeServer(payload: ServerPayload): Decoded<DecodedServerEvent> {
  const body = jsonNames(jsonBody(payload));
  if (!isRecord(body)) return malformedPayload('a JSON object was expected');
  if (isDataManager(payload)) return decodeDataManager(body);
  const isAdjustment = uploadOf(payload) === 'uploadConversionAdjustments';
  const list = body[isAdjustment ? 'conversionAdjustments' : 'conversions'];
  if (!Array.isArray(list)) return malformedPayload(`a list "${isAdjustment ? 'conversionAdjustments' : 'conversions'}" was expected`);
  const isTest = body['validateOnly'] === true;
  return decodeEach(list, (item) => serverEvent(item, isTest, isAdjustment));
}

/** The pixel is the conversion action's resource name as sent; `action` is its number alone. */
function serverEvent(item: JsonRecord, isTest: boolean, isAdjustment: boolean): DecodedServerEvent {
  const pixelId = textOf(item['conversionAction']) ?? '';
  const restated = recordOf(item['restatementValue']);
  const event = blankServerEvent('google-ads');
  event.pixelId = pixelId;
  event.action = actionOf(pixelId);
  event.eventName = 'conversion';
  event.orderId = textOf(item['orderId']);
  event.value = decimalOf(textOf(item['conversionValue']) === null ? restated['adjustedValue'] : item['conversionValue']);
  event.currency = parseCurrency(textOf(item['currencyCode']) ?? textOf(restated['currencyCode']));
  event.eventTime = isoToMs(timeOf(item));
  event.userKeys = clickIdsOf(item);
  event.contentIds = textsUnder(recordOf(item['cartData'])['items'], 'productId');
  event.test = isTest ? 'not-counted' : null;
  event.adjustment = isAdjustment;
  event.issues = [...rawPiiInJson(item['userIdentifiers'], 'userIdentifiers'), ...retractionIn(item)];
  return event;
}

/** An adjustment that corrects nothing: it takes the conversion back. */
function retractionIn(item: JsonRecord): DecodeIssue[] {
  if (item['adjustmentType'] !== 'RETRACTION') return [];
  return [{ code: RETRACTED, message: 'The adjustment takes the conversion back (RETRACTION): it is counted no more.' }];
}

/** When the conversion happened; of an adjustment, where it does not say, when it was adjusted. */
function timeOf(item: JsonRecord): string | null {
  const click = recordOf(item['gclidDateTimePair']);
  return textOf(item['conversionDateTime']) ?? textOf(click['conversionDateTime']) ?? textOf(item['adjustmentDateTime']);
}

/** `customers/1/conversionActions/987` → `987`. */
function actionOf(resourceName: string): string | null {
  return resourceName === '' ? null : (resourceName.split('/').at(-1) ?? null);
}
