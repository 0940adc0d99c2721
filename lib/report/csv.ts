import Papa from 'papaparse';
import type { JudgedConversion } from '../model/verdict.ts';
import { shownId } from './dedup-id.ts';
import type { Report } from './report.ts';

type Cell = string | number | null;

/** Column → cell. Columns are only ever added at the end: sheets and scripts count on their order. */
const COLUMNS: Readonly<Record<string, (conversion: JudgedConversion) => Cell>> = {
  platform: (conversion) => conversion.platform,
  pixel_id: (conversion) => conversion.pixelId,
  event_name: (conversion) => conversion.eventName,
  outcome: ({ verdict }) => verdict.outcome,
  basis: ({ verdict }) => verdict.basis,
  counted: ({ verdict }) => verdict.counted,
  expected: ({ verdict }) => verdict.expected,
  value: (conversion) => conversion.value,
  currency: (conversion) => conversion.currency,
  at_stake: ({ verdict }) => verdict.atStake,
  order_id: (conversion) => conversion.orderId,
  browser_event_ids: ({ browser }) => joined(browser.map(({ event }) => shownId(event))),
  server_event_ids: ({ server }) => joined(server.map(shownId)),
  browser_at: ({ browser }) => joined(browser.map(({ event }) => iso(event.at))),
  server_at: ({ server }) => joined(server.map((event) => iso(event.receivedAt))),
  senders: ({ server }) => joined([...new Set(server.map((event) => event.sender))]),
  gap_ms: (conversion) => conversion.gapMs,
  joined_by: (conversion) => conversion.joinedBy,
  causes: ({ verdict }) => joined(verdict.causes.map((cause) => cause.id)),
  explanation: ({ verdict }) => verdict.sentence,
  fix: ({ verdict }) => verdict.fix?.text ?? null,
  rule_url: ({ verdict }) => verdict.rule.source.url,
  rule_checked_on: ({ verdict }) => verdict.rule.source.checkedOn,
  page_url: ({ browser }) => browser[0]?.event.pageUrl ?? null,
};

/** One line per conversion. Cells that a spreadsheet would run as a formula are neutralised. */
export function toCsv(report: Report): string {
  const data = report.conversions.map((conversion) => Object.values(COLUMNS).map((cell) => cell(conversion)));
  return `${Papa.unparse({ fields: Object.keys(COLUMNS), data }, { escapeFormulae: true, newline: '\r\n' })}\r\n`;
}

function joined(parts: readonly (string | null)[]): string {
  return parts.map((part) => part ?? '').join(' | ');
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
