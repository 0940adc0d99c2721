import { describe, expect, test } from 'vitest';
import type { PlatformId } from '../../../lib/model/platform-id.ts';
import { platformById } from '../../../lib/platforms/registry.ts';

function snippet(id: PlatformId, eventName: string, value: number | null = 129.5): string | undefined {
  return platformById(id)?.sdk.snippet({ eventName, value, currency: value === null ? null : 'EUR', eventId: 'order.eventId' });
}

describe('the snippet puts the ID where the SDK reads it', () => {
  test('Meta: fourth argument', () => {
    expect(snippet('meta', 'Purchase')).toBe("fbq('track', 'Purchase', { value: 129.5, currency: 'EUR' }, { eventID: order.eventId });");
  });
  test('Meta: a custom event', () => {
    expect(snippet('meta', "Jo's quote", null)).toBe("fbq('trackCustom', 'Jo\\'s quote', {}, { eventID: order.eventId });");
  });
  test('TikTok: third argument', () => {
    expect(snippet('tiktok', 'Purchase')).toBe("ttq.track('Purchase', { value: 129.5, currency: 'EUR' }, { event_id: order.eventId });");
  });
  test('GA4: transaction_id', () => {
    expect(snippet('ga4', 'purchase')).toBe("gtag('event', 'purchase', { transaction_id: order.eventId, value: 129.5, currency: 'EUR' });");
  });
  test('Google Ads: transaction_id beside send_to', () => {
    expect(snippet('google-ads', 'conversion', null)).toBe("gtag('event', 'conversion', { send_to: 'AW-ID/label', transaction_id: order.eventId });");
  });
  test('OpenAI: fourth argument, amount in minor units', () => {
    expect(snippet('openai', 'order_created')).toBe(
      "oaiq('measure', 'order_created', { type: 'contents', amount: 12950, currency: 'EUR' }, { event_id: order.eventId });",
    );
  });
  test('OpenAI: a custom event', () => {
    expect(snippet('openai', 'quote', null)).toBe("oaiq('measure', 'custom', { type: 'custom' }, { custom_event_name: 'quote', event_id: order.eventId });");
  });
  test('Floodlight: transaction_id with a sales counting method', () => {
    expect(snippet('floodlight', 'sales0/order0', null)).toBe(
      "gtag('event', 'purchase', { send_to: 'DC-SRC/TYPE/CAT+transactions', transaction_id: order.eventId });",
    );
  });
  test('Pinterest: event_id in the event data', () => {
    expect(snippet('pinterest', 'checkout')).toBe("pintrk('track', 'checkout', { event_id: order.eventId, value: 129.5, currency: 'EUR' });");
  });
  test('Snapchat: client_dedup_id and price', () => {
    expect(snippet('snapchat', 'PURCHASE')).toBe("snaptr('track', 'PURCHASE', { client_dedup_id: order.eventId, price: 129.5, currency: 'EUR' });");
  });
  test('LinkedIn: event_id beside the conversion', () => {
    expect(snippet('linkedin', 'conversion', null)).toBe("lintrk('track', { conversion_id: 0 /* your rule */, event_id: order.eventId });");
  });
});

describe('names', () => {
  test('a purchase means the same on every platform', () => {
    const names = { meta: 'Purchase', tiktok: 'CompletePayment', ga4: 'purchase', 'google-ads': 'conversion', openai: 'order_created' } as const;
    for (const [id, name] of Object.entries(names)) expect(platformById(id as PlatformId)?.meaningOf(name)).toBe('purchase');
  });
  test('TikTok: PlaceAnOrder is no Purchase, neither in meaning nor as an alias', () => {
    const tiktok = platformById('tiktok');
    expect(tiktok?.meaningOf('PlaceAnOrder')).toBeNull();
    expect(tiktok?.rule.aliases.find((names) => names.includes('PlaceAnOrder'))).not.toContain('Purchase');
  });
  test('OpenAI: custom names compare in lower case and never equal a standard name', () => {
    const compare = (eventName: string, customName: boolean) => platformById('openai')?.comparableName?.({ eventName, customName });
    expect(compare('Quote', true)).toBe(compare('quote', true));
    expect(compare('order_created', true)).not.toBe(compare('order_created', false));
  });
  test('Pinterest: tag and API names compare equal without case and underscores', () => {
    const compare = (eventName: string) => platformById('pinterest')?.comparableName?.({ eventName, customName: false });
    expect(compare('addtocart')).toBe(compare('add_to_cart'));
    expect(compare('PageVisit')).toBe(compare('page_visit'));
    expect(compare('checkout')).not.toBe(compare('lead'));
  });
  test('Pinterest: a checkout is a purchase, an initiate_checkout is not', () => {
    expect(platformById('pinterest')?.meaningOf('checkout')).toBe('purchase');
    expect(platformById('pinterest')?.meaningOf('initiate_checkout')).toBe('checkout');
  });
  test('Pinterest and LinkedIn: the account cannot be read off the wire and is assumed', () => {
    for (const id of ['pinterest', 'linkedin'] as const) expect(platformById(id)?.rule.alternatives[0]?.assumed).toEqual(['pixelId']);
  });
  test('Snapchat: the transaction ID merges purchases only', () => {
    const alternatives = platformById('snapchat')?.rule.alternatives ?? [];
    expect(alternatives.filter((alternative) => alternative.on.includes('orderId')).map((alternative) => alternative.appliesTo)).toEqual([['PURCHASE']]);
  });
});
