import fc from 'fast-check';
import type { Capture } from '../../../lib/model/capture.ts';
import type { SdkCall } from '../../../lib/model/event.ts';
import type { LogEntry } from '../../../lib/model/log.ts';
import type { RelayEvidence, RelayState } from '../../../lib/model/relay.ts';
import { NOON, serverEvent } from '../dedup/builders.ts';

export const PIXEL = '1234567890123456';
const CAPTURE_IDS = ['c1', 'c2', 'c3', 'c4', 'c5'];

const orNull = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
const at = fc.nat(40).map((step) => NOON + step * 3_000);
const captureId = fc.constantFrom(...CAPTURE_IDS);
const eventId = fc.constantFrom('e-1', 'E-1', 'e-2', '');
const orderId = orNull(fc.constantFrom('1009', '1010'));
const RELAY_STATES: readonly RelayState[] = ['settled', 'settled', 'pending', 'unreachable', 'absent'];

const META = `https://www.facebook.com/tr/?id=${PIXEL}`;
const META_COPY = `https://www.facebook.com/privacy_sandbox/pixel/register/trigger/?id=${PIXEL}`;
const query = fc.record({ eid: eventId, order: orderId, ev: fc.constantFrom('Purchase', 'Purchase', 'Lead'), value: fc.constantFrom('129.5', '84', '0.015') });
const url = fc.oneof(
  fc.record({ base: fc.constantFrom(META, META, META_COPY), query }).map(({ base, query: { eid, order, ev, value } }) => `${base}&ev=${ev}&eid=${eid}${order === null ? '' : `&cd[order_id]=${order}`}&cd[value]=${value}&cd[currency]=EUR`),
  fc.constantFrom(`${META}&ev=SubscribedButtonClick&es=automatic`, 'https://www.google-analytics.com/g/collect?v=2&tid=G-1&en=purchase&ep.transaction_id=1009&epn.value=84&cu=EUR', 'https://metrics.shop.test/collect/x?v=2&tid=G-1&en=purchase&ep.transaction_id=1009', 'https://www.facebook.com/tr/'),
);

const capture = fc.record({ id: captureId, url, startedAt: at, documentId: orNull(fc.constantFrom('D1', 'D2')), frame: fc.constantFrom<Capture['frame']>('top', 'top', 'sub'), isPost: fc.nat(4).map((draw) => draw === 0) }).map(
  ({ isPost, ...fields }): Capture => ({
    seenBy: ['web-request'],
    tabId: 7,
    pageUrl: 'https://shop.test/thank-you',
    initiator: 'https://shop.test',
    method: isPost ? 'POST' : 'GET',
    contentType: null,
    body: isPost ? { kind: 'pending', reason: 'Blob' } : { kind: 'none' },
    delivery: { state: 'in-flight' },
    ...fields,
  }),
);

const call = fc.record({ platform: fc.constantFrom<SdkCall['platform']>('meta', 'meta', null), eventId: orNull(eventId), eventName: orNull(fc.constantFrom('Purchase', 'Lead')), documentId: orNull(fc.constantFrom('D1', 'D2')), at }).map(
  (fields): SdkCall => ({ method: fields.platform === null ? 'dataLayer.push' : 'track', arguments: [fields.eventName, { order: '1009' }], pixelIds: [], stack: null, ...fields }),
);

const evidence = fc.record({ state: fc.constantFrom(...RELAY_STATES), isCovered: fc.boolean() }).map(
  ({ state, isCovered }): RelayEvidence => ({ state, coverage: isCovered ? null : [], graceMs: 30_000, byCapture: {}, reason: null }),
);

const answer = fc.record({ states: fc.dictionary(captureId, fc.constantFrom(...RELAY_STATES), { maxKeys: 3 }), to: fc.nat(40), graceMs: fc.constantFrom(undefined, 5_000, 30_000) }).map(
  ({ states, to, graceMs }): LogEntry => ({ kind: 'relay-answer', at: NOON, states, ...(graceMs === undefined ? {} : { graceMs }), coverage: to % 3 === 0 ? [] : [{ platform: 'meta', pixelId: PIXEL, from: NOON - 60_000, to: NOON + to * 5_000, gaps: to % 5 === 0 ? [{ from: NOON + 10_000, to: NOON + 20_000, reason: 'relay_down' }] : [] }] }),
);

const server = fc.record({ id: fc.constantFrom('s1', 's2', 's3', 's4'), eventId: orNull(eventId), orderId, value: fc.constantFrom(129.5, 84), receivedAt: at, sender: fc.constantFrom('shop backend', 'partner app'), aheadMs: fc.constantFrom(0, 240_000), isLookedUp: fc.boolean() }).map(
  ({ isLookedUp, aheadMs, ...fields }): LogEntry => ({ kind: 'server-event', at: NOON, event: serverEvent({ ...fields, pixelId: PIXEL, eventTime: fields.receivedAt + aheadMs }), ...(isLookedUp ? { lookedUp: true } : {}) }),
);

/** Everything that a log may hold of a small shop, in any order; things that come twice and updates of nothing included. */
export const logEntry: fc.Arbitrary<LogEntry> = fc.oneof(
  { weight: 6, arbitrary: capture.map((one): LogEntry => ({ kind: 'capture', at: NOON, capture: one })) },
  { weight: 4, arbitrary: server },
  { weight: 3, arbitrary: captureId.map((id): LogEntry => ({ kind: 'delivery', at: NOON, captureId: id, delivery: { state: 'delivered', status: 200 } })) },
  { weight: 1, arbitrary: captureId.map((id): LogEntry => ({ kind: 'delivery', at: NOON, captureId: id, delivery: { state: 'blocked', by: 'client' } })) },
  { weight: 2, arbitrary: fc.record({ id: captureId, eid: eventId }).map(({ id, eid }): LogEntry => ({ kind: 'body', at: NOON, captureId: id, seenBy: 'page-hook', body: { kind: 'text', text: `id=${PIXEL}&ev=Purchase&eid=${eid}` } })) },
  { weight: 3, arbitrary: answer },
  { weight: 2, arbitrary: call.map((one): LogEntry => ({ kind: 'sdk-call', at: NOON, call: one })) },
  { weight: 1, arbitrary: evidence.map((one): LogEntry => ({ kind: 'relay-evidence', at: NOON, evidence: one })) },
  { weight: 2, arbitrary: fc.record({ at, on: fc.boolean() }).map((one): LogEntry => ({ kind: 'recording', ...one })) },
  { weight: 1, arbitrary: fc.constant<LogEntry>({ kind: 'fault', at: NOON, code: 'log-full', message: 'the disk is full' }) },
);
