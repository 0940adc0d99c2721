import { h, type ComponentChildren, type JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { OUTCOMES, type JudgedConversion } from '../model/verdict.ts';
import { shownId } from './dedup-id.ts';
import { conversionArticle, verdictBadge } from './html-conversion.ts';
import { STYLE } from './html-style.ts';
import type { Report } from './report.ts';
import { OUTCOME_WORDS } from '../model/words.ts';
import { countText, moneyText, platformName, timeText, totalsText } from './words.ts';

/** One self-contained page without script: for the customer to read and the developer to act on. */
export function toHtml(report: Report): string {
  return `<!doctype html>${renderToString(page(report))}`;
}

function page(report: Report): JSX.Element {
  const open = report.conversions.filter(({ verdict }) => verdict.outcome !== 'deduplicates');
  return h(
    'html',
    { lang: 'en' },
    h(
      'head',
      null,
      h('meta', { charset: 'utf-8' }),
      h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
      h('meta', { 'http-equiv': 'Content-Security-Policy', content: "default-src 'none'; style-src 'unsafe-inline'" }),
      h('title', null, 'Pixelpair report'),
      h('style', null, STYLE),
    ),
    h('body', null, h('main', null, headline(report), moneyTable(report), coverageTable(report), section('Conversions that need a look', open.map(conversionArticle)), allConversions(report), faultList(report))),
  );
}

function headline(report: Report): JSX.Element {
  const { generatedAt, totals, conversions } = report;
  const outcomes = OUTCOMES.flatMap((outcome) => {
    const count = totals.byOutcome[outcome];
    return count ? [h('li', null, h('b', null, count), ` ${OUTCOME_WORDS[outcome].toLowerCase()}`)] : [];
  });
  return h(
    'header',
    null,
    h('h1', null, `${countText(conversions.length, 'conversion')} observed. ${totalsText(report)}`),
    h('p', { class: 'muted' }, `Pixelpair report, ${timeText(generatedAt)}. Personal data and tokens are removed, hashes shortened.`),
    h('ul', { class: 'figures' }, outcomes),
  );
}

function moneyTable({ money }: Report): JSX.Element | null {
  const rows = money.map(({ currency, counted, expected, tooMuch, dropped }) => [currency, ...[counted, expected, tooMuch, dropped].map((value) => moneyText(value, currency))]);
  return section('Money at stake', rows.length > 0 && table('Per currency; amounts are never added across currencies', ['Currency', 'Counted', 'Expected', 'Counted too often', 'Not counted'], rows, 1));
}

function coverageTable({ coverage }: Report): JSX.Element | null {
  const rows = coverage.map((row) => [
    platformName(row.platform),
    row.pixelId,
    ...[row.conversions, row.both, row.browserOnly, row.serverOnly, row.double].map(String),
    row.rate === null ? 'not known' : `${Math.round(row.rate * 100)} %`,
    Object.entries(row.overcounted).map(([currency, value]) => moneyText(value, currency)).join(', '),
  ]);
  const head = ['Platform', 'Pixel', 'Conversions', 'Both sides', 'Browser only', 'Server only', 'Counted too often', 'Both sides, share', 'Money counted too often'];
  return section('Coverage by platform', rows.length > 0 && table('How the conversions reached each pixel', head, rows, 2));
}

function allConversions({ conversions }: Report): JSX.Element | null {
  const ids = (list: readonly (string | null)[]) => h('span', { class: 'id' }, list.map((id) => id ?? 'none').join(', ') || 'not seen');
  const row = ({ verdict, platform, eventName, browser, server, value, currency }: JudgedConversion) => [
    verdictBadge(verdict),
    platformName(platform),
    eventName,
    ids(browser.map(({ event }) => shownId(event))),
    ids(server.map(shownId)),
    `${verdict.counted ?? 'unknown'} of ${verdict.expected}`,
    moneyText(value, currency),
  ];
  const head = ['Verdict', 'Platform', 'Event', 'ID in the browser', 'ID on the server', 'Counted', 'Value'];
  const body = conversions.length > 0 ? table('Worst verdicts first', head, conversions.map(row), 5) : h('p', null, 'No conversions were recorded: nothing seen was an event of a known platform.');
  return section('All conversions', body);
}

function faultList({ faults }: Report): JSX.Element | null {
  return section('What could not be read', faults.length > 0 && h('ul', null, faults.map((fault) => h('li', null, fault))));
}

/** A headed section; none where there is nothing in it. */
function section(title: string, children: ComponentChildren): JSX.Element | null {
  if (!children || (Array.isArray(children) && children.length === 0)) return null;
  return h('section', null, h('h2', null, title), children);
}

/** Columns from `numbersFrom` on hold figures. */
function table(caption: string, head: readonly string[], rows: readonly (readonly ComponentChildren[])[], numbersFrom: number): JSX.Element {
  const align = (column: number) => (column >= numbersFrom ? { class: 'num' } : {});
  return h(
    'table',
    null,
    h('caption', null, caption),
    h('thead', null, h('tr', null, head.map((title, column) => h('th', { scope: 'col', ...align(column) }, title)))),
    h('tbody', null, rows.map((cells) => h('tr', null, cells.map((cell, column) => h('td', align(column), cell))))),
  );
}
