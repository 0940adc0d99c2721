import { describe, expect, it } from 'vitest';
import type { RecordSender } from '../../../lib/extension/hook-attempt.ts';
import { createHookJoin } from '../../../lib/extension/hook-join.ts';
import type { Capture, CaptureBody } from '../../../lib/model/capture.ts';
import type { LogEntry } from '../../../lib/model/log.ts';
import type { PageAttempt, PageViolation } from '../../../lib/model/page-record.ts';

const URL_A = 'https://www.facebook.com/tr/?id=1&ev=Purchase';
const PENDING: CaptureBody = { kind: 'pending', reason: 'a Blob' };
const text = (value: string): CaptureBody => ({ kind: 'text', text: value });

const sender = (change: Partial<RecordSender> = {}): RecordSender => ({ documentId: 'D1', tabId: 7, frame: 'top', origin: 'https://shop.test', pageUrl: 'https://shop.test/thanks', ...change });

function attempt(change: Partial<PageAttempt> = {}): PageAttempt {
  return { record: 'attempt', api: 'fetch', method: 'POST', url: URL_A, contentType: 'text/plain', body: text('a'), refused: null, stack: 'at thanks.js:1', at: 1_000, ...change };
}

function capture(change: Partial<Capture> = {}): Capture {
  return {
    id: 'c1', seenBy: ['web-request'], tabId: 7, documentId: 'D1', frame: 'top', pageUrl: 'https://shop.test/thanks', initiator: 'https://shop.test',
    startedAt: 1_020, method: 'POST', url: URL_A, contentType: null, body: PENDING, delivery: { state: 'in-flight' }, ...change,
  };
}

function violation(change: Partial<PageViolation> = {}): PageViolation {
  return { record: 'violation', directive: 'connect-src', blockedUrl: URL_A, disposition: 'enforce', at: 1_001, ...change };
}

interface Scene {
  attempts?: (Partial<PageAttempt> & { from?: Partial<RecordSender> })[];
  captures?: Partial<Capture>[];
  violations?: (Partial<PageViolation> & { platform?: null })[];
  /** How long after the first call is settled, ms. */
  after?: number;
}

/** What the log is told, all at once. */
function join({ attempts = [], captures = [], violations = [], after = 20_000 }: Scene): LogEntry[] {
  const hook = createHookJoin();
  for (const { from, ...change } of attempts) hook.attempted({ record: attempt(change), sender: sender(from), platform: 'meta', heardAt: change.at ?? 1_000 });
  for (const change of captures) hook.captured(capture(change), change.startedAt ?? 1_020);
  for (const { platform, ...change } of violations) hook.violated({ record: violation(change), sender: sender(), platform: platform === null ? null : 'meta', heardAt: 1_001 });
  let ids = 0;
  return hook.settle(1_000 + after, () => `new${(ids += 1)}`);
}

const bodies = (entries: readonly LogEntry[]) => entries.flatMap((entry) => (entry.kind === 'body' ? [[entry.captureId, entry.body]] : []));
const joined = (entries: readonly LogEntry[]) => entries.flatMap((entry) => (entry.kind === 'origin' ? [entry.captureId] : []));
const made = (entries: readonly LogEntry[]) => entries.flatMap((entry) => (entry.kind === 'capture' ? [entry.capture] : []));
const unexplained = (entries: readonly LogEntry[]) => entries.flatMap((entry) => (entry.kind === 'attempt' ? [entry.attempt.why] : []));

describe('a call and its request', () => {
  it('complete the body that the browser hid, and say who asked', () => {
    expect(join({ attempts: [{}], captures: [{}] })).toEqual([
      { kind: 'origin', at: 1_000, captureId: 'c1', madeBy: { api: 'fetch', stack: 'at thanks.js:1' }, place: null },
      { kind: 'body', at: 1_000, captureId: 'c1', body: text('a'), seenBy: 'page-hook' },
    ]);
  });

  it.each<[string, CaptureBody, CaptureBody, CaptureBody | null]>([
    ['a body that was read stays', text('a'), text('a'), null],
    ['a missing file part is filled in', { kind: 'unreadable', reason: 'partial' }, text('all'), text('all')],
    ['a part that the hook cannot read either changes nothing', { kind: 'unreadable', reason: 'partial' }, { kind: 'unreadable', reason: 'a file' }, null],
    ['a beacon without a body has none', PENDING, { kind: 'none' }, { kind: 'none' }],
    ['the hook says why it could not read a stream', PENDING, { kind: 'unreadable', reason: 'a stream' }, { kind: 'unreadable', reason: 'a stream' }],
  ])('%s', (_name, known, told, written) => {
    expect(bodies(join({ attempts: [{ body: told }], captures: [{ body: known }] }))).toEqual(written === null ? [] : [['c1', written]]);
  });

  it('equal calls go to equal requests in their order', () => {
    const entries = join({
      attempts: [{ body: text('first') }, { body: text('second'), at: 1_001 }],
      captures: [{ id: 'c1', startedAt: 1_050 }, { id: 'c2', startedAt: 1_051 }],
    });
    expect(bodies(entries)).toEqual([['c1', text('first')], ['c2', text('second')]]);
  });

  it('a body that was read decides between two calls', () => {
    const entries = join({ attempts: [{ body: text('x'), stack: 'x' }, { body: text('y'), stack: 'y', at: 1_002 }], captures: [{ body: text('y'), startedAt: 1_003 }] });
    expect(entries.flatMap((entry) => (entry.kind === 'origin' ? [entry.madeBy.stack] : []))).toEqual(['y']);
  });

  it.each<[string, Partial<PageAttempt> & { from?: Partial<RecordSender> }, Partial<Capture>, boolean]>([
    ['another method', {}, { method: 'GET' }, false],
    ['another address', {}, { url: `${URL_A}&n=2` }, false],
    ['a fragment', { url: `${URL_A}#x` }, {}, true],
    ['https made of http', { url: URL_A.replace('https', 'http'), api: 'image' }, {}, true],
    ['more than a second apart', {}, { startedAt: 2_001 }, false],
    ['an image whose request waited', { api: 'image', method: 'GET', body: { kind: 'none' } }, { method: 'GET', startedAt: 6_000, body: { kind: 'none' } }, true],
    ['another tab', { from: { documentId: 'D2', tabId: 8 } }, {}, false],
    ['an empty frame whose requests count as its parent’s', { from: { documentId: 'D2' } }, {}, true],
    ['a form, which has no document', {}, { documentId: null }, true],
    ['a closed tab', {}, { documentId: null, tabId: -1 }, true],
    ['a closed tab of another site', {}, { documentId: null, tabId: -1, initiator: 'https://other.test' }, false],
  ])('%s', (_name, call, request, isJoined) => {
    expect(joined(join({ attempts: [call], captures: [request] }))).toEqual(isJoined ? ['c1'] : []);
  });

  it('what a service worker re-sent gets its document back', () => {
    expect(join({ attempts: [{}], captures: [{ tabId: -1, documentId: null, pageUrl: null, body: text('a') }] })).toMatchObject([
      { kind: 'origin', place: { documentId: 'D1', tabId: 7, frame: 'top', pageUrl: 'https://shop.test/thanks' } },
    ]);
  });

  it('a call of the same document goes before one of another', () => {
    const entries = join({ attempts: [{ from: { documentId: 'D2' }, stack: 'other', at: 1_019 }, { stack: 'own' }], captures: [{}] });
    expect(entries.flatMap((entry) => (entry.kind === 'origin' ? [entry.madeBy.stack] : []))).toEqual(['own']);
  });
});

describe('a call without a request', () => {
  it('a policy stopped it: one capture that was never sent', () => {
    expect(made(join({ attempts: [{}], violations: [{}] }))).toMatchObject([{ id: 'new1', seenBy: ['page-hook'], body: text('a'), method: 'POST', url: URL_A, delivery: { state: 'blocked', by: 'csp' }, madeBy: { api: 'fetch' } }]);
  });

  it.each<[string, Partial<PageAttempt>, object]>([
    ['http from an https page', { url: 'http://www.facebook.com/tr/' }, { state: 'blocked', by: 'mixed-content' }],
    ['over the quota of keepalive', { api: 'beacon', refused: 'sendBeacon returned false' }, { state: 'failed', error: 'the browser refused to send it: sendBeacon returned false' }],
  ])('%s', (_name, call, delivery) => {
    expect(made(join({ attempts: [call] }))).toMatchObject([{ delivery }]);
  });

  it('a policy that only reports stops nothing', () => {
    const entries = join({ attempts: [{}], violations: [{ disposition: 'report' }] });
    expect([made(entries), unexplained(entries)]).toEqual([[], ['no-request']]);
  });

  it('the same image again in one document is the first one', () => {
    const image = { api: 'image', method: 'GET', body: { kind: 'none' } } as const;
    const entries = join({ attempts: [image, { ...image, at: 4_000 }], captures: [{ method: 'GET', body: { kind: 'none' } }] });
    expect([made(entries), joined(entries), unexplained(entries)]).toEqual([[], ['c1'], ['coalesced']]);
  });

  it('two images of one moment make one request', () => {
    const image = { api: 'image', method: 'GET', body: { kind: 'none' } } as const;
    const entries = join({ attempts: [image, image], captures: [{ method: 'GET', body: { kind: 'none' } }] });
    expect([joined(entries), unexplained(entries)]).toEqual([['c1'], ['coalesced']]);
  });

  it('nothing is claimed where nothing is known, and a call of fetchLater may still wait', () => {
    const entries = join({ attempts: [{}, { api: 'fetch-later', url: `${URL_A}&later` }] });
    expect([made(entries), unexplained(entries)]).toEqual([[], ['no-request']]);
  });

  it('is not given up while its request may still come', () => {
    expect(join({ attempts: [{}], violations: [{}], after: 1_000 })).toEqual([]);
    expect(join({ attempts: [{}], after: 9_000 })).toEqual([]);
  });

  it('alone it never counts as sent', () => {
    const states = made(join({ attempts: [{}, { refused: 'no' }, { url: 'http://www.facebook.com/tr/' }], violations: [{}] })).map(({ delivery }) => delivery.state);
    expect(new Set(states)).toEqual(new Set(['blocked', 'failed']));
  });
});

describe('a violation without a call', () => {
  it('of parsed markup makes a capture of its own', () => {
    expect(made(join({ violations: [{ directive: 'img-src' }] }))).toMatchObject([{ method: 'GET', url: URL_A, body: { kind: 'none' }, delivery: { state: 'blocked', by: 'csp' } }]);
  });
  it('of an address without data leaves method and body open', () => {
    expect(made(join({ violations: [{ blockedUrl: 'https://analytics.tiktok.com/api/v2/pixel' }] }))).toMatchObject([{ method: 'POST', body: { kind: 'unreadable' } }]);
  });
  it('of a request that was sent and redirected says nothing of the request', () => {
    expect(made(join({ captures: [{}], violations: [{}] }))).toEqual([]);
  });
  it('of no platform is none of ours', () => {
    expect(join({ violations: [{ platform: null }] })).toEqual([]);
  });
});

it('a page that floods one address costs a bounded amount and still gives its joins', () => {
  const attempts = Array.from({ length: 20_000 }, (_, index) => ({ at: 1_000 + index / 100, body: text(`${index}`) }));
  const hook = createHookJoin();
  for (const change of attempts) hook.attempted({ record: attempt(change), sender: sender(), platform: 'meta', heardAt: 1_000 });
  hook.captured(capture(), 1_020);
  expect(joined(hook.settle(2_000, () => 'new'))).toEqual(['c1']);
  expect(unexplained(hook.settle(60_000, () => 'new')).length).toBeLessThanOrEqual(5_000);
  expect(hook.waits).toBe(false);
});
