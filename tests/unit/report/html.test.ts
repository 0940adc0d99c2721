import { expect, test } from 'vitest';
import { toHtml } from '../../../lib/report/html.ts';
import { reportOn } from '../../helpers/scenario.ts';

const HOSTILE = `<img src=x onerror=alert(1)><script>alert(2)</script>"'&`;

test('a mismatch is explained with its keys, cause, fix and dated rule', async () => {
  const html = toHtml(await reportOn('meta-id-prefix'));
  for (const part of [
    '1 conversion observed. Counted 2, expected 1.',
    'Meta will count this Purchase twice',
    'Counted 2, expected 1. 129.50 EUR counted too often.',
    '<mark>order-</mark>5f0c2a9e',
    'One ID has a prefix or suffix',
    'Add the prefix on both sides or on neither.',
    'href="https://developers.facebook.com/documentation/ads-commerce/conversions-api/deduplicate-pixel-and-server-events"',
    'checked 2026-11-21; documented by the platform',
  ]) expect(html).toContain(part);
});

test('money is summed up per currency, with what is counted too often', async () => {
  expect(toHtml(await reportOn('meta-id-prefix'))).toContain('<td>EUR</td><td class="num">259.00 EUR</td><td class="num">129.50 EUR</td><td class="num">129.50 EUR</td><td class="num">0.00 EUR</td>');
});

test('coverage names platform and pixel', async () => {
  expect(toHtml(await reportOn('meta-blocked'))).toContain('<td>Meta</td><td>1234567890123456</td><td class="num">1</td><td class="num">0</td><td class="num">0</td><td class="num">1</td><td class="num">0</td><td class="num">0 %</td>');
});

test('a hostile event name is text', async () => {
  const report = await reportOn('meta-id-prefix', (text) => text.replaceAll('ev=Purchase', `ev=${encodeURIComponent(HOSTILE)}`).replaceAll('"event_name": "Purchase"', `"event_name": ${JSON.stringify(HOSTILE)}`));
  const html = toHtml(report);
  expect(report.conversions[0]?.eventName).toBe(HOSTILE);
  expect(html).toContain('&lt;img src=x onerror=alert(1)>');
  expect(html).not.toMatch(/<img|<script|<[^>]*\son\w+=/i);
});

test('the page stands alone: no script, nothing loaded, both themes, print', async () => {
  const html = toHtml(await reportOn('meta-both-equal'));
  expect(html).toMatch(/^<!doctype html><html lang="en">/);
  expect(html).not.toMatch(/<script|<link|\bsrc=|url\(|@import/i);
  expect(html).toContain('prefers-color-scheme:dark');
  expect(html).toContain('@media print');
  expect(html).toContain("default-src 'none'");
});

test('what deduplicates is listed but needs no explanation', async () => {
  const html = toHtml(await reportOn('meta-both-equal'));
  expect(html).not.toContain('Conversions that need a look');
  expect(html).toContain('<span class="verdict deduplicates">Deduplicates</span>');
});

test('an empty session says why there is nothing', async () => {
  expect(toHtml(await reportOn('meta-both-equal', () => '{"pixelpair":1,"now":"2026-11-21T14:03:40.000Z"}'))).toContain('No conversions were recorded');
});

test('what could not be read is named', async () => {
  const payload = { endpoint: 'https://api.example.test/e', body: {} };
  const html = toHtml(await reportOn('meta-both-equal', (text) => JSON.stringify({ ...(JSON.parse(text) as object), serverPayloads: [payload] })));
  expect(html).toContain('https://api.example.test/e');
});
