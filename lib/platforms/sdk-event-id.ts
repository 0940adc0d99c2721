import type { PlatformId } from '../model/platform-id.ts';
import { recordOf, textOf } from '../wire/json.ts';

/** Verbs that hooks may leave in front of the arguments: `fbq('track', 'Purchase', …)`. */
const VERBS = new Set(['track', 'trackCustom', 'trackSingle', 'trackSingleCustom', 'event', 'measure', 'measureSingle']);

/** The event ID that an SDK call names, where that SDK reads it; null where it names none. */
export function eventIdOfCall(platform: PlatformId, method: string, args: readonly unknown[]): string | null {
  const verb = typeof args[0] === 'string' && VERBS.has(args[0]) ? args[0] : method;
  const afterVerb = verb === args[0] ? args.slice(1) : args;
  // trackSingle and measureSingle name the pixel first.
  const [, data, options] = verb.includes('Single') ? afterVerb.slice(1) : afterVerb;
  return PLACES[platform]?.(recordOf(data), recordOf(options)) ?? null;
}

type Place = (data: Readonly<Record<string, unknown>>, options: Readonly<Record<string, unknown>>) => string | null;

const transactionId: Place = (data) => textOf(data['transaction_id']);

const PLACES: Partial<Record<PlatformId, Place>> = {
  meta: (_data, options) => textOf(options['eventID']) ?? textOf(options['event_id']),
  tiktok: (data, options) => textOf(options['event_id']) ?? textOf(options['eventID']) ?? textOf(data['event_id']) ?? textOf(data['eventID']),
  ga4: transactionId,
  'google-ads': transactionId,
  floodlight: transactionId,
  openai: (_data, options) => textOf(options['event_id']) ?? textOf(options['eventId']),
};
