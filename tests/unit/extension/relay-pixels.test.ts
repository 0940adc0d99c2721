import { describe, expect, it } from 'vitest';
import { pixelsFor } from '../../../lib/extension/relay-pixels.ts';
import { toCapture } from '../../../lib/extension/request-details.ts';
import { DEFAULT_SETTINGS } from '../../../lib/model/settings.ts';
import { details, NO_BODY } from './requests.ts';

const META = 'https://www.facebook.com/tr/?id=123&ev=Purchase&eid=1';
const ADS = 'https://www.googleadservices.com/pagead/conversion/123456789/?random=1&label=abc&oid=1&value=10&currency_code=EUR';

const sent = (url: string, pageUrl: string | null) => ({ kind: 'capture' as const, at: 5_000, capture: toCapture(details({ url, timeStamp: 5_000 }), { id: `${url}${pageUrl}`, body: NO_BODY, documentId: 'D1', pageUrl }) });
const relay = (id: string, hostPattern: string) => ({ id, hostPattern, endpoint: 'https://relay.test', token: 't' });

describe('the pixels that a connection is tested for', () => {
  it('are those of its own pages, each once', () => {
    const log = [sent(META, 'https://shop.test/a'), sent(META, 'https://shop.test/b'), sent(META.replace('123', '9'), 'https://other.test/'), { kind: 'recording' as const, at: 0, on: true }];
    expect(pixelsFor(relay('new', 'shop.test'), log, DEFAULT_SETTINGS)).toEqual([{ platform: 'meta', pixelId: '123' }]);
  });

  it('are not those of a page that another connection answers for', () => {
    const settings = { ...DEFAULT_SETTINGS, relays: [relay('exact', 'shop.test')] };
    expect(pixelsFor(relay('new', '*'), [sent(META, 'https://shop.test/')], settings)).toEqual([]);
  });

  it('are named as the server names them', () => {
    const settings = { ...DEFAULT_SETTINGS, conversionActions: { 'AW-123456789/abc': '987' } };
    expect(pixelsFor(relay('new', '*'), [sent(ADS, 'https://shop.test/')], settings)).toEqual([{ platform: 'google-ads', pixelId: '987' }]);
  });
});
