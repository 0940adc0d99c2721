import type { DecodedBrowserEvent, DecodeIssue, EventRole } from '../../model/event.ts';
import { originOfId } from '../auto-ids.ts';
import { blankBrowserEvent } from '../blank-event.ts';
import type { Decoded } from '../define.ts';
import { malformedJson } from '../issues.ts';
import { rawPiiInFields, rawPiiInJson } from '../raw-pii.ts';
import { presentKeys } from '../user-keys.ts';
import { fieldsOf, firstOf } from '../../wire/fields.ts';
import { isRecord, parseJson, recordOf, textOf, textsOf, textsUnder, type JsonRecord } from '../../wire/json.ts';
import { parseCurrency, parseDecimal } from '../../wire/number.ts';
import type { Fields, WireRequest } from '../../wire/request.ts';
import { stampToMs } from '../../wire/time.ts';
import { AUTO_IDS, isAutomatic, isConversion } from './names.ts';

const TRIGGER_PATH = /^\/privacy_sandbox\/pixel\/register\/trigger\/?$/;
const EVENT_PATH = /^\/tr\/?$/;
const GATEWAY_PATH = /\/events\/?$/;

/** Custom-data parameters into which an ID in the third argument of `fbq` falls. */
export const MISPLACED_ID_PARAMS = ['cd[eventID]', 'cd[event_id]'] as const;

export function matches(request: WireRequest): boolean {
  if (isMetaHost(request.host) || request.firstParty === 'meta') {
    if (EVENT_PATH.test(request.path) || TRIGGER_PATH.test(request.path)) return true;
  }
  return isGatewayCopy(request);
}

function isMetaHost(host: string): boolean {
  return host.endsWith('.facebook.com') || host === 'facebook.com' || host.endsWith('.instagram.com');
}

/** The Conversions API Gateway has a host of the shop's choice: only the body's keys tell it. */
function isGatewayCopy(request: WireRequest): boolean {
  return request.method === 'POST' && GATEWAY_PATH.test(request.path) && request.body.text().includes('"fb.pixel_id"');
}

export function decodeBrowser(request: WireRequest): Decoded<DecodedBrowserEvent> {
  const unreadable = request.body.unreadable();
  if (isGatewayCopy(request)) return decodeGateway(request);
  const event = decodeFields(fieldsOf(request), TRIGGER_PATH.test(request.path));
  if (event) return { events: [event], issues: [] };
  return { events: [], issues: unreadable ? [unreadable] : [] };
}

function decodeFields(fields: Fields, isSandbox: boolean): DecodedBrowserEvent | null {
  const pixelId = firstOf(fields, 'id');
  const eventName = firstOf(fields, 'ev');
  if (pixelId === null || eventName === null) return null;
  const eventId = firstOf(fields, 'eid', 'eid[]');
  return {
    ...blankBrowserEvent('meta'),
    pixelId,
    eventName,
    eventId,
    eventIdOrigin: originOfId(eventId, AUTO_IDS),
    orderId: firstOf(fields, 'cd[order_id]', 'cd[transaction_id]'),
    value: parseDecimal(firstOf(fields, 'cd[value]')),
    currency: parseCurrency(firstOf(fields, 'cd[currency]')),
    eventTime: stampToMs(parseDecimal(firstOf(fields, 'ts'))),
    userKeys: userKeysOf(fields),
    contentIds: contentIdsOf(fields),
    role: roleOf(fields, eventName),
    mirror: isSandbox ? 'Meta privacy sandbox copy' : false,
    issues: [...misplacedId(fields, eventId), ...rawPiiInFields(fields)],
  };
}

/** `cs_est` alone also stands on ordinary page views of pixels with the Event Setup Tool. */
function roleOf(fields: Fields, eventName: string): EventRole {
  const fromSetupTool = firstOf(fields, 'cd[cs_est]') === 'true' || (firstOf(fields, 'cs_est') === 'true' && eventName !== 'PageView');
  if (isAutomatic(eventName) || fromSetupTool || firstOf(fields, 'es') === 'automatic') return 'automatic';
  return isConversion(eventName) ? 'conversion' : 'measurement';
}

function misplacedId(fields: Fields, eventId: string | null): DecodeIssue[] {
  const param = eventId === null ? MISPLACED_ID_PARAMS.find((name) => firstOf(fields, name) !== null) : undefined;
  if (param === undefined) return [];
  const message = `The event ID is in ${param}: it was given in the third argument of fbq(). Meta reads it from the fourth only.`;
  return [{ code: 'id-wrong-argument', message }];
}

function userKeysOf(fields: Fields): Record<string, readonly string[]> {
  return presentKeys({
    fbp: firstOf(fields, 'fbp'),
    fbc: firstOf(fields, 'fbc'),
    external_id: firstOf(fields, 'ud[external_id]'),
    em: firstOf(fields, 'ud[em]'),
    ph: firstOf(fields, 'ud[ph]'),
  });
}

function contentIdsOf(fields: Fields): string[] {
  const ids = firstOf(fields, 'cd[content_ids]');
  if (ids !== null) {
    const parsed = parseJson(ids);
    return parsed === undefined ? ids.split(',').map((id) => id.trim()) : textsOf(parsed);
  }
  return textsUnder(parseJson(firstOf(fields, 'cd[contents]') ?? ''), 'id');
}

function decodeGateway(request: WireRequest): Decoded<DecodedBrowserEvent> {
  const body = request.body.json();
  const event = isRecord(body) ? gatewayEvent(body) : null;
  if (event) return { events: [event], issues: [] };
  return { events: [], issues: [malformedJson('The message to the Conversions API Gateway')] };
}

function gatewayEvent(body: JsonRecord): DecodedBrowserEvent | null {
  const eventName = textOf(body['event_name']);
  if (eventName === null) return null;
  const eventId = textOf(body['event_id']);
  const value = recordOf(body['conversion_value']);
  const custom = recordOf(body['custom_data']);
  return {
    ...blankBrowserEvent('meta'),
    pixelId: textOf(body['fb.pixel_id']) ?? '',
    eventName,
    eventId,
    eventIdOrigin: originOfId(eventId, AUTO_IDS),
    orderId: textOf(custom['order_id']),
    value: parseDecimal(textOf(value['value'])),
    currency: parseCurrency(textOf(value['currency'])),
    userKeys: presentKeys({ fbp: body['fb.fbp'] }),
    role: isConversion(eventName) ? 'conversion' : isAutomatic(eventName) ? 'automatic' : 'measurement',
    mirror: 'Conversions API Gateway copy',
    issues: rawPiiInJson(body['fb.advanced_matching'], 'fb.advanced_matching'),
  };
}
