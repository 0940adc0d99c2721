import type { DecodedServerEvent } from '../../model/event.ts';
import type { ServerPayload } from '../../model/payload.ts';
import { blankServerEvent } from '../blank-event.ts';
import type { Decoded } from '../define.ts';
import { decodeEach, endpointUrl, malformedPayload } from '../payload-body.ts';
import { rawPiiInJson } from '../raw-pii.ts';
import { isRecord, listOf, recordOf, textOf, textsOf, textsUnder, type JsonRecord } from '../../wire/json.ts';
import { decimalOf, parseCurrency } from '../../wire/number.ts';
import { isoToMs } from '../../wire/time.ts';
import { clickIdsOf } from './click-ids.ts';

const INGEST = /\/v\d+\/events:ingest$/;

export function isDataManager(payload: ServerPayload): boolean {
  const url = endpointUrl(payload);
  return url !== null && url.hostname === 'datamanager.googleapis.com' && INGEST.test(url.pathname);
}

/** Data Manager `events.ingest`: every event goes to each destination it names, or to all of them. */
export function decodeDataManager(body: JsonRecord): Decoded<DecodedServerEvent> {
  if (!Array.isArray(body['events'])) return malformedPayload('{"destinations": [ … ], "events": [ … ]} was expected');
  const destinations = listOf(body['destinations']).filter(isRecord).filter(isAdsDestination);
  const isTest = body['validateOnly'] === true;
  return decodeEach(body['events'], (item) => {
    const event = ingestedEvent(item, isTest);
    return destinations.filter((each) => isMeant(each, item)).map((each) => ({ ...event, ...destinationKeys(each) }));
  });
}

/** The API also feeds Analytics properties. */
function isAdsDestination(destination: JsonRecord): boolean {
  const account = recordOf(destination['operatingAccount']);
  const product = textOf(account['accountType']) ?? textOf(account['product']) ?? 'GOOGLE_ADS';
  return product === 'GOOGLE_ADS';
}

function isMeant(destination: JsonRecord, item: JsonRecord): boolean {
  const named = textsOf(item['destinationReferences']);
  return named.length === 0 || named.includes(textOf(destination['reference']) ?? '');
}

function destinationKeys(destination: JsonRecord): { pixelId: string; action: string | null } {
  const action = textOf(destination['productDestinationId']);
  return { pixelId: action ?? '', action };
}

function ingestedEvent(item: JsonRecord, isTest: boolean): DecodedServerEvent {
  const event = blankServerEvent('google-ads');
  event.eventName = 'conversion';
  event.orderId = textOf(item['transactionId']);
  event.value = decimalOf(item['conversionValue']);
  event.currency = parseCurrency(textOf(item['currency']));
  event.eventTime = isoToMs(textOf(item['eventTimestamp']));
  event.userKeys = clickIdsOf(recordOf(item['adIdentifiers']));
  event.contentIds = textsUnder(recordOf(item['cartData'])['items'], 'itemId');
  event.test = isTest ? 'not-counted' : null;
  event.issues = rawPiiInJson(item['userData'], 'userData');
  return event;
}
