import { describe, expect, test } from 'vitest';
import { decodeCapture } from '../../../lib/platforms/decode.ts';
import { x } from '../../../lib/platforms/x.ts';
import { buildCapture } from './build-capture.ts';

function compared(eventName: string): string | undefined {
  return x.comparableName?.({ eventName, customName: false });
}

describe('event names', () => {
  test('compare by the last part of the tag, which servers may send alone', () => {
    expect(compared('tw-o1abc-p2def')).toBe(compared('p2def'));
  });
  test('of two events of one pixel differ', () => {
    expect(compared('tw-o1abc-p2def')).not.toBe(compared('tw-o1abc-p2deg'));
  });
  test('without a tag compare as they stand', () => {
    expect(compared('Purchase')).toBe('Purchase');
  });
  test('of a tag mean nothing by themselves, those of the data layer do', () => {
    expect([x.meaningOf('tw-o1abc-purchase'), x.meaningOf('gtm_add_to_cart'), x.meaningOf('PageView')]).toEqual([null, 'cart', 'page']);
  });
});

test('a beacon that cannot be read is one row under the pixel of the URL, without an ID that would count as missing', () => {
  const capture = buildCapture('https://analytics.x.com/1/i/adsctp?txn_id=tw-o1abc-p2def', { method: 'POST', body: { kind: 'pending', reason: 'a Blob' } });
  expect(decodeCapture(capture, []).events).toMatchObject([{ pixelId: 'o1abc', eventName: '', issues: [{ code: 'body-pending' }] }]);
});

describe('the answer', () => {
  test('with errors is a no, whatever the status', () => {
    const response = { errors: [{ code: 'INVALID', message: 'not a single event tag (SET)' }] };
    expect(x.readAnswer({ status: 200, response }, 0)).toEqual({ accepted: false, message: 'not a single event tag (SET)' });
  });
  test('without errors goes by its status', () => {
    expect(x.readAnswer({ status: 200, response: { data: { conversions_processed: 1 } } }, 0).accepted).toBe(true);
    expect(x.readAnswer({ status: 403, response: null }, 0)).toEqual({ accepted: false, message: 'HTTP 403' });
  });
});

describe('the snippet', () => {
  const call = { value: 5, currency: 'EUR', eventId: 'order.eventId' };
  test('puts the ID into conversion_id under the tag', () => {
    expect(x.sdk.snippet({ ...call, eventName: 'tw-o1abc-p2def' })).toBe(
      "twq('event', 'tw-o1abc-p2def', { value: 5, currency: 'EUR', conversion_id: order.eventId });",
    );
  });
  test('asks for the tag where the page sends none', () => {
    expect(x.sdk.snippet({ ...call, eventName: 'Purchase' })).toContain("'tw-PIXEL-EVENT'");
  });
});
