import { describe, expect, it } from 'vitest';
import { recoverMarks } from '../../../lib/extension/in-flight.ts';
import { createRequestTracker } from '../../../lib/extension/request-tracker.ts';
import type { CaptureBody, Delivery } from '../../../lib/model/capture.ts';
import { deliveries, details, NO_BODY, PIXEL, platformOfUrl, play, trackerFor } from './requests.ts';

type Steps = Parameters<typeof play>[1];

const aborted = (error: string): Delivery => ({ state: 'sent-unconfirmed', error });
const failed = (error: string): Delivery => ({ state: 'failed', error });
const FROM_CACHE = failed("answered from the browser's cache: nothing was sent");

/** capture.md §4 and the outcomes of §1's navigation matrix: what the browser tells → how far the request got. */
const TABLE: [row: string, steps: Steps, delivery: Delivery][] = [
  ['answered', [['started'], ['sentHeaders'], ['answered', { statusCode: 200 }], ['completed', { statusCode: 200 }]], { state: 'delivered', status: 200 }],
  ['answered with HTTP 400', [['started'], ['sentHeaders'], ['answered', { statusCode: 400 }], ['completed', { statusCode: 400 }]], { state: 'delivered', status: 400 }],
  ['Firefox: HTTP 400 to a beacon ends in an abort', [['started'], ['sentHeaders'], ['answered', { statusCode: 400 }], ['failed', { error: 'NS_BINDING_ABORTED' }]], { state: 'delivered', status: 400 }],
  ['page left after the answer began', [['started'], ['sentHeaders'], ['answered', { statusCode: 204 }], ['failed', { error: 'net::ERR_ABORTED' }]], { state: 'delivered', status: 204 }],
  ['page left before an answer', [['started'], ['sentHeaders'], ['failed', { error: 'net::ERR_ABORTED' }]], aborted('net::ERR_ABORTED')],
  ['Firefox: page left before an answer', [['started'], ['sentHeaders'], ['failed', { error: 'NS_BINDING_ABORTED' }]], aborted('NS_BINDING_ABORTED')],
  ['Firefox: page left before anything was sent', [['started'], ['failed', { error: 'NS_BINDING_ABORTED' }]], failed('NS_BINDING_ABORTED')],
  ['blocked by an extension rule', [['started'], ['failed', { error: 'net::ERR_BLOCKED_BY_CLIENT' }]], { state: 'blocked', by: 'client' }],
  ['Firefox: blocked by an extension', [['started'], ['failed', { error: 'NS_ERROR_ABORT' }]], { state: 'blocked', by: 'client' }],
  ['Firefox: aborted after the headers left', [['started'], ['sentHeaders'], ['failed', { error: 'NS_ERROR_ABORT' }]], aborted('NS_ERROR_ABORT')],
  ['Firefox: tracking protection', [['started'], ['failed', { error: 'NS_ERROR_TRACKING_URI' }]], { state: 'blocked', by: 'tracking-protection' }],
  ['redirected to a surrogate', [['started'], ['redirected', { statusCode: 307, redirectUrl: 'data:image/gif;base64,R0' }]], { state: 'blocked', by: 'client' }],
  ['surrogate for a beacon, then an abort', [['started'], ['redirected', { statusCode: 307, redirectUrl: 'data:,' }], ['failed', { error: 'net::ERR_ABORTED' }]], { state: 'blocked', by: 'client' }],
  ['redirected into an extension', [['started'], ['redirected', { statusCode: 307, redirectUrl: 'chrome-extension://x/noop.js' }]], { state: 'blocked', by: 'client' }],
  ['rewritten to another host before it left', [['started'], ['redirected', { statusCode: 307, redirectUrl: 'https://noop.test/' }]], { state: 'blocked', by: 'client' }],
  ['name not resolved', [['started'], ['sentHeaders'], ['failed', { error: 'net::ERR_NAME_NOT_RESOLVED' }]], failed('net::ERR_NAME_NOT_RESOLVED')],
  ['connection refused', [['started'], ['sentHeaders'], ['failed', { error: 'net::ERR_CONNECTION_REFUSED' }]], failed('net::ERR_CONNECTION_REFUSED')],
  ['offline', [['started'], ['sentHeaders'], ['failed', { error: 'net::ERR_INTERNET_DISCONNECTED' }]], failed('net::ERR_INTERNET_DISCONNECTED')],
  ['Firefox: name not resolved', [['started'], ['sentHeaders'], ['failed', { error: 'NS_ERROR_UNKNOWN_HOST' }]], failed('NS_ERROR_UNKNOWN_HOST')],
  ['Firefox: offline', [['started'], ['sentHeaders'], ['failed', { error: 'NS_ERROR_OFFLINE' }]], failed('NS_ERROR_OFFLINE')],
  ['Firefox: tracking protection for social trackers', [['started'], ['failed', { error: 'NS_ERROR_SOCIALTRACKING_URI' }]], { state: 'blocked', by: 'tracking-protection' }],
  ['blocked by the computer’s administrator', [['started'], ['failed', { error: 'net::ERR_BLOCKED_BY_ADMINISTRATOR' }]], { state: 'blocked', by: 'client' }],
  ['certificate refused', [['started'], ['sentHeaders'], ['failed', { error: 'net::ERR_CERT_AUTHORITY_INVALID' }]], failed('net::ERR_CERT_AUTHORITY_INVALID')],
  ['connection reset: the server may have read it', [['started'], ['sentHeaders'], ['failed', { error: 'net::ERR_CONNECTION_RESET' }]], aborted('net::ERR_CONNECTION_RESET')],
  ['connection closed without an answer: the server may have read it', [['started'], ['sentHeaders'], ['failed', { error: 'net::ERR_EMPTY_RESPONSE' }]], aborted('net::ERR_EMPTY_RESPONSE')],
  ['no answer in time: the server may have read it', [['started'], ['sentHeaders'], ['failed', { error: 'net::ERR_TIMED_OUT' }]], aborted('net::ERR_TIMED_OUT')],
  ['Firefox: connection reset', [['started'], ['sentHeaders'], ['failed', { error: 'NS_ERROR_NET_RESET' }]], aborted('NS_ERROR_NET_RESET')],
  ['no CORS header on a simple POST: the server has it', [['started'], ['sentHeaders'], ['failed', { error: 'net::ERR_FAILED' }]], aborted('net::ERR_FAILED')],
  ['an unknown error after the headers left', [['started'], ['sentHeaders'], ['failed', { error: 'net::ERR_HTTP2_PROTOCOL_ERROR' }]], aborted('net::ERR_HTTP2_PROTOCOL_ERROR')],
  ['answered from the cache', [['started'], ['sentHeaders'], ['answered', { statusCode: 200 }], ['completed', { statusCode: 200, fromCache: true }]], FROM_CACHE],
  ['still under way', [['started'], ['sentHeaders']], { state: 'in-flight' }],
  ['upgraded to https on the same host, then answered', [['started', { url: 'http://www.facebook.com/tr' }], ['redirected', { url: 'http://www.facebook.com/tr', redirectUrl: 'https://www.facebook.com/tr' }], ['started', { url: 'https://www.facebook.com/tr' }], ['sentHeaders'], ['answered', { statusCode: 200 }]], { state: 'delivered', status: 200 }],
];

describe('delivery of a request', () => {
  it.each(TABLE)('%s', (_row, steps, delivery) => {
    expect(deliveries(play(trackerFor(), steps))).toEqual({ 's:1:0': delivery });
  });
});

const REDIRECT: Steps = [['started'], ['sentHeaders'], ['answered', { statusCode: 302 }]];

describe('redirects', () => {
  const sameVendor = `${PIXEL}&redirected=1`;
  const otherVendor = 'https://www.google.com/pagead/1p-conversion/1';

  it('a chain within one platform is one capture, answered by the server it was addressed to', () => {
    const steps: Steps = [...REDIRECT, ['redirected', { statusCode: 302, redirectUrl: sameVendor }], ['started', { url: sameVendor }], ['sentHeaders', { url: sameVendor }], ['failed', { url: sameVendor, error: 'net::ERR_ABORTED' }]];
    expect(deliveries(play(trackerFor(), steps))).toEqual({ 's:1:0': { state: 'delivered', status: 302 } });
  });

  it('a redirect to another platform begins a second capture', () => {
    const steps: Steps = [...REDIRECT, ['redirected', { statusCode: 302, redirectUrl: otherVendor }], ['started', { url: otherVendor }], ['sentHeaders', { url: otherVendor }], ['answered', { url: otherVendor, statusCode: 200 }]];
    expect(deliveries(play(trackerFor(), steps))).toEqual({ 's:1:0': { state: 'delivered', status: 302 }, 's:1:1': { state: 'delivered', status: 200 } });
  });

  it('a redirect to another platform is followed when the background was stopped in between', () => {
    const first = play(trackerFor(), REDIRECT);
    const marks = recoverMarks('s', first.map((entry, index) => ({ seq: index + 1, entry })), platformOfUrl);
    const second = play(createRequestTracker('s', marks, platformOfUrl), [['started', { url: otherVendor }], ['answered', { url: otherVendor, statusCode: 200 }]]);
    expect(deliveries(second)).toEqual({ 's:1:1': { state: 'delivered', status: 200 } });
  });

  it('a pixel that a rewrite sent elsewhere stays blocked, and what answers there is a capture of its own', () => {
    const proxy = 'https://facebook-proxy.shop.test/tr';
    const steps: Steps = [['started'], ['redirected', { statusCode: 307, redirectUrl: proxy }], ['started', { url: proxy }], ['answered', { url: proxy, statusCode: 200 }]];
    expect(deliveries(play(trackerFor(), steps))).toEqual({ 's:1:0': { state: 'blocked', by: 'client' }, 's:1:1': { state: 'delivered', status: 200 } });
  });
});

describe('what is recorded', () => {
  it('leaves out preflights and requests of no platform', () => {
    const tracker = trackerFor();
    expect(play(tracker, [['started', { method: 'OPTIONS' }], ['started', { requestId: '2', url: 'https://shop.test/app.js' }], ['completed', { requestId: '2', statusCode: 200 }]])).toEqual([]);
  });

  it('takes a request that two listeners report once', () => {
    const entries = play(trackerFor(), [['started'], ['started'], ['sentHeaders'], ['sentHeaders'], ['answered', { statusCode: 200 }], ['answered', { statusCode: 200 }], ['completed', { statusCode: 200 }], ['completed', { statusCode: 200 }]]);
    expect(entries.map(({ kind }) => kind)).toEqual(['capture', 'delivery']);
  });

  it('takes a preflight for no request of its own even when it comes first', () => {
    const steps: Steps = [['started', { requestId: '8', method: 'OPTIONS' }], ['completed', { requestId: '8', method: 'OPTIONS', statusCode: 204 }], ['started', { method: 'POST' }], ['answered', { method: 'POST', statusCode: 200 }]];
    expect(deliveries(play(trackerFor(), steps))).toEqual({ 's:1:0': { state: 'delivered', status: 200 } });
  });

  it('two requests that are alike to the last character are two', () => {
    const second = { requestId: '2' };
    expect(Object.keys(deliveries(play(trackerFor(), [['started'], ['started', second], ['answered', { statusCode: 200 }], ['answered', { ...second, statusCode: 200 }]])))).toEqual(['s:1:0', 's:2:0']);
  });
});

describe('Firefox: a page’s request that its service worker sends on', () => {
  const handOver = { statusCode: 0, redirectUrl: PIXEL };
  const worker = { requestId: '2', tabId: -1, timeStamp: 1_400, documentId: undefined };

  it('is one capture, and the worker’s answer is its answer', () => {
    const steps: Steps = [['started'], ['redirected', handOver], ['started', worker], ['sentHeaders', worker], ['answered', { ...worker, statusCode: 200 }]];
    expect(deliveries(play(trackerFor(), steps))).toEqual({ 's:1:0': { state: 'delivered', status: 200 } });
  });

  it('two of them that are alike stay two', () => {
    const page2 = { requestId: '5' };
    const worker2 = { ...worker, requestId: '6' };
    const steps: Steps = [
      ['started'], ['redirected', handOver], ['started', page2], ['redirected', { ...page2, ...handOver }],
      ['started', worker], ['started', worker2], ['answered', { ...worker, statusCode: 200 }], ['answered', { ...worker2, statusCode: 204 }],
    ];
    expect(deliveries(play(trackerFor(), steps))).toEqual({ 's:1:0': { state: 'delivered', status: 200 }, 's:5:0': { state: 'delivered', status: 204 } });
  });

  it('one that the worker sends again is a request of its own', () => {
    const steps: Steps = [['started'], ['redirected', handOver], ['started', worker], ['started', { ...worker, requestId: '3' }]];
    expect(Object.keys(deliveries(play(trackerFor(), steps)))).toEqual(['s:1:0', 's:3:0']);
  });

  it('the same URL from another site’s worker is a request of its own', () => {
    const steps: Steps = [['started'], ['redirected', handOver], ['started', { ...worker, initiator: 'https://other.test' }]];
    expect(Object.keys(deliveries(play(trackerFor(), steps)))).toEqual(['s:1:0', 's:2:0']);
  });

  it('one that the worker let through goes on by itself', () => {
    const steps: Steps = [['started'], ['redirected', handOver], ['sentHeaders'], ['started', worker], ['answered', { statusCode: 200 }]];
    expect(deliveries(play(trackerFor(), steps))).toMatchObject({ 's:1:0': { state: 'delivered' }, 's:2:0': { state: 'in-flight' } });
  });

  it('one that the worker answers itself was not sent', () => {
    const tracker = trackerFor();
    play(tracker, [['started'], ['redirected', { ...handOver, timeStamp: 1_010 }]]);
    expect(tracker.closeStale(6_009)).toEqual([]);
    expect(deliveries(tracker.closeStale(6_010))).toEqual({ 's:1:0': failed("the page's service worker answered it itself: nothing was sent") });
  });

  it('a server that redirects a request to itself has it', () => {
    const steps: Steps = [['started'], ['sentHeaders'], ['redirected', { statusCode: 302, redirectUrl: PIXEL }], ['started'], ['sentHeaders']];
    const tracker = trackerFor();
    expect(deliveries(play(tracker, steps))).toEqual({ 's:1:0': { state: 'delivered', status: 302 } });
    expect(tracker.closeStale(10_000)).toEqual([]);
  });
});

describe('a body that the headers contradict', () => {
  const pending: CaptureBody = { kind: 'pending', reason: 'Blob' };
  const withoutType = { type: 'ping', requestHeaders: [{ name: 'Accept' }] };
  const bodies = (steps: Steps) => play(trackerFor(), steps, pending).flatMap((entry) => (entry.kind === 'body' ? [entry.body] : []));

  it('is corrected once', () => {
    expect(bodies([['started'], ['sentHeaders', withoutType], ['sentHeaders', withoutType]])).toEqual([NO_BODY]);
  });

  it('is not looked at again on a later hop', () => {
    expect(bodies([['started'], ['sentHeaders', { requestHeaders: [{ name: 'Content-Type', value: 'text/plain' }] }], ['answered', { statusCode: 302 }], ['sentHeaders', withoutType]])).toEqual([]);
  });
});

describe('a background that was stopped while a request was under way', () => {
  const resumed = (entries: ReturnType<typeof play>) =>
    createRequestTracker('s', recoverMarks('s', entries.map((entry, index) => ({ seq: index + 1, entry })), platformOfUrl), platformOfUrl);

  it('does not claim that an aborted request failed or was blocked, and says why', () => {
    const entries = play(trackerFor(), [['started']]);
    const [end] = play(resumed(entries), [['failed', { error: 'NS_ERROR_ABORT' }]]);
    expect(end).toMatchObject({ delivery: { state: 'sent-unconfirmed', error: expect.stringContaining('recorder was stopped') as string } });
  });

  it('keeps an answer that is in the log when the request is aborted later', () => {
    const entries = play(trackerFor(), [['started'], ['sentHeaders'], ['answered', { statusCode: 200 }]]);
    expect(play(resumed(entries), [['failed', { error: 'net::ERR_ABORTED' }]])).toEqual([]);
  });

  it('takes no notice of the same requestId of an earlier browser session', () => {
    const entries = play(trackerFor('earlier'), [['started']]);
    expect(play(resumed(entries), [['failed', { error: 'net::ERR_ABORTED' }]])).toEqual([]);
  });
});

describe('requests of which the browser never tells the end', () => {
  it('count as sent once their headers left, and as failed otherwise', () => {
    const tracker = trackerFor();
    play(tracker, [['started'], ['sentHeaders'], ['started', { requestId: '2', url: `${PIXEL}&n=2` }]]);
    expect(tracker.closeStale(1_000 + 119_000)).toEqual([]);
    expect(deliveries(tracker.closeStale(1_000 + 120_000))).toMatchObject({ 's:1:0': { state: 'sent-unconfirmed' }, 's:2:0': { state: 'failed' } });
  });

  it('are followed no longer once their answer is known', () => {
    const tracker = trackerFor();
    play(tracker, [['started'], ['answered', { statusCode: 200 }]]);
    expect(tracker.closeStale(500_000)).toEqual([]);
    expect(tracker.completed(details({ statusCode: 200, fromCache: true }))).toEqual([]);
  });
});
