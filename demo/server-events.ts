import { createHash } from 'node:crypto';
import type { DemoPlatform } from './expectation.ts';
import type { Order } from './orders.ts';
import type { ServerPlan } from './signals.ts';

/** One call of a platform's conversions API, in the platform's own form. */
export interface NativeRequest {
  platform: DemoPlatform;
  /** Path and query below the API's host; the relay takes it under `/in/PLATFORM`. */
  path: string;
  headers: Readonly<Record<string, string>>;
  body: unknown;
}

const TOKENS = { valid: 'demo-token', expired: 'expired-token' };

const sha256 = (text: string): string => createHash('sha256').update(text.trim().toLowerCase()).digest('hex');

const dropNulls = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

function thankYouUrl(order: Order): string {
  return `https://shop.test/thank-you/${order.number}`;
}

function metaRequest(order: Order, plan: ServerPlan): NativeRequest {
  const { visitor, product } = order;
  const event = {
    event_name: plan.names.meta,
    event_time: Math.floor(order.placedAt / 1000),
    event_id: plan.eventId,
    event_source_url: thankYouUrl(order),
    action_source: 'website',
    user_data: dropNulls({
      em: [sha256(visitor.email)],
      client_ip_address: visitor.ip,
      client_user_agent: visitor.userAgent,
      fbp: visitor.fbp,
      fbc: visitor.fbc,
    }),
    custom_data: {
      value: order.value,
      currency: order.currency,
      order_id: order.number,
      content_type: 'product',
      content_ids: [product.id],
      contents: [{ id: product.id, quantity: 1, item_price: product.price }],
      num_items: 1,
    },
  };
  const path = `/v24.0/${plan.accounts.meta}/events?access_token=${TOKENS[plan.token]}`;
  return { platform: 'meta', path, headers: {}, body: { data: [event] } };
}

function tiktokRequest(order: Order, plan: ServerPlan): NativeRequest {
  const { visitor, product } = order;
  const event = {
    event: plan.names.tiktok,
    event_time: Math.floor(order.placedAt / 1000),
    event_id: plan.eventId,
    user: dropNulls({
      email: sha256(visitor.email),
      ttclid: visitor.ttclid,
      ttp: visitor.ttp,
      ip: visitor.ip,
      user_agent: visitor.userAgent,
    }),
    page: { url: thankYouUrl(order) },
    properties: {
      value: order.value,
      currency: order.currency,
      order_id: order.number,
      content_type: 'product',
      contents: [{ content_id: product.id, price: product.price, quantity: 1 }],
    },
  };
  return {
    platform: 'tiktok',
    path: '/open_api/v1.3/event/track/',
    headers: { 'Access-Token': TOKENS[plan.token] },
    body: { event_source: 'web', event_source_id: plan.accounts.tiktok, data: [event] },
  };
}

function ga4Request(order: Order, plan: ServerPlan): NativeRequest {
  const { product } = order;
  const params = {
    transaction_id: plan.transactionId,
    value: order.value,
    currency: order.currency,
    event_id: plan.eventId,
    engagement_time_msec: 1,
    items: [{ item_id: product.id, item_name: product.name, price: product.price, quantity: 1 }],
  };
  return {
    platform: 'ga4',
    path: `/mp/collect?measurement_id=${plan.accounts.ga4}&api_secret=${TOKENS[plan.token]}`,
    headers: {},
    body: {
      client_id: order.visitor.gaClientId ?? '1013.1013',
      timestamp_micros: order.placedAt * 1000,
      events: [{ name: plan.names.ga4, params }],
    },
  };
}

function googleAdsRequest(order: Order, plan: ServerPlan): NativeRequest {
  const account = { accountType: 'GOOGLE_ADS', accountId: '1101302026' };
  return {
    platform: 'google-ads',
    path: '/v1/events:ingest',
    headers: { Authorization: `Bearer ${TOKENS[plan.token]}` },
    body: {
      destinations: [{ operatingAccount: account, loginAccount: account, productDestinationId: plan.accounts.googleAds }],
      events: [
        {
          transactionId: plan.transactionId,
          eventTimestamp: new Date(order.placedAt).toISOString(),
          eventSource: 'WEB',
          adIdentifiers: dropNulls({ gclid: order.visitor.gclid }),
          userData: { userIdentifiers: [{ emailAddress: sha256(order.visitor.email) }] },
          conversionValue: order.value,
          currency: order.currency,
        },
      ],
      encoding: 'HEX',
      validateOnly: false,
    },
  };
}

function openaiRequest(order: Order, plan: ServerPlan): NativeRequest {
  const { visitor, product } = order;
  const { type, customEventName } = plan.names.openai;
  const amount = Math.round(order.value * 100);
  const event = dropNulls({
    id: plan.eventId,
    type,
    custom_event_name: customEventName,
    timestamp_ms: order.placedAt,
    action_source: 'web',
    source_url: thankYouUrl(order),
    oppref: visitor.oppref,
    user: dropNulls({ emails_sha256: [sha256(visitor.email)], obref: visitor.obref, ip_address: visitor.ip }),
    data: {
      type: customEventName === null ? 'contents' : 'custom',
      amount,
      currency: order.currency,
      contents: [{ id: product.id, name: product.name, content_type: 'product', quantity: 1, amount, currency: order.currency }],
    },
  });
  return {
    platform: 'openai',
    path: `/v1/events?pid=${plan.accounts.openai}`,
    headers: { Authorization: `Bearer ${TOKENS[plan.token]}` },
    body: { validate_only: false, events: [event] },
  };
}

/** The order in every platform's native format. */
export function serverRequests(order: Order, plan: ServerPlan): readonly NativeRequest[] {
  return [metaRequest, tiktokRequest, ga4Request, googleAdsRequest, openaiRequest].map((build) => build(order, plan));
}
