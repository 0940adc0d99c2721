import type { DecodedBrowserEvent, DecodeIssue, EventRole } from '../../model/event.ts';
import { originOfId } from '../auto-ids.ts';
import { blankBrowserEvent } from '../blank-event.ts';
import type { Decoded } from '../define.ts';
import { joinIssues, malformedJson, withoutEvent } from '../issues.ts';
import { rawPiiInJson, rawPiiInParams } from '../raw-pii.ts';
import { presentKeys } from '../user-keys.ts';
import { isRecord, parseParamJson, recordOf, textOf, textsOf, textsUnder, type JsonRecord } from '../../wire/json.ts';
import { decimalOf, parseCurrency, parseDecimal } from '../../wire/number.ts';
import { paramReader } from '../../wire/param-reader.ts';
import type { WireRequest } from '../../wire/request.ts';
import { stampToMs } from '../../wire/time.ts';
import { isPath } from '../../wire/url-parts.ts';
import { AUTO_IDS, isAutomatic, isConversion } from './names.ts';

const TRIGGER_PATH = '/privacy_sandbox/pixel/register/trigger';
const EVENT_PATH = '/tr';
/** A gateway that several shops share has a token of the shop's behind it. */
const GATEWAY_PATH = /\/events(?:\/[\w-]+)?\/?$/;

/** Custom-data parameters into which an ID in the third argument of `fbq` falls. */
export const MISPLACED_ID_PARAMS = ['cd[eventID]', 'cd[event_id]'] as const;

const readParams = paramReader({
  pixelId: 'id',
  eventName: 'ev',
  eventId: ['eid', 'eid[]'],
  orderId: ['cd[order_id]', 'cd[transaction_id]'],
  value: 'cd[value]',
  currency: 'cd[currency]',
  contentIds: 'cd[content_ids]',
  contents: 'cd[contents]',
  sentAt: 'ts',
  fbp: 'fbp',
  fbc: 'fbc',
  externalId: 'ud[external_id]',
  em: 'ud[em]',
  ph: 'ud[ph]',
  sender: 'es',
  setupTool: 'cs_est',
  setupToolEvent: 'cd[cs_est]',
  'cd[eventID]': 'cd[eventID]',
  'cd[event_id]': 'cd[event_id]',
});

type EventParams = ReturnType<typeof readParams>;

export function matches(request: WireRequest): boolean {
  if (isMetaHost(request.host) || request.firstParty === 'meta') {
    if (isPath(request.path, EVENT_PATH) || isPath(request.path, TRIGGER_PATH)) return true;
  }
  return isGatewayCopy(request);
}

function isMetaHost(host: string): boolean {
  return host.endsWith('.facebook.com') || host === 'facebook.com' || host.endsWith('.instagram.com');
}

/** The Conversions API Gateway has a host of the shop's choice: only the body's keys tell it. */
function isGatewayCopy(request: WireRequest): boolean {
  return request.body.kind !== 'none' && GATEWAY_PATH.test(request.path) && request.method === 'POST' && request.body.text().includes('"fb.pixel_id"');
}

export function decodeBrowser(request: WireRequest): Decoded<DecodedBrowserEvent> {
  if (isGatewayCopy(request)) return decodeGateway(request);
  const event = decodeParams(request.params(), isPath(request.path, TRIGGER_PATH));
  return event ? { events: [event], issues: [] } : withoutEvent(request);
}

function decodeParams(text: string, isSandbox: boolean): DecodedBrowserEvent | null {
  const params = readParams(text);
  const { pixelId, eventName, eventId } = params;
  if (pixelId === null || eventName === null) return null;
  const event = blankBrowserEvent('meta');
  event.pixelId = pixelId;
  event.eventName = eventName;
  event.eventId = eventId;
  event.eventIdOrigin = originOfId(eventId, AUTO_IDS);
  event.orderId = params.orderId;
  event.value = parseDecimal(params.value);
  event.currency = parseCurrency(params.currency);
  event.eventTime = stampToMs(parseDecimal(params.sentAt));
  event.userKeys = presentKeys({ fbp: params.fbp, fbc: params.fbc, external_id: params.externalId, em: params.em, ph: params.ph });
  event.contentIds = contentIdsOf(params);
  event.role = roleOf(params, eventName);
  event.mirror = isSandbox ? 'Meta privacy sandbox copy' : false;
  event.issues = joinIssues(misplacedId(params), rawPiiInParams(text));
  return event;
}

/** `cs_est` alone also stands on ordinary page views of pixels with the Event Setup Tool. */
function roleOf({ setupTool, setupToolEvent, sender }: EventParams, eventName: string): EventRole {
  const fromSetupTool = setupToolEvent === 'true' || (setupTool === 'true' && eventName !== 'PageView');
  if (isAutomatic(eventName) || fromSetupTool || sender === 'automatic') return 'automatic';
  return isConversion(eventName) ? 'conversion' : 'measurement';
}

function misplacedId(params: EventParams): DecodeIssue[] {
  const param = params.eventId === null ? MISPLACED_ID_PARAMS.find((name) => params[name] !== null) : undefined;
  if (param === undefined) return [];
  const message = `The event ID is in ${param}: it was given in the third argument of fbq(). Meta reads it from the fourth only.`;
  return [{ code: 'id-wrong-argument', message }];
}

function contentIdsOf({ contentIds, contents }: EventParams): string[] {
  if (contentIds === null) return contents === null ? [] : textsUnder(parseParamJson(contents), 'id');
  const parsed = parseParamJson(contentIds);
  return parsed === undefined ? contentIds.split(',').map((id) => id.trim()) : textsOf(parsed);
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
  const event = blankBrowserEvent('meta');
  event.pixelId = textOf(body['fb.pixel_id']) ?? '';
  event.eventName = eventName;
  event.eventId = eventId;
  event.eventIdOrigin = originOfId(eventId, AUTO_IDS);
  event.orderId = textOf(custom['order_id']);
  event.value = decimalOf(value['value']);
  event.currency = parseCurrency(textOf(value['currency']));
  event.userKeys = presentKeys({ fbp: body['fb.fbp'] });
  event.role = isConversion(eventName) ? 'conversion' : isAutomatic(eventName) ? 'automatic' : 'measurement';
  event.mirror = 'Conversions API Gateway copy';
  event.issues = rawPiiInJson(body['fb.advanced_matching'], 'fb.advanced_matching');
  return event;
}
