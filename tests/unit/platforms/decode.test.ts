import { describe, expect, test } from 'vitest';
import { decodeCapture, decodeServerPayload } from '../../../lib/platforms/decode.ts';
import { buildCapture, textBody } from './build-capture.ts';

describe('a capture', () => {
  test('hands its circumstances on to every event', () => {
    const capture = buildCapture('https://www.facebook.com/tr/?id=1&ev=Purchase', { delivery: { state: 'blocked', by: 'client' } });
    expect(decodeCapture(capture, []).events).toMatchObject([
      {
        side: 'browser',
        id: 'c1#0',
        captureId: 'c1',
        at: 1_795_000_000_000,
        pageUrl: 'https://shop.test/thanks',
        documentId: 'D1',
        tabId: 7,
        host: 'www.facebook.com',
        delivery: { state: 'blocked', by: 'client' },
      },
    ]);
  });

  test('of no known platform gives nothing', () => {
    expect(decodeCapture(buildCapture('https://shop.test/'), [])).toEqual({ platform: null, events: [], issues: [], resembles: null });
  });

  test('of a preflight gives nothing: the request that it asks leave for is the event', () => {
    expect(decodeCapture(buildCapture('https://www.facebook.com/tr/?id=1&ev=Purchase', { method: 'OPTIONS' }), [])).toMatchObject({ platform: null, events: [], resembles: null });
  });

  test('with a URL that does not parse gives nothing', () => {
    expect(decodeCapture(buildCapture('https://'), []).platform).toBeNull();
  });

  test('whose body is unreadable is one event without a name, under the pixel of the URL', () => {
    const capture = buildCapture('https://bzr.openai.com/v1/sdk/events?pid=PX1', {
      method: 'POST',
      body: { kind: 'unreadable', reason: 'a Blob' },
    });
    const { events } = decodeCapture(capture, []);
    expect(events).toMatchObject([{ platform: 'openai', pixelId: 'PX1', eventName: '', role: 'conversion', eventId: null }]);
    expect(events[0]?.issues).toEqual([{ code: 'body-unreadable', message: 'The body cannot be read: a Blob.' }]);
  });

  test('whose body is still pending says so', () => {
    const capture = buildCapture('https://analytics.tiktok.com/api/v2/pixel', { method: 'POST', body: { kind: 'pending', reason: 'a Blob' } });
    expect(decodeCapture(capture, []).events.map((event) => event.issues[0]?.code)).toEqual(['body-pending']);
  });

  test('with a gzip body that was not inflated is unreadable', () => {
    const capture = buildCapture('https://analytics.tiktok.com/api/v2/pixel', { method: 'POST', body: { kind: 'bytes', base64: 'H4sIAAAAAAAA' } });
    expect(decodeCapture(capture, []).events[0]?.issues[0]?.message).toContain('gzip');
  });

  test('with bytes that are UTF-8 is read', () => {
    const base64 = Buffer.from('{"event":"Lead","event_id":"größe","context":{"pixel":{"code":"C1"}}}').toString('base64');
    const capture = buildCapture('https://analytics.tiktok.com/api/v2/pixel', { method: 'POST', body: { kind: 'bytes', base64 } });
    expect(decodeCapture(capture, []).events).toMatchObject([{ pixelId: 'C1', eventId: 'größe' }]);
  });

  test('that the browser parsed as a form is read', () => {
    const fields = [['id', '1'], ['ev', 'Lead'], ['cd[value]', '5']] as const;
    const capture = buildCapture('https://www.facebook.com/tr/', { method: 'POST', body: { kind: 'form', fields } });
    expect(decodeCapture(capture, []).events).toMatchObject([{ pixelId: '1', eventName: 'Lead', value: 5 }]);
  });
});

describe('a first-party rule', () => {
  const url = 'https://px.shop.test/tr/?id=1&ev=Purchase&eid=e-1';

  test('makes the host the platform\'s', () => {
    expect(decodeCapture(buildCapture(url), [{ host: 'PX.shop.test', platform: 'meta' }]).events).toMatchObject([{ eventId: 'e-1' }]);
  });

  test('for another host changes nothing', () => {
    expect(decodeCapture(buildCapture(url), [{ host: 'shop.test', platform: 'meta' }]).platform).toBeNull();
  });
});

describe('a server payload', () => {
  test('of an unknown endpoint gives nothing', () => {
    const payload = { endpoint: 'https://api.shop.test/orders', method: 'POST', headers: {}, body: {}, bodyEncoding: 'json' } as const;
    expect(decodeServerPayload(payload, { status: 200, response: {} })).toEqual({ platform: null, events: [], issues: [] });
  });

  test('whose body has another shape says what was expected', () => {
    const payload = { endpoint: 'https://bzr.openai.com/v1/events?pid=P', method: 'POST', headers: {}, body: '<html>', bodyEncoding: 'utf8' } as const;
    const decoded = decodeServerPayload(payload, { status: 200, response: null });
    expect(decoded.platform).toBe('openai');
    expect(decoded.issues.map((issue) => issue.code)).toEqual(['malformed-payload']);
  });

  test('carries the platform\'s answer for each of its events', () => {
    const conversion = { conversionAction: 'customers/1/conversionActions/2', orderId: '1' };
    const failure = {
      message: 'partial',
      details: [{ errors: [{ message: 'DUPLICATE_ORDER_ID', location: { fieldPathElements: [{ fieldName: 'conversions', index: 1 }] } }] }],
    };
    const payload = {
      endpoint: 'https://googleads.googleapis.com/v21/customers/1:uploadClickConversions',
      method: 'POST',
      headers: {},
      body: { conversions: [conversion, conversion] },
      bodyEncoding: 'json',
    } as const;
    const decoded = decodeServerPayload(payload, { status: 200, response: { partialFailureError: failure } });
    expect(decoded.events.map(({ accepted, message }) => ({ accepted, message }))).toEqual([
      { accepted: true, message: null },
      { accepted: false, message: 'DUPLICATE_ORDER_ID' },
    ]);
  });
});

test('a text body that looks like JSON but is cut off becomes one row with the reason', () => {
  const capture = buildCapture('https://bzr.openai.com/v1/sdk/events?pid=PX1', { method: 'POST', body: textBody('{"events":[{"type":"order_cr') });
  expect(decodeCapture(capture, []).events).toMatchObject([{ pixelId: 'PX1', eventName: '', issues: [{ code: 'malformed-json' }] }]);
});

test('an event that names hundreds of thousands of destinations is read, not thrown over', () => {
  const body = { destinations: Array.from({ length: 200_000 }, () => ({ productDestinationId: '1' })), events: [{ transactionId: 'order-1013' }] };
  const payload = { endpoint: 'https://datamanager.googleapis.com/v1/events:ingest', method: 'POST', headers: {}, body, bodyEncoding: 'json' as const };
  expect(decodeServerPayload(payload, { status: null, response: null }).events).toHaveLength(200_000);
});
