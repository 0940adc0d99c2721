import { describe, expect, it } from 'vitest';
import { frameOf, initiatorOf, toCapture } from '../../../lib/extension/request-details.ts';
import { details, NO_BODY, PIXEL } from './requests.ts';

describe('the frame of a request', () => {
  it('a prerendered, cached or closing top page has another frameId than 0', () => {
    expect(frameOf(details({ frameId: 5 }))).toBe('top');
  });

  it('a frame whose frameId is 0 but whose type says otherwise is no top page', () => {
    expect(frameOf(details({ frameType: 'sub_frame' }))).toBe('sub');
  });

  it('Firefox tells it by frameId alone', () => {
    expect(frameOf(details({ frameType: undefined }))).toBe('top');
    expect(frameOf(details({ frameType: undefined, frameId: 12 }))).toBe('sub');
  });

  it('shared workers and closed tabs: unknown', () => {
    expect(frameOf(details({ tabId: -1, frameType: undefined }))).toBe('unknown');
  });
});

describe('the initiator', () => {
  it('an opaque origin is hidden', () => {
    expect(initiatorOf(details({ initiator: 'null' }))).toBeNull();
    expect(initiatorOf(details({ initiator: undefined }))).toBeNull();
  });

  it('Firefox names a URL: only its origin counts', () => {
    expect(initiatorOf(details({ initiator: undefined, originUrl: 'https://shop.test/thanks?email=a' }))).toBe('https://shop.test');
  });
});

describe('a capture', () => {
  it('carries what was seen', () => {
    expect(toCapture(details({ timeStamp: 1_000.4 }), { id: 's:1:0', body: NO_BODY, documentId: 'D1', pageUrl: 'https://shop.test/thanks' })).toEqual({
      id: 's:1:0', seenBy: ['web-request'], tabId: 7, documentId: 'D1', frame: 'top', pageUrl: 'https://shop.test/thanks', initiator: 'https://shop.test',
      startedAt: 1_000, method: 'GET', url: PIXEL, contentType: null, body: NO_BODY, delivery: { state: 'in-flight' },
    });
  });
});
