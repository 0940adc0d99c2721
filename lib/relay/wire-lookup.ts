import * as v from 'valibot';
import type { Lookup } from '../model/relay.ts';
import { LookupSchema } from './contract.ts';

/** A look-up as it goes over the wire. `ref` is its place in the batch: a capture with several events asks several times. */
export function toWireLookup(lookup: Lookup, ref: string): Record<string, unknown> {
  return {
    ref,
    platform: lookup.platform,
    pixel_id: lookup.pixelId,
    event_name: lookup.eventName,
    event_id: lookup.eventId,
    order_id: lookup.orderId,
    value: lookup.value,
    currency: lookup.currency,
    at: Number.isFinite(lookup.at) ? new Date(lookup.at).toISOString() : null,
    compare: lookup.userKeys,
  };
}

/** False for a look-up that no relay takes (an ID of 10,000 characters): it must not cost the others their answer. */
export function isAskable(lookup: Lookup): boolean {
  return v.is(LookupSchema, toWireLookup(lookup, '0'));
}
