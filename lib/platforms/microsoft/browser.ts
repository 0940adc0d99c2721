import type { DecodedBrowserEvent } from '../../model/event.ts';
import { originOfId, SHARED_AUTO_IDS } from '../auto-ids.ts';
import { blankBrowserEvent } from '../blank-event.ts';
import type { Decoded } from '../define.ts';
import { rawPiiInFields } from '../raw-pii.ts';
import { firstOf } from '../../wire/fields.ts';
import { parseCurrency, parseDecimal } from '../../wire/number.ts';
import type { Fields, WireRequest } from '../../wire/request.ts';
import { roleOf } from './names.ts';

const HIT_PATH = /^\/action(p?)\/0$/;
const VENDOR_HOSTS: ReadonlySet<string> = new Set(['bat.bing.com', 'bat.bing.net']);

/** The tag ID stands in the URL of every hit; on a domain of the shop's own it has to, with the protocol version. */
export function matches(request: WireRequest): boolean {
  if (!HIT_PATH.test(request.path)) return false;
  if (VENDOR_HOSTS.has(request.host) || request.firstParty === 'microsoft') return true;
  return /^\d+$/.test(pixelIdInUrl(request)) && firstOf(request.query(), 'Ver') !== null;
}

export function pixelIdInUrl(request: WireRequest): string {
  return firstOf(request.query(), 'ti') ?? '';
}

export function decodeBrowser(request: WireRequest): Decoded<DecodedBrowserEvent> {
  const fields = [...request.query(), ...request.body.fields()];
  const pixelId = firstOf(fields, 'ti');
  const unreadable = request.body.unreadable();
  // bat.js names the hit in the URL; where it does not, the event is in the body.
  if (unreadable && firstOf(fields, 'evt', 'ea') === null) return { events: [], issues: [unreadable] };
  return { events: pixelId === null ? [] : [readEvent(fields, pixelId, isBeacon(request))], issues: [] };
}

/** `/actionp/0` carries long events, and with no event in it what bat.js reports on its own. */
function isBeacon(request: WireRequest): boolean {
  return HIT_PATH.exec(request.path)?.[1] === 'p';
}

function readEvent(fields: Fields, pixelId: string, beacon: boolean): DecodedBrowserEvent {
  const type = firstOf(fields, 'evt');
  const action = firstOf(fields, 'ea');
  const eventName = nameOf(type, action);
  const eventId = firstOf(fields, 'event_id');
  const clickId = firstOf(fields, 'msclkid');
  return {
    ...blankBrowserEvent('microsoft'),
    pixelId,
    eventName,
    eventId,
    eventIdOrigin: originOfId(eventId, SHARED_AUTO_IDS),
    orderId: firstOf(fields, 'transaction_id'),
    value: parseDecimal(firstOf(fields, 'gv')),
    currency: parseCurrency(firstOf(fields, 'gc')),
    userKeys: clickId === null || clickId === 'N' ? {} : { msclkid: [clickId] },
    contentIds: (firstOf(fields, 'prodid') ?? '').split(',').filter((id) => id !== ''),
    role: beacon && action === null && !PAGE_LOADS.has(eventName) ? 'internal' : roleOf(type, eventName),
    issues: rawPiiInFields(fields),
  };
}

/** `page` is the older word. */
const PAGE_LOADS: ReadonlySet<string> = new Set(['pageLoad', 'page']);

/** The event action names a custom event; the image without script has no `evt` and counts as a page load. */
function nameOf(type: string | null, action: string | null): string {
  if (type === null || type === 'custom') return action ?? type ?? 'pageLoad';
  return type;
}
