import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import type { Capture } from '../../../lib/model/capture.ts';
import type { LogEntry } from '../../../lib/model/log.ts';
import { readSessionFile, SessionFileError } from '../../../lib/session/file.ts';

const NOW = '2026-11-21T14:03:40.000Z';
const AT = '2026-11-21T14:03:12.345Z';
const session = (fields: object) => JSON.stringify({ pixelpair: 1, now: NOW, ...fields });
const capture = (fields: object = {}) => ({ method: 'POST', url: 'https://www.facebook.com/tr/', startedAt: AT, ...fields });

async function entriesOf(fields: object): Promise<LogEntry[]> {
  return (await readSessionFile(session(fields))).entries.map(({ entry }) => entry);
}

async function captureOf(fields: object): Promise<Capture> {
  const found = (await entriesOf({ captures: [capture(fields)] })).find((entry) => entry.kind === 'capture');
  if (found?.kind !== 'capture') throw new Error('no capture was read');
  return found.capture;
}

async function errorOf(text: string): Promise<SessionFileError> {
  const error: unknown = await readSessionFile(text).then(() => null, (reason: unknown) => reason);
  if (!(error instanceof SessionFileError)) throw new Error('no SessionFileError');
  return error;
}

describe('captures', () => {
  test('a capture without a delivery was delivered, and its times are Unix ms', async () => {
    expect(await captureOf({})).toMatchObject({ delivery: { state: 'delivered', status: 200 }, startedAt: Date.parse(AT), seenBy: ['import'], documentId: null, tabId: -1 });
  });

  test('the content type is found whatever the case of its header', async () => {
    expect((await captureOf({ headers: { 'Content-Type': 'text/plain' } })).contentType).toBe('text/plain');
  });

  test.each([
    ['no body', {}, { kind: 'none' }],
    ['text', { body: 'a=1' }, { kind: 'text', text: 'a=1' }],
    ['base64 of UTF-8 text', { body: btoa('{"a":1}'), bodyEncoding: 'base64' }, { kind: 'text', text: '{"a":1}' }],
    ['base64 of gzip', { body: gzipSync('id=1&ev=Purchase').toString('base64'), bodyEncoding: 'base64' }, { kind: 'text', text: 'id=1&ev=Purchase' }],
    ['base64 of bytes that are no text', { body: 'gP/+', bodyEncoding: 'base64' }, { kind: 'bytes', base64: 'gP/+' }],
    ['a body that could not be read', { body: null, bodyUnreadable: 'too large' }, { kind: 'unreadable', reason: 'too large' }],
  ])('%s', async (_case, fields, body) => {
    expect((await captureOf(fields)).body).toEqual(body);
  });

  test.each([
    ['cut gzip', gzipSync('id=1&ev=Purchase').subarray(0, 20).toString('base64'), /gzip/],
    ['no base64 at all', 'not base64!', /base64/],
  ])('%s costs the body of one capture, not the file', async (_case, body, reason) => {
    expect(await captureOf({ body, bodyEncoding: 'base64' })).toMatchObject({ body: { kind: 'unreadable', reason: expect.stringMatching(reason) as string } });
  });
});

describe('SDK calls name their event ID where the SDK reads it', () => {
  test.each([
    ['meta', 'track', ['Purchase', {}, { eventID: 'E1' }], 'E1'],
    ['meta', 'fbq', ['track', 'Purchase', {}, { eventID: 'E1' }], 'E1'],
    ['meta', 'trackSingle', ['123', 'Purchase', {}, { event_id: 'E1' }], 'E1'],
    ['meta', 'track', ['Purchase', { eventID: 'E1' }], null],
    ['tiktok', 'track', ['Purchase', {}, { event_id: 'E1' }], 'E1'],
    ['tiktok', 'track', ['Purchase', { event_id: 'E2' }, {}], 'E2'],
    ['openai', 'measure', ['order_created', {}, { event_id: 'order_1013' }], 'order_1013'],
    ['openai', 'measureSingle', ['pid', 'order_created', {}, { event_id: 'order_1013' }], 'order_1013'],
    ['openai', 'measure', ['order_created', { event_id: 'order_1013' }], null],
    ['ga4', 'event', ['purchase', { transaction_id: 1013 }], '1013'],
    ['ga4', 'gtag', ['event', 'purchase', { transaction_id: '' }], null],
  ])('%s %s %j → %s', async (platform, method, args, eventId) => {
    const [, entry] = await entriesOf({ sdkCalls: [{ platform, method, arguments: args, at: AT }] });
    expect(entry).toMatchObject({ kind: 'sdk-call', call: { platform, eventId, at: Date.parse(AT) } });
  });
});

describe('server payloads', () => {
  const body = { data: [{ event_name: 'Purchase', event_time: 1795269792, event_id: 'E1' }, { event_name: 'Lead', event_time: 1795269793 }] };
  const payload = { endpoint: 'https://graph.facebook.com/v24.0/123/events', method: 'POST', body };

  test('each event of a payload becomes a server event with a stable ID', async () => {
    const events = (await entriesOf({ serverPayloads: [{ ...payload, receivedAt: AT, status: 200, response: { events_received: 2 } }] })).slice(1);
    expect(events).toMatchObject([
      { kind: 'server-event', event: { id: 'payload:0:0', pixelId: '123', eventName: 'Purchase', eventId: 'E1', receivedAt: Date.parse(AT), sender: 'shop backend', deliveries: [{ status: 200, evidence: 'reported' }] } },
      { kind: 'server-event', event: { id: 'payload:0:1', eventName: 'Lead', eventId: null } },
    ]);
  });

  test('without a time of receipt the time of the event stands in, and an unknown answer is no evidence', async () => {
    const [, entry] = await entriesOf({ serverPayloads: [payload] });
    expect(entry).toMatchObject({ event: { receivedAt: 1795269792000, deliveries: [{ accepted: null, status: null, evidence: 'none' }] } });
  });

  test('a payload of an unknown platform is reported with its endpoint', async () => {
    const [, entry] = await entriesOf({ serverPayloads: [{ endpoint: 'https://api.example.test/events', body: {} }] });
    expect(entry).toMatchObject({ kind: 'fault', code: 'server-payload-unknown', message: expect.stringContaining('https://api.example.test/events') as string });
  });

  test('a payload without an event is reported, not dropped', async () => {
    const [, entry] = await entriesOf({ serverPayloads: [{ ...payload, body: { nothing: true } }] });
    expect(entry).toMatchObject({ kind: 'fault', code: 'server-payload-unreadable', message: expect.stringContaining('serverPayloads[0]') as string });
  });
});

describe('server events of relay/1', () => {
  const event = { id: 'r1', platform: 'meta', pixel_id: '123', event_name: 'Purchase', event_id: 'E1', event_time: AT, received_at: AT, source: { name: 'woocommerce', mode: 'inline' }, test: false, params: { currency: 'EUR', value: 149.9, order_id: '10023' } };

  test('an Event object becomes a server event', async () => {
    const [, entry] = await entriesOf({ serverEvents: [event] });
    expect(entry).toMatchObject({ kind: 'server-event', event: { id: 'r1', eventId: 'E1', orderId: '10023', value: 149.9, sender: 'woocommerce', receivedAt: Date.parse(AT) } });
  });

  test('a damaged Event is refused: as a gap it would read as evidence', async () => {
    expect(await errorOf(session({ serverEvents: [{ ...event, received_at: 'soon' }] }))).toMatchObject({ code: 'invalid-field', path: 'serverEvents[0]' });
  });
});

describe('the relay', () => {
  test('a file that says nothing of a relay has none', async () => {
    expect((await entriesOf({}))[0]).toMatchObject({ kind: 'relay-evidence', evidence: { state: 'absent', coverage: null, graceMs: 30_000 } });
  });

  test('coverage and gaps are read as Unix ms', async () => {
    const span = { platform: 'meta', pixelId: '123', from: AT, to: NOW, gaps: [{ from: AT, to: NOW, reason: 'relay_down' }] };
    const [entry] = await entriesOf({ relay: { state: 'settled', coverage: [span], graceMs: 5_000 } });
    const [from, to] = [Date.parse(AT), Date.parse(NOW)];
    expect(entry).toMatchObject({ evidence: { state: 'settled', graceMs: 5_000, coverage: [{ from, to, gaps: [{ from, to, reason: 'relay_down' }] }] } });
  });
});

describe('settings and versions', () => {
  test('unknown fields do no harm anywhere', async () => {
    const read = await readSessionFile(session({ about: 'x', captures: [capture({ weather: 'fair' })], settings: { theme: 'dark' } }));
    expect(read).toMatchObject({ now: Date.parse(NOW), settings: { conversionActions: {}, firstParty: [] } });
  });

  test('settings reach the matcher', async () => {
    const settings = { conversionActions: { 'AW-123/label': '987654' }, firstParty: [{ host: 'metrics.shop.test', platform: 'ga4' }] };
    expect((await readSessionFile(session({ settings }))).settings).toEqual(settings);
  });

  test('a byte-order mark does no harm', async () => {
    expect((await readSessionFile(`\uFEFF${session({})}`)).now).toBe(Date.parse(NOW));
  });
});

describe('errors say what is wrong, where, and what to do', () => {
  test.each([
    ['half a file', '{"pixelpair": 1, "now":', 'not-json', null],
    ['an empty file', '', 'not-json', null],
    ['a HAR file', '{"log":{"entries":[]}}', 'not-a-session', null],
    ['a list', '[]', 'not-a-session', null],
    ['null', 'null', 'not-a-session', null],
    ['a newer version', '{"pixelpair":2}', 'unknown-version', 'pixelpair'],
    ['a version as text', '{"pixelpair":"1"}', 'unknown-version', 'pixelpair'],
    ['no time of saving', '{"pixelpair":1}', 'invalid-field', 'now'],
    ['a time without a zone', session({ captures: [capture({ startedAt: '2026-11-21T14:03:12' })] }), 'invalid-field', 'captures[0].startedAt'],
    ['a capture without a URL', session({ captures: [capture(), { method: 'GET', startedAt: AT }] }), 'invalid-field', 'captures[1].url'],
    ['an unknown delivery', session({ captures: [capture({ delivery: { state: 'eaten' } })] }), 'invalid-field', 'captures[0].delivery.state'],
    ['an unknown relay state', session({ relay: { state: 'fine' } }), 'invalid-field', 'relay.state'],
    ['captures that are no list', session({ captures: {} }), 'invalid-field', 'captures'],
    ['an unknown platform', session({ sdkCalls: [{ platform: 'myspace', method: 'track', at: AT }] }), 'invalid-field', 'sdkCalls[0].platform'],
  ])('%s', async (_case, text, code, path) => {
    const error = await errorOf(text);
    expect(error).toMatchObject({ code, path });
    expect(error.message).toContain(path ?? 'Pixelpair panel');
  });

  test.each([
    ['a wrong value', { captures: [capture({ startedAt: 'yesterday' })] }, 'captures[0].startedAt: expected an ISO 8601 time with a time zone, such as 2026-11-21T14:03:40.000Z, found "yesterday". Correct the field and try again.'],
    ['a missing field', { relay: {} }, 'relay.state is missing. Add it and try again.'],
    ['no object', { captures: [null] }, 'captures[0]: expected an object, found null. Correct the field and try again.'],
  ])('%s is told from others', async (_case, fields, message) => {
    expect((await errorOf(session(fields))).message).toBe(message);
  });
});
