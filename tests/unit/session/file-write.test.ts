import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Capture, CaptureBody } from '../../../lib/model/capture.ts';
import type { SdkCall } from '../../../lib/model/event.ts';
import type { LogEntry } from '../../../lib/model/log.ts';
import type { Projection } from '../../../lib/model/projection.ts';
import type { MatchSettings } from '../../../lib/model/settings.ts';
import { toCheckJson } from '../../../lib/report/json.ts';
import { redactConversion } from '../../../lib/report/redact.ts';
import { readSessionFile, toSessionFile } from '../../../lib/session/file.ts';
import { fieldNames } from '../../../lib/session/personal-keys.ts';
import { createProjector } from '../../../lib/session/projector.ts';
import { createRedaction } from '../../../lib/session/redaction.ts';
import { applyEntry, emptyState } from '../../../lib/session/state.ts';

const NOW = Date.parse('2026-11-21T14:03:40.000Z');
const AT = NOW - 20_000;
const SETTINGS: MatchSettings = { conversionActions: {}, firstParty: [] };

function project(entries: readonly LogEntry[], settings = SETTINGS): Projection {
  const projector = createProjector(settings);
  projector.apply(entries.map((entry, seq) => ({ seq, entry })));
  return projector.project();
}

function stateOf(entries: readonly LogEntry[]) {
  const state = emptyState();
  for (const entry of entries) applyEntry(state, entry);
  return state;
}

async function reread(entries: readonly LogEntry[], settings = SETTINGS, options = { redact: false }) {
  const text = toSessionFile(entries.map((entry, seq) => ({ seq, entry })), settings, NOW, options);
  const read = await readSessionFile(text);
  return { text, ...read, entries: read.entries.map(({ entry }) => entry) };
}

function capture(fields: Partial<Capture> = {}): Capture {
  return {
    id: 's1.r1.0', seenBy: ['web-request'], tabId: 7, documentId: 'D1', frame: 'top', pageUrl: 'https://shop.test/thanks', initiator: 'https://shop.test', startedAt: AT,
    method: 'GET', url: 'https://www.facebook.com/tr/?id=123&ev=Purchase&eid=E1&cd[value]=10&cd[currency]=EUR', contentType: null, body: { kind: 'none' }, delivery: { state: 'in-flight' }, ...fields,
  };
}

/** What a recorder writes: lines that complete earlier lines. */
const LIVE_LOG: LogEntry[] = [
  { kind: 'recording', at: AT - 1000, on: true },
  { kind: 'capture', at: AT, capture: capture() },
  { kind: 'delivery', at: AT + 90, captureId: 's1.r1.0', delivery: { state: 'delivered', status: 200 } },
  { kind: 'capture', at: AT, capture: capture({ id: 's1.r2.0', method: 'POST', url: 'https://analytics.tiktok.com/api/v2/pixel', contentType: 'text/plain', body: { kind: 'pending', reason: 'a Blob' } }) },
  { kind: 'capture', at: AT, capture: capture({ id: 's1.r3.0', method: 'POST', url: 'https://www.facebook.com/tr/', contentType: 'multipart/form-data; boundary=x', body: { kind: 'form', fields: [['id', '123'], ['ev', 'Lead'], ['cd[name]', 'ä & =']] }, delivery: { state: 'blocked', by: 'csp' } }) },
  { kind: 'capture', at: AT, capture: capture({ id: 's1.r4.0', method: 'POST', body: { kind: 'bytes', base64: 'gP/+' }, delivery: { state: 'failed', error: 'net::ERR_FAILED' } }) },
  { kind: 'sdk-call', at: AT - 5, call: { platform: 'meta', method: 'track', arguments: ['Purchase', { value: 10 }, { eventID: 'E1' }], eventId: 'E1', eventName: 'Purchase', pixelIds: [], stack: 'at thanks.js:42', documentId: 'D1', at: AT - 5 } },
  {
    kind: 'server-event', at: AT + 900, lookedUp: true,
    event: {
      side: 'server', id: '019ac3', platform: 'meta', pixelId: '123', action: null, eventName: 'Purchase', customName: false, eventId: 'E1', orderId: null, value: 12, currency: 'EUR', eventTime: null,
      userKeys: { external_id: ['u-1'] }, contentIds: ['SKU-1'], issues: [{ code: 'raw-pii', message: 'A raw e-mail stands in em.' }], test: 'counts', adjustment: false, receivedAt: AT + 900, sender: 'woocommerce',
      deliveries: [{ attempt: 1, status: 200, accepted: true, message: null, evidence: 'observed' }], comparedUserKeys: { fbp: true },
    },
  },
  { kind: 'origin', at: AT, captureId: 's1.r2.0', madeBy: { api: 'beacon', stack: 'at thanks.js:43' }, place: { documentId: 'D9', tabId: 4, frame: 'sub', pageUrl: 'https://shop.test/' } },
  { kind: 'body', at: AT + 1, captureId: 's1.r2.0', body: { kind: 'unreadable', reason: 'a stream' }, seenBy: 'page-hook' },
  { kind: 'attempt', at: AT, attempt: { api: 'image', stack: null, platform: 'meta', method: 'GET', url: 'https://www.facebook.com/tr/?id=1', documentId: 'D1', tabId: 7, pageUrl: null, why: 'coalesced', at: AT } },
  { kind: 'sdk-call', at: AT - 6, call: { platform: null, method: 'dataLayer.push', arguments: [{ event: 'purchase' }], eventId: null, eventName: 'purchase', pixelIds: [], stack: null, documentId: 'D1', at: AT - 6 } },
  { kind: 'relay-answer', at: AT + 1000, states: { 's1.r1.0': 'settled', 's1.r2.0': 'pending' }, coverage: [{ platform: 'meta', pixelId: '123', from: AT - 1e6, to: NOW, gaps: [] }] },
  { kind: 'relay-health', at: AT + 1000, health: { host: 'relay.shop.test', state: 'ok', code: null, message: null, lagMs: 850 } },
  { kind: 'fault', at: AT, code: 'quota', message: 'The disk is nearly full.' },
];

describe('a session file read again', () => {
  test('gives the projection of the log it was written from', async () => {
    const again = project((await reread(LIVE_LOG)).entries);
    expect(again).toEqual(project(LIVE_LOG));
    expect(again.conversions.map(({ verdict }) => verdict.outcome).sort()).toEqual(['deduplicates', 'undetermined', 'undetermined']);
  });

  const golden = `${import.meta.dirname}/../../golden`;
  const scenarios = readdirSync(golden).filter((file) => file.endsWith('.json'));

  test.each(scenarios)('gives the projection of %s', async (file) => {
    const { settings, entries } = await readSessionFile(readFileSync(`${golden}/${file}`, 'utf8'));
    const log = entries.map(({ entry }) => entry);
    const again = await reread(log, settings);
    expect(project(again.entries, again.settings)).toEqual(project(log, settings));
  });

  test.each(scenarios)('gives the verdicts of %s when it was redacted', async (file) => {
    const { settings, entries } = await readSessionFile(readFileSync(`${golden}/${file}`, 'utf8'));
    const log = entries.map(({ entry }) => entry);
    const again = await reread(log, settings, { redact: true });
    expect(toCheckJson(project(again.entries, again.settings))).toEqual(toCheckJson(project(log, settings)));
  });

  test('leaves out the fields that the user named, in requests, calls and pages', () => {
    const url = 'https://www.facebook.com/tr/?id=123&ev=Purchase&eid=E1&cd[loyalty_id]=GOLD77';
    const call: SdkCall = { platform: 'meta', method: 'track', arguments: ['Purchase', { loyalty_id: 'GOLD77' }], eventId: 'E1', eventName: 'Purchase', pixelIds: [], documentId: 'D1', stack: null, at: AT };
    const log: LogEntry[] = [
      { kind: 'capture', at: AT, capture: capture({ url, pageUrl: 'https://shop.test/thanks?loyalty_id=GOLD77' }) },
      { kind: 'sdk-call', at: AT, call },
    ];
    const write = (also: readonly string[]) => toSessionFile(log.map((entry, seq) => ({ seq, entry })), SETTINGS, NOW, { redact: true, also: fieldNames(also) });
    expect(write([]).split('GOLD77')).toHaveLength(4);
    expect(write(['loyalty_id'])).not.toContain('GOLD77');
    expect(JSON.stringify(project(log).conversions.map((conversion) => redactConversion(conversion, createRedaction(fieldNames(['loyalty_id'])))))).not.toContain('GOLD77');
  });

  test('says when the browser was recorded', async () => {
    const pause: LogEntry[] = [{ kind: 'recording', at: AT, on: true }, { kind: 'recording', at: AT + 60_000, on: false }, { kind: 'recording', at: AT + 600_000, on: true }];
    for (const log of [[], pause, pause.slice(0, 2), [{ kind: 'recording', at: AT, on: false } as const]]) {
      expect(stateOf((await reread(log)).entries).recorded).toEqual(stateOf(log).recorded);
    }
  });

  test('has the same settings and the same time', async () => {
    const settings: MatchSettings = { conversionActions: { 'AW-1/l': '9' }, firstParty: [{ host: 'metrics.shop.test', platform: 'ga4' }] };
    expect(await reread([], settings)).toMatchObject({ settings, now: NOW });
  });

  test('keeps captures of any text, byte for byte', async () => {
    const text = fc.string({ unit: 'binary' });
    const body: fc.Arbitrary<CaptureBody> = fc.oneof(
      text.filter((value) => value !== '').map((value) => ({ kind: 'text', text: value }) as const),
      text.map((reason) => ({ kind: 'unreadable', reason }) as const),
      text.map((reason) => ({ kind: 'pending', reason }) as const),
    );
    await fc.assert(
      fc.asyncProperty(body, text, text, async (captured, pageUrl, documentId) => {
        const written = capture({ body: captured, pageUrl, documentId });
        const [entry] = (await reread([{ kind: 'capture', at: AT, capture: written }])).entries.filter(({ kind }) => kind === 'capture');
        expect(entry).toEqual({ kind: 'capture', at: AT, capture: written });
      }),
    );
  });
});

describe('a redacted session file', () => {
  const SECRETS = ['jane.doe@example.org', '+49 151 23456789', '203.0.113.77', 'EAABsbCS1234567890abcdefgh', 'Doe-Surname', 'f'.repeat(64), 'wc_order_s3cret'];
  const [email, phone, ip, token, surname, hash, key] = SECRETS as [string, string, string, string, string, string, string];
  const query = new URLSearchParams({ id: '123', ev: 'Purchase', eid: 'E1', 'ud[em]': hash, 'ud[ph]': phone, 'cd[note]': `call ${phone}`, dl: `https://shop.test/?email=${encodeURIComponent(email)}&key=${key}` }).toString();
  const tiktok = JSON.stringify({ event: 'Purchase', event_id: 'E1', context: { ip, pixel: { code: 'C1' }, user: { email, last_name: surname, phone_number: hash }, page: { url: `https://shop.test/?token=${token}` } } });
  const log: LogEntry[] = [
    { kind: 'capture', at: AT, capture: capture({ id: 'a', url: `https://www.facebook.com/tr/?${query}`, pageUrl: `https://shop.test/thanks?key=${key}&email=${email}#access_token=${token}` }) },
    { kind: 'capture', at: AT, capture: capture({ id: 'b', url: 'https://analytics.tiktok.com/api/v2/pixel', body: { kind: 'text', text: tiktok } }) },
    { kind: 'capture', at: AT, capture: capture({ id: 'c', url: `https://analytics.tiktok.com/api/v2/pixel?analytics_message=${encodeURIComponent(btoa(tiktok))}` }) },
    { kind: 'capture', at: AT, capture: capture({ id: 'd', body: { kind: 'text', text: query } }) },
    { kind: 'capture', at: AT, capture: capture({ id: 'e', body: { kind: 'form', fields: [['ud[ln]', surname], ['cd[x]', email]] } }) },
    { kind: 'capture', at: AT, capture: capture({ id: 'f', body: { kind: 'text', text: `--X\r\nContent-Disposition: form-data; name="ud[ln]"\r\n\r\n${surname}\r\n--X\r\nContent-Disposition: form-data; name="x"\r\n\r\n${email}\r\n--X--\r\n` } }) },
    { kind: 'sdk-call', at: AT, call: { platform: 'meta', method: 'init', arguments: ['123', { em: email, fn: surname }], eventId: null, eventName: null, pixelIds: [], stack: `at https://shop.test/a.js?token=${token}:1`, documentId: null, at: AT } },
    { kind: 'origin', at: AT, captureId: 'a', madeBy: { api: 'fetch', stack: `at https://shop.test/a.js?token=${token}:1` }, place: { documentId: 'D', tabId: 1, frame: 'top', pageUrl: `https://shop.test/?email=${email}` } },
    { kind: 'attempt', at: AT, attempt: { api: 'image', stack: `at https://shop.test/a.js?token=${token}:1`, platform: 'meta', method: 'GET', url: `https://www.facebook.com/tr/?ud[em]=${email}`, documentId: null, tabId: 7, pageUrl: `https://shop.test/?email=${email}`, why: 'no-request', at: AT } },
    { kind: 'fault', at: AT, code: 'x', message: `could not read ${email} with Bearer ${token}` },
  ];

  test('carries no e-mail, phone number, name, IP or token, and no full hash', async () => {
    const { text } = await reread(log, SETTINGS, { redact: true });
    const readable = [text, decodeURIComponent(text.replace(/%(?![0-9a-f]{2})/gi, '%25')), ...[...text.matchAll(/analytics_message=([\w%+/=-]+)/g)].map((match) => atob(decodeURIComponent(match[1] ?? '')))].join('\n');
    for (const secret of SECRETS) expect(readable).not.toContain(secret === phone ? '23456789' : secret);
  });

  test('shows where something was removed and keeps what identifies the event', async () => {
    const { entries } = await reread(log, SETTINGS, { redact: true });
    const captures = entries.flatMap((entry) => (entry.kind === 'capture' ? [entry.capture] : []));
    const url = new URL(captures[0]?.url ?? '');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({ id: '123', ev: 'Purchase', eid: 'E1', 'ud[em]': 'ffffffff…', 'ud[ph]': '[removed~4]', 'cd[note]': 'call [phone~1]' });
    expect(JSON.parse((captures[1]?.body as { text: string }).text)).toMatchObject({ event_id: 'E1', context: { ip: '[removed~5]', pixel: { code: 'C1' }, user: { email: '[removed~2]', phone_number: 'ffffffff…' } } });
  });

  test('is only written on demand', async () => {
    expect((await reread(log)).text).toContain(surname);
  });
});
