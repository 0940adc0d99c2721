import { h, type JSX } from 'preact';
import { CAUSES } from '../dedup/causes.ts';
import type { Cause, JudgedConversion, KeyComparison, Verdict } from '../model/verdict.ts';
import { markDifference } from './html-mark.ts';
import { BASIS_WORDS, KEY_NAMES, OUTCOME_WORDS } from '../model/words.ts';
import { moneyText, platformName, resultWord, timeText } from './words.ts';

/** One conversion explained: the answer first, then the proof, the causes, the fix and the rule. */
export function conversionArticle({ platform, eventName, orderId, verdict, value, currency, browser, server }: JudgedConversion): JSX.Element {
  const facts = [platformName(platform), eventName || 'event without a readable name', orderId === null ? '' : `order ${orderId}`, moneyText(value, currency)];
  return h(
    'article',
    null,
    h('p', null, verdictBadge(verdict), ' ', h('span', { class: 'muted' }, facts.filter(Boolean).join(', '))),
    h('h3', null, verdict.sentence),
    h('p', null, countSentence(verdict, currency)),
    keyTable(verdict.keys, platformName(platform)),
    h('p', { class: 'muted' }, arrivalSentence({ browser, server })),
    causeList(verdict.causes),
    (verdict.notes ?? []).map((note) => h('p', null, note)),
    driftList(verdict.drift),
    verdict.fix && [h('h4', null, 'What to change'), h('p', null, verdict.fix.text), verdict.fix.snippet !== null && h('pre', null, verdict.fix.snippet)],
    ruleNote(verdict),
  );
}

/** The outcome as a word on its colour. */
export function verdictBadge({ outcome }: Verdict): JSX.Element {
  return h('span', { class: `verdict ${outcome}` }, OUTCOME_WORDS[outcome]);
}

function countSentence({ counted, expected, atStake }: Verdict, currency: string | null): string {
  const count = `Counted ${counted ?? 'unknown'}, expected ${expected}.`;
  if (atStake === null || atStake === 0) return count;
  return atStake > 0 ? `${count} ${moneyText(atStake, currency)} counted too often.` : `${count} ${moneyText(-atStake, currency)} not counted.`;
}

function keyTable(keys: readonly KeyComparison[], platform: string): JSX.Element {
  const head = ['Key', 'Browser', 'Server', 'Result'].map((title) => h('th', { scope: 'col' }, title));
  return h('table', null, h('caption', null, `What ${platform} compares`), h('thead', null, h('tr', null, head)), h('tbody', null, keys.map(keyRow)));
}

function keyRow(comparison: KeyComparison): JSX.Element {
  const { key, browser, server, result, note } = comparison;
  const [left, right] = result === 'different' && key !== 'window' ? markDifference(browser, server) : [browser, server];
  const word = h('span', { class: result }, resultWord(comparison));
  return h(
    'tr',
    null,
    h('th', { scope: 'row' }, KEY_NAMES[key]),
    h('td', { class: 'id' }, left ?? 'none'),
    h('td', { class: 'id' }, right ?? 'none'),
    h('td', null, word, note === null ? null : ` (${note})`),
  );
}

function arrivalSentence({ browser, server }: Pick<JudgedConversion, 'browser' | 'server'>): string {
  const fires = browser.map(({ event }) => `browser ${timeText(event.at)} (${event.delivery.state}${event.pageUrl === null ? '' : `, ${event.pageUrl}`})`);
  const receipts = server.map((event) => `server ${timeText(event.receivedAt)} (${event.sender})`);
  return `Seen: ${[...fires, ...receipts].join('; ')}.`;
}

function causeList(causes: readonly Cause[]): JSX.Element | null {
  if (causes.length === 0) return null;
  const items = causes.map(({ id, detail }) => h('li', null, h('b', null, CAUSES[id].title), `: ${detail}. ${CAUSES[id].explanation}`));
  return h('section', null, h('h4', null, 'Why'), h('ul', null, items));
}

function driftList(drift: Verdict['drift']): JSX.Element | null {
  if (drift.length === 0) return null;
  const items = drift.map(({ field, browser, server }) => h('li', null, `${field}: browser ${browser}, server ${server}`));
  return h('section', null, h('h4', null, 'Data that differ between the copies'), h('ul', null, items));
}

function ruleNote({ rule, basis }: Verdict): JSX.Element {
  const link = h('a', { href: rule.source.url }, rule.source.title);
  return h('section', null, h('h4', null, 'Rule'), h('p', null, rule.summary), h('p', { class: 'muted' }, link, `, checked ${rule.source.checkedOn}; ${BASIS_WORDS[basis]}.`));
}
