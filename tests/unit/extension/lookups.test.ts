import { describe, expect, it } from 'vitest';
import { lookupsOf } from '../../../lib/extension/lookups.ts';
import { toCapture } from '../../../lib/extension/request-details.ts';
import { DEFAULT_SETTINGS } from '../../../lib/model/settings.ts';
import { details, NO_BODY } from './requests.ts';

const capture = (url: string) => toCapture(details({ url, timeStamp: 5_000 }), { id: 's:1:0', body: NO_BODY, documentId: 'D1', pageUrl: null });
const META = 'https://www.facebook.com/tr/?id=123&ev=Purchase&eid=order-1&cd[value]=10.5&cd[currency]=eur';
const ADS = 'https://www.googleadservices.com/pagead/conversion/123456789/?random=1&label=abc&oid=order-1&value=10&currency_code=EUR';
const FLOODLIGHT = 'https://1234567.fls.doubleclick.net/activityi;src=1234567;type=sales0;cat=order0;qty=1;cost=10;ord=1013?';

describe('what the relay is asked about a capture', () => {
  it('its event, tied to it by the event’s ID', () => {
    expect(lookupsOf(capture(META), DEFAULT_SETTINGS)).toMatchObject([
      { ref: 's:1:0#0', platform: 'meta', pixelId: '123', eventName: 'Purchase', eventId: 'order-1', value: 10.5, currency: 'EUR', at: 5_000 },
    ]);
  });

  it('nothing about a request of no platform', () => {
    expect(lookupsOf(capture('https://shop.test/app.js'), DEFAULT_SETTINGS)).toEqual([]);
  });

  it('Google Ads by the conversion action that the settings name for the label', () => {
    const [unmapped] = lookupsOf(capture(ADS), DEFAULT_SETTINGS);
    expect(unmapped).toMatchObject({ platform: 'google-ads', pixelId: 'AW-123456789', orderId: 'order-1' });
    const [mapped] = lookupsOf(capture(ADS), { ...DEFAULT_SETTINGS, conversionActions: { 'AW-123456789/abc': '987654' } });
    expect(mapped?.pixelId).toBe('987654');
  });

  it('Floodlight by its advertiser, mapped or not: the server sends the same', () => {
    const [mapped] = lookupsOf(capture(FLOODLIGHT), { ...DEFAULT_SETTINGS, conversionActions: { 'sales0/order0': '7654321' } });
    expect(mapped).toMatchObject({ platform: 'floodlight', pixelId: '1234567', orderId: '1013' });
  });
});
