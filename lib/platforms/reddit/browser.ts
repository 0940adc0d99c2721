import type { DecodedBrowserEvent } from '../../model/event.ts';
import { blankBrowserEvent } from '../blank-event.ts';
import type { Decoded } from '../define.ts';
import { joinIssues } from '../issues.ts';
import { roleOfMeaning } from '../meaning.ts';
import { rawPiiInParams } from '../raw-pii.ts';
import { presentKeys } from '../user-keys.ts';
import { parseParamJson, textsUnder } from '../../wire/json.ts';
import { minorToMajor, parseCurrency, parseDecimal } from '../../wire/number.ts';
import { paramReader } from '../../wire/param-reader.ts';
import type { WireRequest } from '../../wire/request.ts';
import { stampToMs } from '../../wire/time.ts';
import { hashedId, hashedOrderId, idIssues, plainIdOf } from './hashed-id.ts';
import { isCustom, meaningOf } from './names.ts';

/** `/snoo.gif` is the oldest pixel's, `/rp` the newest's: a form with the event's name in the URL. */
const EVENT_PATHS: ReadonlySet<string> = new Set(['/rp', '/rp.gif', '/snoo.gif']);

const readParams = paramReader({
  pixelId: 'id',
  type: 'event',
  customName: 'm.customEventName',
  conversionId: 'm.conversionId',
  transactionId: 'm.transactionId',
  value: 'm.value',
  valueDecimal: 'm.valueDecimal',
  currency: 'm.currency',
  products: 'm.products',
  sentAt: 'ts',
  uuid: 'uuid',
  click_id: ['click_id', 'rdt_cid'],
  external_id: 'external_id',
  email: 'em',
  phone_number: 'pn',
});

type EventParams = ReturnType<typeof readParams>;

export function matches(request: WireRequest): boolean {
  return (request.host === 'alb.reddit.com' || request.firstParty === 'reddit') && EVENT_PATHS.has(request.path);
}

export function pixelIdInUrl(request: WireRequest): string {
  return readParams(request.queryText).pixelId ?? '';
}

export function decodeBrowser(request: WireRequest): Decoded<DecodedBrowserEvent> {
  const unreadable = request.body.unreadable();
  // The form's URL has the event's name, but not its ID: half an event would look like one without an ID.
  if (unreadable) return { events: [], issues: [unreadable] };
  const event = readEvent(request.params());
  return { events: event ? [event] : [], issues: [] };
}

function readEvent(text: string): DecodedBrowserEvent | null {
  const params = readParams(text);
  const { pixelId, type, conversionId, uuid, click_id, external_id, email, phone_number } = params;
  if (pixelId === null || type === null) return null;
  const customName = isCustom(type);
  const eventName = (customName ? params.customName : null) ?? type;
  const eventId = hashedId(conversionId);
  const plainId = plainIdOf(conversionId);
  const currency = parseCurrency(params.currency);
  const event = blankBrowserEvent('reddit');
  event.pixelId = pixelId;
  event.eventName = eventName;
  event.customName = customName;
  event.eventId = eventId;
  if (plainId !== undefined) event.plainId = plainId;
  // The hash hides who made the ID; the pixel itself makes none.
  event.eventIdOrigin = conversionId === null ? 'absent' : 'unknown';
  event.orderId = hashedOrderId(params.transactionId);
  event.value = valueOf(params, currency);
  event.currency = currency;
  event.eventTime = stampToMs(parseDecimal(params.sentAt));
  event.userKeys = presentKeys({ uuid, click_id, external_id, email, phone_number });
  event.contentIds = contentIdsOf(params.products);
  event.role = roleOfMeaning(customName ? null : meaningOf(eventName));
  event.issues = joinIssues(idIssues(conversionId, eventId, 'm.conversionId'), rawPiiInParams(text));
  return event;
}

/**
 * With `useDecimalCurrencyValues` the pixel fills `m.valueDecimal`, else `m.value`. That the latter is in minor units is
 * unverified for the pixel: it is what API v2 says of the two fields of the same names.
 */
function valueOf({ value, valueDecimal }: EventParams, currency: string | null): number | null {
  if (valueDecimal !== null) return parseDecimal(valueDecimal);
  const minor = parseDecimal(value);
  return minor === null ? null : minorToMajor(minor, currency);
}

function contentIdsOf(products: string | null): string[] {
  return products === null ? [] : textsUnder(parseParamJson(products), 'id');
}
