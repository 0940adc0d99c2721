import type { DecodeIssue, EventFields } from '../../model/event.ts';
import { joinIssues, timeUnitIssues } from '../issues.ts';
import { recordOf, textOf, textsUnder, type JsonRecord } from '../../wire/json.ts';
import { decimalOf, minorToMajor, parseCurrency } from '../../wire/number.ts';
import { stampToMs } from '../../wire/time.ts';
import { CUSTOM } from './names.ts';

/** Fills in what an event of the browser SDK, the image tag and the Conversions API have in common. */
export function fillIn<Event extends EventFields>(event: Event, item: JsonRecord): Event {
  const type = textOf(item['type']) ?? '';
  const data = recordOf(item['data']);
  const amount = decimalOf(data['amount']);
  const currency = parseCurrency(textOf(data['currency']));
  const stamp = decimalOf(item['timestamp_ms']);
  event.customName = type === CUSTOM;
  event.eventName = (event.customName ? textOf(item['custom_event_name']) : null) ?? type;
  event.eventId = textOf(item['id']);
  event.value = amount === null ? null : minorToMajor(amount, currency);
  event.currency = currency;
  event.eventTime = stampToMs(stamp);
  event.contentIds = textsUnder(data['contents'], 'id');
  event.issues = joinIssues(amountIssues(amount, currency), timeUnitIssues(stamp, 'ms', 'timestamp_ms', 'OpenAI'), misplacedId(item, data));
  return event;
}

function amountIssues(amount: number | null, currency: string | null): DecodeIssue[] {
  if (amount === null) return [];
  if (!Number.isInteger(amount)) {
    return [{ code: 'amount-not-minor', message: `data.amount is ${amount}: OpenAI takes whole minor units, such as 12497 for 124.97.` }];
  }
  if (currency !== null) return [];
  return [{ code: 'currency-missing', message: 'data.amount has no currency beside it: two decimals are assumed here, OpenAI refuses it.' }];
}

/** Keys of the event properties into which an ID falls that belongs into the call's options. */
export const MISPLACED_ID_PARAMS = ['data.event_id', 'data.eventId'] as const;

function misplacedId(event: JsonRecord, data: JsonRecord): DecodeIssue[] {
  const inData = ['event_id', 'eventId'].find((key) => textOf(data[key]) !== null);
  const place = inData === undefined ? (textOf(event['id']) === null && textOf(event['event_id']) !== null ? 'event_id' : null) : `data.${inData}`;
  if (place === null) return [];
  return [{ code: 'id-wrong-argument', message: `The event ID is in ${place}: OpenAI deduplicates by the event's id only.` }];
}
