import { describe, expect, test } from 'vitest';
import { decodeCapture } from '../../../lib/platforms/decode.ts';
import { microsoft } from '../../../lib/platforms/microsoft.ts';
import { buildCapture } from './build-capture.ts';

const unreadable = { kind: 'unreadable', reason: 'a Blob' } as const;

describe('a hit whose body cannot be read', () => {
  test('is one row without a name where the URL does not say what it is', () => {
    const capture = buildCapture('https://bat.bing.com/actionp/0?ti=187&Ver=2', { method: 'POST', body: unreadable });
    expect(decodeCapture(capture, []).events).toMatchObject([{ pixelId: '187', eventName: '', role: 'conversion', issues: [{ code: 'body-unreadable' }] }]);
  });

  test('is read from the URL where that says it all', () => {
    const capture = buildCapture('https://bat.bing.com/actionp/0?ti=187&Ver=2&evt=custom&ea=purchase&event_id=a', { method: 'POST', body: unreadable });
    expect(decodeCapture(capture, []).events).toMatchObject([{ eventName: 'purchase', eventId: 'a', issues: [] }]);
  });
});

describe('the answer', () => {
  test('of a batch taken in part does not say which events', () => {
    const response = { eventsReceived: 1, error: { message: 'data[1].eventName is required' } };
    expect(microsoft.readAnswer({ status: 200, response }, 0)).toEqual({ accepted: null, message: 'data[1].eventName is required' });
  });
  test('of a batch taken whole is a yes', () => {
    expect(microsoft.readAnswer({ status: 200, response: { eventsReceived: 2 } }, 1)).toEqual({ accepted: true, message: null });
  });
  test('401 names the reason', () => {
    const response = { error: { code: 'Unauthorized', message: 'The token is not valid.' } };
    expect(microsoft.readAnswer({ status: 401, response }, 0)).toEqual({ accepted: false, message: 'The token is not valid.' });
  });
});

test('the snippet gives the ID in the parameters of the event form of push', () => {
  const call = { eventName: 'purchase', value: 129.5, currency: 'EUR', eventId: 'order.eventId' };
  expect(microsoft.sdk.snippet(call)).toBe("uetq.push('event', 'purchase', { revenue_value: 129.5, currency: 'EUR', event_id: order.eventId });");
});

test('a name means the same in any case, but is not compared so', () => {
  expect(microsoft.meaningOf('Purchase')).toBe('purchase');
  expect('comparableName' in microsoft).toBe(false);
});
