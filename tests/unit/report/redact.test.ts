import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Projection } from '../../../lib/model/projection.ts';
import { toCsv } from '../../../lib/report/csv.ts';
import { toHtml } from '../../../lib/report/html.ts';
import { toCheckJson } from '../../../lib/report/json.ts';
import { redactConversion } from '../../../lib/report/redact.ts';
import { toReport } from '../../../lib/report/report.ts';
import { toTable } from '../../../lib/report/table.ts';
import { projectSession, scenarioText } from '../../helpers/scenario.ts';

const HASH = 'b4c9a289323b21a01c3e940f150eb9b8c542587f1abfd8f0e1cc1ffc5e475514';
const base = await projectSession(scenarioText('meta-id-prefix'));

/** The projection with `text` put into every string of its conversions that comes from the wire. */
function tainted(text: string): Projection {
  const taint = (value: unknown, field: string): unknown => {
    if (typeof value === 'string') return ['platform', 'outcome', 'basis', 'key', 'result', 'side', 'url', 'state'].includes(field) ? value : `${value} ${text}`;
    if (Array.isArray(value)) return value.map((item) => taint(item, field));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, field === 'causes' && name === 'id' ? item : taint(item, name)]));
  };
  return { ...base, conversions: base.conversions.map((conversion) => ({ ...(taint(conversion, '') as typeof conversion), verdict: { ...(taint(conversion.verdict, '') as typeof conversion.verdict), rule: conversion.verdict.rule } })) };
}

function exportsOf(projection: Projection): string[] {
  const report = toReport(projection, { now: 0 });
  return [toHtml(report), toCsv(report), toTable(report), JSON.stringify(toCheckJson(projection))];
}

test('no export carries an e-mail, an IP, a phone number or a token, wherever it stood', () => {
  const email = fc.emailAddress().filter((address) => /^[\w.+-]+@/.test(address));
  const ip = fc.ipV4().filter((address) => !address.startsWith('127.'));
  const phone = fc.integer({ min: 10_000_000, max: 999_999_999 }).map((digits) => `+49 ${digits}`);
  const token = fc.stringMatching(/^EAA[A-Za-z0-9]{24}$/);
  fc.assert(
    fc.property(fc.oneof(email, ip, phone, token), (secret) => {
      for (const text of exportsOf(tainted(secret))) expect(text).not.toContain(secret);
    }),
    { numRuns: 60 },
  );
});

test('token-like values leave the page address, the address itself stays', () => {
  const [conversion] = tainted('').conversions;
  const fire = conversion?.browser[0];
  if (!conversion || !fire) throw new Error('the scenario has a browser event');
  const event = { ...fire.event, pageUrl: 'https://shop.test/thanks?key=wc_order_1&order=1013' };
  expect(redactConversion({ ...conversion, browser: [{ ...fire, event }] }).browser[0]?.event.pageUrl).toBe('https://shop.test/thanks?key=%5Bremoved~1%5D&order=1013');
});

test('hashes of persons are shortened, a hash that is the event ID is not', () => {
  const [conversion] = base.conversions;
  const [server] = conversion?.server ?? [];
  if (!conversion || !server) throw new Error('the scenario has a server event');
  const keys = [
    { key: 'external_id', browser: HASH, server: HASH, result: 'equal', note: null },
    { key: 'eventId', browser: HASH, server: null, result: 'missing', note: null },
  ] as const;
  const redacted = redactConversion({ ...conversion, server: [{ ...server, eventId: HASH, userKeys: { external_id: [HASH], fbp: ['fb.1.1763733792000.1234567890'] } }], verdict: { ...conversion.verdict, keys } });
  expect(redacted.server[0]).toMatchObject({ eventId: HASH, userKeys: { external_id: ['b4c9a289…'], fbp: ['fb.1.1763733792000.1234567890'] } });
  expect(redacted.verdict.keys).toMatchObject([{ browser: 'b4c9a289…', server: 'b4c9a289…' }, { browser: HASH }]);
});

test('a conversion without personal data stays as it is', async () => {
  const { conversions } = await projectSession(scenarioText('tiktok-id-prefix'));
  expect(conversions.map((conversion) => redactConversion(conversion))).toEqual(conversions);
});
