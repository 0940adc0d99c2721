import { expect, test } from 'vitest';
import { toTable } from '../../../lib/report/table.ts';
import { reportOn } from '../../helpers/scenario.ts';

test('columns are aligned and the totals follow', async () => {
  expect(toTable(await reportOn('tiktok-constant-id'))).toBe(
    [
      'VERDICT       PLATFORM  EVENT     BROWSER ID  SERVER ID  COUNTED  VALUE       CAUSE',
      'swallowed     TikTok    Purchase  purchase    purchase   0 of 1   129.50 EUR  id-constant',
      'deduplicates  TikTok    Purchase  purchase    purchase   1 of 1   129.50 EUR  id-constant',
      '',
      '2 conversions: 1 swallowed, 1 deduplicates. Counted 1, expected 2.',
      '129.50 EUR counted, 259.00 EUR expected.',
      '',
    ].join('\n'),
  );
});

test('a missing ID and an event that was not seen look different', async () => {
  const [, missing] = toTable(await reportOn('meta-id-missing-browser')).split('\n');
  const [, unseen] = toTable(await reportOn('meta-browser-only')).split('\n');
  expect(missing).toMatch(/Purchase {2}none {8}5f0c2a9e/);
  expect(unseen).toMatch(/0e6b7a1f9d21 {2}- /);
});

test('a count that is not known is not passed off as zero', async () => {
  const table = toTable(await reportOn('meta-no-relay'));
  expect(table).toContain('? of 1');
  expect(table).toContain('of 1 the count is not known');
});

test('terminal commands and invisible characters are written out', async () => {
  const report = await reportOn('meta-both-equal', (text) => text.replaceAll('ev=Purchase', 'ev=%1B%5B2JPur%E2%80%8Bchase'));
  const table = toTable(report);
  expect(table).toContain('\\u{1b}[2JPur\\u{200b}chase');
  expect(table).not.toContain('\u001b');
});

test('an empty session says so', async () => {
  expect(toTable(await reportOn('meta-both-equal', () => '{"pixelpair":1,"now":"2026-11-21T14:03:40.000Z"}'))).toMatch(/^No conversions/);
});
