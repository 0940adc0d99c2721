import { OUTCOMES, type JudgedConversion } from '../model/verdict.ts';
import { shownId } from './dedup-id.ts';
import type { Report } from './report.ts';
import { countText, moneyText, platformName, totalsText } from './words.ts';

const HEAD = ['VERDICT', 'PLATFORM', 'EVENT', 'BROWSER ID', 'SERVER ID', 'COUNTED', 'VALUE', 'CAUSE'];

/** A report as aligned columns for a terminal, with the explanations below. */
export function toTable(report: Report): string {
  const rows = [HEAD, ...report.conversions.map(toCells)].map((cells) => cells.map(printable));
  const widths = HEAD.map((_, column) => Math.max(...rows.map((cells) => (cells[column] ?? '').length)));
  const lines = rows.map((cells) => cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ').trimEnd());
  const body = report.conversions.length === 0 ? ['No conversions: nothing in this session is an event of a known platform.'] : lines;
  return [...body, '', ...summaryLines(report), ''].join('\n');
}

function toCells({ platform, eventName, browser, server, verdict, value, currency }: JudgedConversion): string[] {
  return [
    verdict.outcome,
    platformName(platform),
    eventName,
    idsText(browser.map(({ event }) => shownId(event))),
    idsText(server.map(shownId)),
    `${verdict.counted ?? '?'} of ${verdict.expected}`,
    moneyText(value, currency),
    verdict.causes[0]?.id ?? '',
  ];
}

function idsText(ids: readonly (string | null)[]): string {
  return ids.length === 0 ? '-' : ids.map((id) => id ?? 'none').join(', ');
}

function summaryLines({ totals, conversions, unknown }: Report): string[] {
  const outcomes = OUTCOMES.flatMap((outcome) => (totals.byOutcome[outcome] ? [`${totals.byOutcome[outcome]} ${outcome}`] : []));
  const head = [countText(conversions.length, 'conversion'), ...(outcomes.length > 0 ? [outcomes.join(', ')] : [])].join(': ');
  const money = Object.entries(totals.money).map(([currency, { counted, expected }]) => `${moneyText(counted, currency)} counted, ${moneyText(expected, currency)} expected.`);
  return [`${head}. ${totalsText({ totals, unknown })}`, ...money];
}

/** Foreign text may carry terminal commands or invisible characters: they are written out. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (char) => `\\u{${(char.codePointAt(0) ?? 0).toString(16)}}`);
}
