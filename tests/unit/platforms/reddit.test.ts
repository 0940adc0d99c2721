import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeCapture, decodeServerPayload } from '../../../lib/platforms/decode.ts';
import { reddit } from '../../../lib/platforms/reddit.ts';
import { buildCapture } from './build-capture.ts';

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function browserId(conversionId: string): string | null | undefined {
  const url = `https://alb.reddit.com/rp.gif?id=a2_1&event=Purchase&m.conversionId=${encodeURIComponent(conversionId)}`;
  return decodeCapture(buildCapture(url), []).events[0]?.eventId;
}

function serverId(conversionId: string): string | null | undefined {
  const payload = {
    endpoint: 'https://ads-api.reddit.com/api/v3/pixels/a2_1/conversion_events',
    method: 'POST',
    headers: {},
    body: { data: { events: [{ type: { tracking_type: 'PURCHASE' }, metadata: { conversion_id: conversionId } }] } },
    bodyEncoding: 'json',
  } as const;
  return decodeServerPayload(payload, { status: null, response: null }).events[0]?.event.eventId;
}

describe('conversion IDs', () => {
  test('of a pixel that hashed and a server that did not are equal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (id) => {
        expect(serverId(id)).toBe(browserId(sha256(id)));
      }),
    );
  });
  test('that are hashes are not hashed again, and compare in lower case', () => {
    expect(serverId(sha256('a').toUpperCase())).toBe(sha256('a'));
  });
  test('that differ in case before hashing differ', () => {
    expect(serverId('Order-1')).not.toBe(serverId('order-1'));
  });
  test('of 63 hex digits are plain', () => {
    expect(serverId('a'.repeat(63))).toBe(sha256('a'.repeat(63)));
  });
});

describe('transaction IDs', () => {
  const orderIdFrom = (transactionId: string) => decodeCapture(buildCapture(`https://alb.reddit.com/rp.gif?id=a2_1&event=Purchase&m.transactionId=${transactionId}`), []).events[0]?.orderId;

  test('that were not filled in name no order: their hash would join all', () => {
    expect(['undefined', '[object Object]', ''].map((text) => orderIdFrom(sha256(text)))).toEqual([null, null, null]);
    expect(orderIdFrom(sha256('1013'))).toBe(sha256('1013'));
  });
});

describe('event names', () => {
  const compared = (eventName: string, customName = false) => reddit.comparableName?.({ eventName, customName });
  test.each([['AddToCart', 'ADD_TO_CART'], ['SignUp', 'SIGN_UP'], ['Purchase', 'PURCHASE']])('%s is %s', (pixel, server) => {
    expect(compared(pixel)).toBe(compared(server));
    expect(reddit.meaningOf(pixel)).toBe(reddit.meaningOf(server));
  });
  test('of custom events are compared as they stand and never equal a standard one', () => {
    expect(compared('My_Event', true)).not.toBe(compared('MyEvent', true));
    expect(compared('Purchase', true)).not.toBe(compared('Purchase'));
  });
});

test('a form that cannot be read is one row without a name: half an event would look like one without an ID', () => {
  const capture = buildCapture('https://alb.reddit.com/rp?id=a2_1&event=Purchase', { method: 'POST', body: { kind: 'unreadable', reason: 'a Blob' } });
  expect(decodeCapture(capture, []).events).toMatchObject([{ pixelId: 'a2_1', eventName: '', issues: [{ code: 'body-unreadable' }] }]);
});

describe('the snippet', () => {
  const call = { value: 129.5, currency: 'EUR', eventId: 'order.eventId' };
  test('makes the ID a text, because the pixel drops numbers', () => {
    expect(reddit.sdk.snippet({ ...call, eventName: 'Purchase' })).toBe(
      "rdt('track', 'Purchase', { value: 129.5, currency: 'EUR', conversionId: String(order.eventId) });",
    );
  });
  test('names the pixel event where the server wrote it in capitals', () => {
    expect(reddit.sdk.snippet({ ...call, eventName: 'SIGN_UP' })).toContain("'SignUp'");
  });
  test('sends other names as custom events', () => {
    expect(reddit.sdk.snippet({ ...call, value: null, currency: null, eventName: 'Quote' })).toBe(
      "rdt('track', 'Custom', { customEventName: 'Quote', conversionId: String(order.eventId) });",
    );
  });
});
