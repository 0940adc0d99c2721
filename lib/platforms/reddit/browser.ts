import type { DecodedBrowserEvent } from '../../model/event.ts';
import { blankBrowserEvent } from '../blank-event.ts';
import type { Decoded } from '../define.ts';
import { roleOfMeaning } from '../meaning.ts';
import { rawPiiInFields } from '../raw-pii.ts';
import { presentKeys } from '../user-keys.ts';
import { firstOf } from '../../wire/fields.ts';
import { parseJson, textsUnder } from '../../wire/json.ts';
import { minorToMajor, parseCurrency, parseDecimal } from '../../wire/number.ts';
import type { Fields, WireRequest } from '../../wire/request.ts';
import { stampToMs } from '../../wire/time.ts';
import { hashedId, idIssues } from './hashed-id.ts';
import { isCustom, meaningOf } from './names.ts';

/** `/snoo.gif` is the oldest pixel's, `/rp` the newest's: a form with the event's name in the URL. */
const EVENT_PATH = /^\/(?:rp(?:\.gif)?|snoo\.gif)$/;

export function matches(request: WireRequest): boolean {
  return (request.host === 'alb.reddit.com' || request.firstParty === 'reddit') && EVENT_PATH.test(request.path);
}

export function pixelIdInUrl(request: WireRequest): string {
  return firstOf(request.query(), 'id') ?? '';
}

export function decodeBrowser(request: WireRequest): Decoded<DecodedBrowserEvent> {
  const unreadable = request.body.unreadable();
  // The form's URL has the event's name, but not its ID: half an event would look like one without an ID.
  if (unreadable) return { events: [], issues: [unreadable] };
  const event = readEvent([...request.query(), ...request.body.fields()]);
  return { events: event ? [event] : [], issues: [] };
}

function readEvent(fields: Fields): DecodedBrowserEvent | null {
  const pixelId = firstOf(fields, 'id');
  const type = firstOf(fields, 'event');
  if (pixelId === null || type === null) return null;
  const customName = isCustom(type);
  const eventName = (customName ? firstOf(fields, 'm.customEventName') : null) ?? type;
  const conversionId = firstOf(fields, 'm.conversionId');
  const currency = parseCurrency(firstOf(fields, 'm.currency'));
  return {
    ...blankBrowserEvent('reddit'),
    pixelId,
    eventName,
    customName,
    eventId: hashedId(conversionId),
    // The hash hides who made the ID; the pixel itself makes none.
    eventIdOrigin: conversionId === null ? 'absent' : 'unknown',
    orderId: hashedId(firstOf(fields, 'm.transactionId')),
    value: valueOf(fields, currency),
    currency,
    eventTime: stampToMs(parseDecimal(firstOf(fields, 'ts'))),
    userKeys: presentKeys({
      uuid: firstOf(fields, 'uuid'),
      click_id: firstOf(fields, 'click_id', 'rdt_cid'),
      external_id: firstOf(fields, 'external_id'),
      email: firstOf(fields, 'em'),
      phone_number: firstOf(fields, 'pn'),
    }),
    contentIds: contentIdsOf(firstOf(fields, 'm.products')),
    role: roleOfMeaning(customName ? null : meaningOf(eventName)),
    issues: [...idIssues(conversionId, 'm.conversionId'), ...rawPiiInFields(fields)],
  };
}

/**
 * With `useDecimalCurrencyValues` the pixel fills `m.valueDecimal`, else `m.value`. That the latter is in minor units is
 * unverified for the pixel: it is what API v2 says of the two fields of the same names.
 */
function valueOf(fields: Fields, currency: string | null): number | null {
  const decimal = firstOf(fields, 'm.valueDecimal');
  if (decimal !== null) return parseDecimal(decimal);
  const minor = parseDecimal(firstOf(fields, 'm.value'));
  return minor === null ? null : minorToMajor(minor, currency);
}

function contentIdsOf(products: string | null): string[] {
  return textsUnder(parseJson(products ?? ''), 'id');
}
