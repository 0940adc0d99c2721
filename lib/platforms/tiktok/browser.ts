import type { DecodedBrowserEvent } from '../../model/event.ts';
import { originOfId } from '../auto-ids.ts';
import { blankBrowserEvent } from '../blank-event.ts';
import type { Decoded } from '../define.ts';
import { malformedJson } from '../issues.ts';
import { rawPiiInJson } from '../raw-pii.ts';
import { decodeBase64Text } from '../../wire/base64.ts';
import { isRecord, listOf, parseParamJson, recordOf, textOf, type JsonRecord } from '../../wire/json.ts';
import { decimalOf, parseCurrency } from '../../wire/number.ts';
import { paramReader } from '../../wire/param-reader.ts';
import type { WireRequest } from '../../wire/request.ts';
import { isoToMs } from '../../wire/time.ts';
import { isPath } from '../../wire/url-parts.ts';
import { presentKeys } from '../user-keys.ts';
import { contentIdsOf } from './contents.ts';
import { AUTO_IDS, roleOf } from './names.ts';

const API_PATH = /\/api\/v[12]\/(?:pixel|track|shopify_pixel)(?:\/([a-z_/]*?))?\/?$/;
const IPV6_PATH = '/ipv6/enrich_ipv6';
const VENDOR_HOST = /(?:^|\.)(?:tiktok\.com|tiktokw\.us|tiktokw\.eu)$/;
/** The rest of the path of a request that carries page events; anything else under it is telemetry. */
const EVENT_TAILS: ReadonlySet<string> = new Set(['', 'track', 'batch']);

const readParams = paramReader({ message: 'analytics_message' });

export function matches(request: WireRequest): boolean {
  const isApi = API_PATH.test(request.path);
  if (!isApi && !isPath(request.path, IPV6_PATH)) return false;
  return VENDOR_HOST.test(request.host) || (isApi && (request.firstParty === 'tiktok' || isGatewayCopy(request)));
}

/** A self-hosted gateway has a host of the shop's choice: path and body together tell it. */
function isGatewayCopy(request: WireRequest): boolean {
  const text = request.body.text();
  return text.includes('"event"') && text.includes('"context"');
}

export function decodeBrowser(request: WireRequest): Decoded<DecodedBrowserEvent> {
  const isTelemetry = isPath(request.path, IPV6_PATH) || !EVENT_TAILS.has(API_PATH.exec(request.path)?.[1] ?? '');
  const message = readMessage(request);
  if (message === undefined) return { events: [], issues: isTelemetry ? [] : missing(request) };
  const mirror = mirrorOf(request);
  const events: DecodedBrowserEvent[] = [];
  for (const item of messagesOf(message)) for (const event of decodeMessage(item, mirror)) events.push(event);
  if (isTelemetry) for (const event of events) event.role = 'internal';
  return { events, issues: [] };
}

function readMessage(request: WireRequest): unknown {
  const { message } = readParams(request.params());
  return message === null ? request.body.json() : parseParamJson(decodeBase64Text(message) ?? message);
}

function missing(request: WireRequest): Decoded<never>['issues'] {
  const unreadable = request.body.unreadable();
  if (unreadable) return [unreadable];
  if (request.body.text() === '' && readParams(request.queryText).message === null) return [];
  return [malformedJson('The TikTok message')];
}

/** One message, a list of them or a `batch` envelope whose members take what they lack from it. */
function messagesOf(message: unknown): JsonRecord[] {
  if (Array.isArray(message)) return message.filter(isRecord);
  if (!isRecord(message)) return [];
  if (!Array.isArray(message['batch'])) return [message];
  const { batch, ...shared } = message;
  return listOf(batch).filter(isRecord).map((item) => ({ ...shared, ...item }));
}

function mirrorOf(request: WireRequest): false | string {
  if (isPath(request.path, IPV6_PATH)) return 'TikTok IPv6 copy';
  return VENDOR_HOST.test(request.host) ? false : 'TikTok gateway copy';
}

function decodeMessage(message: JsonRecord, mirror: false | string): DecodedBrowserEvent[] {
  const eventName = textOf(message['event']) ?? textOf(message['action']);
  if (eventName === null) return [];
  const context = recordOf(message['context']);
  return pixelsOf(recordOf(context['pixel'])).map((pixelId) => readEvent(pixelId, message, eventName, mirror));
}

function pixelsOf(pixel: JsonRecord): string[] {
  const code = textOf(pixel['code']);
  return code === null ? (textOf(pixel['codes']) ?? '').split('|') : [code];
}

function readEvent(pixelId: string, message: JsonRecord, eventName: string, mirror: false | string): DecodedBrowserEvent {
  const context = recordOf(message['context']);
  const properties = recordOf(message['properties']);
  const eventId = textOf(message['event_id']);
  const event = blankBrowserEvent('tiktok');
  event.pixelId = pixelId;
  event.eventName = eventName;
  event.eventId = eventId;
  event.eventIdOrigin = originOfId(eventId, AUTO_IDS);
  event.orderId = textOf(properties['order_id']);
  event.value = decimalOf(properties['value']);
  event.currency = parseCurrency(textOf(properties['currency']));
  event.eventTime = isoToMs(textOf(message['timestamp']));
  event.userKeys = userKeysOf(context);
  event.contentIds = contentIdsOf(properties);
  event.role = roleOf(eventName);
  event.mirror = mirror;
  event.issues = rawPiiInJson({ context: { user: context['user'], page: context['page'] }, properties });
  return event;
}

function userKeysOf(context: JsonRecord): Record<string, readonly string[]> {
  const user = recordOf(context['user']);
  return presentKeys({
    external_id: user['external_id'],
    email: user['email'],
    phone: user['phone_number'],
    ttp: user['anonymous_id'],
    ttclid: recordOf(context['ad'])['callback'],
  });
}
