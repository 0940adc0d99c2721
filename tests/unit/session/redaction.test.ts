import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { LogEntry } from '../../../lib/model/log.ts';
import type { Projection } from '../../../lib/model/projection.ts';
import type { MatchSettings } from '../../../lib/model/settings.ts';
import { readSessionFile, toSessionFile } from '../../../lib/session/file.ts';
import { fieldNames } from '../../../lib/session/personal-keys.ts';
import { projectSession } from '../../helpers/scenario.ts';
import { NOON, serverEvent } from '../dedup/builders.ts';
import { logEntry } from './random-log.ts';

const GOLDEN = `${import.meta.dirname}/../../golden`;
const scenarios = readdirSync(GOLDEN).filter((file) => file.endsWith('.json'));
const ID_FIELDS = ['eid', 'event_id', 'eventID', 'eventId', 'order_id', 'orderId', 'transaction_id', 'transactionId', 'oid', 'ord', 'ordinal', 'conversion_id', 'conversionId', 'cdid', 'client_dedup_id', 'etid'];

/** What a row says of the count. */
function countsOf({ conversions }: Projection): string[] {
  return conversions.map(({ platform, verdict: { outcome, counted, expected } }) => `${platform}: ${outcome}, ${counted} of ${expected}`).sort();
}

async function exportedCounts(text: string, also: readonly string[] = []): Promise<string[]> {
  const { entries, settings, now } = await readSessionFile(text);
  return countsOf(await projectSession(toSessionFile(entries, settings, now, { redact: true, also: fieldNames(also) })));
}

function idsOf({ conversions }: Projection): string[] {
  const events = conversions.flatMap(({ browser, server }) => [...browser.flatMap(({ event, mirrors }) => [event, ...mirrors]), ...server]);
  const ids = events.flatMap(({ eventId, orderId }) => [eventId, orderId]).filter((id) => id !== null && id.length > 3 && /\d/.test(id) && !/^[0-9a-f]{64}$/.test(id));
  return [...new Set(ids as string[])].sort((a, b) => b.length - a.length);
}

/** The scenario with every event and order ID written in another way; in URLs and forms it is encoded. */
async function withIds(text: string, rewrite: (id: string) => string): Promise<string> {
  const ids = idsOf(await projectSession(text)).map((id) => id.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  if (ids.length === 0) return text;
  const pattern = new RegExp(ids.join('|'), 'g');
  return JSON.stringify(JSON.parse(text), (_key, value: unknown) => {
    if (typeof value !== 'string') return value;
    const isJson = /^[[{]/.test(value);
    return value.replace(pattern, (id) => (isJson || value === id ? rewrite(id) : encodeURIComponent(rewrite(id))));
  });
}

const phoneOf = (id: string) => `+49151${[...id.trim().toLowerCase()].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 1e8, 7) + 1e8}`;

describe('a redacted file counts as the full one does', () => {
  test.each(scenarios)('%s, its IDs being e-mail addresses, phone numbers, or in fields that the user named', async (file) => {
    const text = readFileSync(`${GOLDEN}/${file}`, 'utf8');
    for (const rewrite of [(id: string) => `${id}@mail.test`, phoneOf]) {
      const rewritten = await withIds(text, rewrite);
      expect(await exportedCounts(rewritten)).toEqual(countsOf(await projectSession(rewritten)));
    }
    for (const also of [ID_FIELDS, ['event_id'], ['order_id', 'transaction_id']]) expect(await exportedCounts(text, also)).toEqual(countsOf(await projectSession(text)));
  });
});

test.each([
  ['two writings of one phone number as event IDs', '+49 151 1234567', '+491511234567', 'meta: double-counts, 2 of 1'],
  ['two e-mail addresses that differ in case as event IDs', 'Jo@Mail.test-1', 'jo@mail.test-1', 'meta: double-counts, 2 of 1'],
  ['one e-mail address as event ID', 'jo@mail.test', 'jo@mail.test', 'meta: deduplicates, 1 of 1'],
])('%s stay what they are', async (_case, browserId, serverId, counts) => {
  const scenario = JSON.parse(readFileSync(`${GOLDEN}/meta-both-equal.json`, 'utf8').replace(/eid=[^&"]*/, `eid=${encodeURIComponent(browserId)}`)) as object;
  const text = JSON.stringify(scenario, (key, value: unknown) => (key === 'event_id' ? serverId : value));
  expect([countsOf(await projectSession(text)), await exportedCounts(text)]).toEqual([[counts], [counts]]);
});

const PIXEL = '1234567890123456';
const SETTINGS: MatchSettings = { conversionActions: {}, firstParty: [] };
/** IDs that are alike in every way in which two sides write one ID differently. */
const privateId = fc.oneof(
  fc.constantFrom('jo7@mail.test', 'Jo7@Mail.test', 'ann@mail.test', 'order-jo7@mail.test', 'order-ann@mail.test', 'ann@mail.test-1', 'jo7@mail.test-1', ' jo7@mail.test', 'jo7%40mail.test', 'jane+shop@mail.test'),
  fc.constantFrom('+4915112345678', '+49 151 12345678', '+4915187654321', '+4915112345678 '),
  fc.constantFrom('K1013', 'k1013', 'order-K1013', '2013', '002013', '2013.0', '2014', '{{order_id}}', ''),
);
const fields = fc.record({ eid: privateId, order: fc.option(privateId, { nil: null }), at: fc.nat(20).map((step) => NOON + step * 3_000), page: fc.constantFrom('D1', 'D2') });
const browserFire = fc.record({ fields, isPlus: fc.boolean(), id: fc.uuid() }).map(({ fields: { eid, order, at, page }, isPlus, id }): LogEntry => {
  const write = (value: string) => (isPlus ? encodeURIComponent(value).replaceAll('%2B', '+').replaceAll('%40', '@') : encodeURIComponent(value));
  const url = `https://www.facebook.com/tr/?id=${PIXEL}&ev=Purchase&eid=${write(eid)}${order === null ? '' : `&cd[order_id]=${write(order)}`}&cd[value]=129.5&cd[currency]=EUR`;
  return { kind: 'capture', at, capture: { id, seenBy: ['web-request'], tabId: 7, documentId: page, frame: 'top', pageUrl: `https://shop.test/thank-you?key=${page}`, initiator: 'https://shop.test', startedAt: at, method: 'GET', url, contentType: null, body: { kind: 'none' }, delivery: { state: 'delivered', status: 200 } } };
});
const serverSend = fc.record({ fields, id: fc.uuid() }).map(({ fields: { eid, order, at }, id }): LogEntry => ({ kind: 'server-event', at: NOON, event: serverEvent({ id, eventId: eid || null, orderId: order || null, receivedAt: at, eventTime: at, pixelId: PIXEL }) }));

test('whatever the IDs are, whoever is left out, a redacted file counts as the full one does', async () => {
  const log = fc.array(fc.oneof({ weight: 3, arbitrary: browserFire }, { weight: 3, arbitrary: serverSend }, { weight: 1, arbitrary: logEntry }), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(log, fc.subarray(['eid', 'event_id', 'order_id']), async (entries, also) => {
      const now = NOON + 600_000;
      const logged = entries.map((entry, seq) => ({ seq, entry }));
      const full = await projectSession(toSessionFile(logged, SETTINGS, now));
      const redacted = toSessionFile(logged, SETTINGS, now, { redact: true, also: fieldNames(also) });
      expect(countsOf(await projectSession(redacted))).toEqual(countsOf(full));
      expect(redacted).not.toMatch(/mail\.test|15112345678|15187654321/);
    }),
    { numRuns: 300 },
  );
});
