import { SHOP_ACCOUNTS } from './accounts.ts';
import type { Accounts } from './accounts.ts';
import type { Order } from './orders.ts';

/** The IDs one tag on the thank-you page hands to the pixels; null = it hands over none. */
export interface BrowserTag {
  meta: string | null;
  tiktok: string | null;
  /** GA4 has no dedup ID beside the transaction ID; this one is `ep.event_id`. */
  ga4: string | null;
  openai: string | null;
  /** GA4 transaction_id and Google Ads oid. */
  transactionId: string | null;
}

/** What the purchase is called on the server side. */
export interface EventNames {
  meta: string;
  tiktok: string;
  ga4: string;
  /** OpenAI's `type`, with the name where it is custom. */
  openai: { type: string; customEventName: string | null };
}

/** What the backend sends for one order, and how. */
export interface ServerPlan {
  eventId: string;
  transactionId: string;
  names: EventNames;
  accounts: Accounts;
  /** `expired`: the platforms refuse it. */
  token: 'valid' | 'expired';
  /** How much later than now the relay is told that it received the events, ms. */
  lateByMs: number;
}

export function correctTag(order: Order): BrowserTag {
  const { eventId, number } = order;
  return { meta: eventId, tiktok: eventId, ga4: eventId, openai: eventId, transactionId: number };
}

export function correctPlan(order: Order): ServerPlan {
  return {
    eventId: order.eventId,
    transactionId: order.number,
    names: {
      meta: 'Purchase',
      tiktok: 'Purchase',
      ga4: 'purchase',
      openai: { type: 'order_created', customEventName: null },
    },
    accounts: SHOP_ACCOUNTS,
    token: 'valid',
    lateByMs: 0,
  };
}
