import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { toCsv } from '../../../lib/report/csv.ts';
import type { Report } from '../../../lib/report/report.ts';
import { reportOn } from '../../helpers/scenario.ts';

const rowsOf = (csv: string) => Papa.parse<Record<string, string>>(csv, { header: true, skipEmptyLines: true }).data;

function withName(report: Report, eventName: string): Report {
  return { ...report, conversions: report.conversions.map((conversion) => ({ ...conversion, eventName })) };
}

test('columns are stable, and each conversion has one line', async () => {
  const csv = toCsv(await reportOn('meta-constant-id'));
  expect(csv.split('\r\n')[0]).toBe(
    'platform,pixel_id,event_name,outcome,basis,counted,expected,value,currency,at_stake,order_id,browser_event_ids,server_event_ids,browser_at,server_at,senders,gap_ms,joined_by,causes,explanation,fix,rule_url,rule_checked_on,page_url',
  );
  expect(rowsOf(csv)).toMatchObject([
    { outcome: 'swallowed', order_id: '1014', counted: '0', at_stake: '-129.5', browser_event_ids: 'purchase', causes: 'id-constant' },
    { outcome: 'deduplicates', order_id: '1013', counted: '1', at_stake: '0' },
  ]);
});

test.each(['=1+1', '+49', '-2', '@SUM(A1)', '\t=1', '\r=1'])('a name like %j is no formula', async (name) => {
  const [row] = rowsOf(toCsv(withName(await reportOn('meta-both-equal'), name)));
  expect(row?.['event_name']).toBe(`'${name}`);
});

test('a negative amount stays a number', async () => {
  expect(rowsOf(toCsv(await reportOn('meta-constant-id')))[0]?.['at_stake']).toBe('-129.5');
});

test('names with commas, quotes and line breaks do not break the table', async () => {
  const report = await reportOn('meta-both-equal');
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', ';', "'", ' ') }).map((text) => `n${text}`), (name) => {
      expect(rowsOf(toCsv(withName(report, name)))).toMatchObject([{ event_name: name, outcome: 'deduplicates' }]);
    }),
  );
});
