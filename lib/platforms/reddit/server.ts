import type { DecodedServerEvent, DecodeIssue } from '../../model/event.ts';
import type { ServerPayload } from '../../model/payload.ts';
import { blankServerEvent } from '../blank-event.ts';
import type { Decoded } from '../define.ts';
import { joinIssues, timeUnitIssues } from '../issues.ts';
import { decodeEach, endpointUrl, jsonBody, malformedPayload } from '../payload-body.ts';
import { rawPiiInJson } from '../raw-pii.ts';
import { presentKeys } from '../user-keys.ts';
import { hasField } from '../../wire/fields.ts';
import { isRecord, recordOf, textOf, textsUnder, type JsonRecord } from '../../wire/json.ts';
import { decimalOf, minorToMajor, parseCurrency, parseDecimal } from '../../wire/number.ts';
import { decodePercent } from '../../wire/percent.ts';
import { isoToMs, stampToMs } from '../../wire/time.ts';
import { readFields } from '../../wire/urlencoded.ts';
import { hashedId, hashedOrderId, idIssues, plainIdOf } from './hashed-id.ts';
import { isCustom } from './names.ts';

const PATHS = {
  v3: /^\/api\/v3(?:\.\d+)?\/pixels\/([^/]+)\/conversion_events\/?$/,
  v2: /^\/api\/v2(?:\.\d+)?\/conversions\/events\/([^/]+)\/?$/,
} as const;

type Version = keyof typeof PATHS;

interface Endpoint {
  version: Version;
  pixelId: string;
  /** `test_id` in the URL. */
  isTest: boolean;
}

function endpointOf(payload: ServerPayload): Endpoint | null {
  const url = endpointUrl(payload);
  if (url?.hostname !== 'ads-api.reddit.com') return null;
  for (const version of ['v3', 'v2'] as const) {
    const pixelId = PATHS[version].exec(url.pathname)?.[1];
    if (pixelId !== undefined) return { version, pixelId: decodePercent(pixelId), isTest: hasField(readFields(url.query), 'test_id') };
  }
  return null;
}

export function matchesServer(payload: ServerPayload): boolean {
  return endpointOf(payload) !== null;
}

/** v3 wraps everything in `data`, v2 does not. */
export function decodeServer(payload: ServerPayload): Decoded<DecodedServerEvent> {
  const endpoint = endpointOf(payload);
  const body = jsonBody(payload);
  const batch = isRecord(body?.['data']) ? body['data'] : body;
  if (!endpoint || !Array.isArray(batch?.['events'])) return malformedPayload('{"data": {"events": [ … ]}} (v2: {"events": [ … ]}) was expected');
  const isTest = endpoint.isTest || batch['test_mode'] === true || textOf(batch['test_id']) !== null;
  return decodeEach(batch['events'], (item) => serverEvent(item, endpoint, isTest));
}

function serverEvent(item: JsonRecord, { version, pixelId }: Endpoint, isTest: boolean): DecodedServerEvent {
  const type = recordOf(item['type'] ?? item['event_type']);
  const metadata = recordOf(item['metadata'] ?? item['event_metadata']);
  const { uuid, email, phone_number, external_id } = recordOf(item['user']);
  const trackingType = textOf(type['tracking_type']) ?? '';
  const customName = isCustom(trackingType);
  const conversionId = textOf(metadata['conversion_id']);
  const eventId = hashedId(conversionId);
  const plainId = plainIdOf(conversionId);
  const currency = parseCurrency(textOf(metadata['currency']));
  const event = blankServerEvent('reddit');
  event.pixelId = pixelId;
  event.eventName = (customName ? textOf(type['custom_event_name']) : null) ?? trackingType;
  event.customName = customName;
  event.eventId = eventId;
  if (plainId !== undefined) event.plainId = plainId;
  event.orderId = hashedOrderId(textOf(metadata['transaction_id']));
  event.value = valueOf(metadata, version, currency);
  event.currency = currency;
  event.eventTime = timeOf(item);
  event.userKeys = presentKeys({ uuid, click_id: item['click_id'], external_id, email, phone_number });
  event.contentIds = textsUnder(metadata['products'], 'id');
  event.test = isTest ? 'counts' : null;
  event.issues = joinIssues(
    idIssues(conversionId, eventId, 'metadata.conversion_id'),
    misplacedId(item, conversionId),
    timeIssue(item, version),
    rawPiiInJson(item['user'], 'user'),
  );
  return event;
}

/** In v2 `value` is in minor units beside `value_decimal`; v3 has only `value`, in major units. */
function valueOf(metadata: JsonRecord, version: Version, currency: string | null): number | null {
  const decimal = decimalOf(metadata['value_decimal']);
  const value = decimalOf(metadata['value']);
  if (decimal !== null || value === null) return decimal;
  return version === 'v3' ? value : minorToMajor(value, currency);
}

/** v3 writes ms; v2 ISO 8601, or ms in a field of their own. */
function timeOf(item: JsonRecord): number | null {
  const written = textOf(item['event_at']);
  return isoToMs(written) ?? stampToMs(parseDecimal(written ?? textOf(item['event_at_ms'])));
}

function timeIssue(item: JsonRecord, version: Version): readonly DecodeIssue[] {
  const written = textOf(item['event_at']);
  if (version === 'v3') return timeUnitIssues(parseDecimal(written), 'ms', 'event_at', "version 3 of Reddit's API");
  if (written === null || isoToMs(written) !== null) return [];
  return [{ code: 'time-unit', message: "event_at is no ISO 8601 date, which is what version 2 of Reddit's API reads." }];
}

function misplacedId(item: JsonRecord, conversionId: string | null): DecodeIssue[] {
  if (conversionId !== null || textOf(item['conversion_id']) === null) return [];
  return [{ code: 'id-wrong-argument', message: 'conversion_id stands beside the metadata: Reddit reads it inside them only.' }];
}
