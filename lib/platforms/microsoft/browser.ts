import type { DecodedBrowserEvent } from '../../model/event.ts';
import { originOfId, SHARED_AUTO_IDS } from '../auto-ids.ts';
import { blankBrowserEvent } from '../blank-event.ts';
import type { Decoded } from '../define.ts';
import { rawPiiInParams } from '../raw-pii.ts';
import { parseCurrency, parseDecimal } from '../../wire/number.ts';
import { paramReader } from '../../wire/param-reader.ts';
import type { WireRequest } from '../../wire/request.ts';
import { roleOf } from './names.ts';

const HIT_PATH = '/action/0';
/** Carries long events, and with no event in it what bat.js reports on its own. */
const BEACON_PATH = '/actionp/0';
const VENDOR_HOSTS: ReadonlySet<string> = new Set(['bat.bing.com', 'bat.bing.net']);

const readParams = paramReader({
  pixelId: 'ti',
  version: 'Ver',
  type: 'evt',
  action: 'ea',
  eventId: 'event_id',
  orderId: 'transaction_id',
  value: 'gv',
  currency: 'gc',
  clickId: 'msclkid',
  contentIds: 'prodid',
});

type EventParams = ReturnType<typeof readParams>;

/** The tag ID stands in the URL of every hit; on a domain of the shop's own it has to, with the protocol version or the type of hit. */
export function matches(request: WireRequest): boolean {
  if (request.path !== HIT_PATH && request.path !== BEACON_PATH) return false;
  if (VENDOR_HOSTS.has(request.host) || request.firstParty === 'microsoft') return true;
  const { pixelId, version, type } = readParams(request.queryText);
  return /^\d+$/.test(pixelId ?? '') && (version ?? type) !== null;
}

export function pixelIdInUrl(request: WireRequest): string {
  return readParams(request.queryText).pixelId ?? '';
}

export function decodeBrowser(request: WireRequest): Decoded<DecodedBrowserEvent> {
  const text = request.params();
  const params = readParams(text);
  const unreadable = request.body.unreadable();
  // bat.js names the hit in the URL; where it does not, the event is in the body.
  if (unreadable && params.type === null && params.action === null) return { events: [], issues: [unreadable] };
  return { events: params.pixelId === null ? [] : [readEvent(params, params.pixelId, request.path === BEACON_PATH, text)], issues: [] };
}

function readEvent(params: EventParams, pixelId: string, beacon: boolean, text: string): DecodedBrowserEvent {
  const { type, action, eventId, clickId } = params;
  const eventName = nameOf(type, action);
  const event = blankBrowserEvent('microsoft');
  event.pixelId = pixelId;
  event.eventName = eventName;
  event.eventId = eventId;
  event.eventIdOrigin = originOfId(eventId, SHARED_AUTO_IDS);
  event.orderId = params.orderId;
  event.value = parseDecimal(params.value);
  event.currency = parseCurrency(params.currency);
  event.userKeys = clickId === null || clickId === 'N' ? {} : { msclkid: [clickId] };
  event.contentIds = params.contentIds === null ? [] : params.contentIds.split(',').filter((id) => id !== '');
  event.role = beacon && action === null && !PAGE_LOADS.has(eventName) ? 'internal' : roleOf(type, eventName);
  event.issues = rawPiiInParams(text);
  return event;
}

/** `page` is the older word. */
const PAGE_LOADS: ReadonlySet<string> = new Set(['pageLoad', 'page']);

/** The event action names a custom event; the image without script has no `evt` and counts as a page load. */
function nameOf(type: string | null, action: string | null): string {
  if (type === null || type === 'custom') return action ?? type ?? 'pageLoad';
  return type;
}
