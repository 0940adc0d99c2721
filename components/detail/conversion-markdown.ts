import type { CustodyStation } from '../../lib/model/custody.ts';
import type { JudgedConversion } from '../../lib/model/verdict.ts';
import { formatMoney } from '../format.ts';
import { BASIS_WORDS, COPY, CUSTODY, DETAIL, KEY_NAMES, OUTCOME_WORDS, PANEL, RESULT_WORDS, WINDOW_WORDS, asSentence, eventTitle } from '../strings.ts';

/** A conversion as Markdown, for a ticket or the platform's support. The caller redacts it first. */
export function toMarkdown(conversion: JudgedConversion, stations: readonly CustodyStation[]): string {
  const { verdict, platform, eventName, pixelId, orderId, value, currency } = conversion;
  const facts = [DETAIL.pixel(pixelId), orderId === null ? '' : PANEL.order(orderId), formatMoney(value, currency)].filter(Boolean).join(', ');
  const lines = [
    `## ${inline(`${eventTitle(platform, eventName)}: ${OUTCOME_WORDS[verdict.outcome]}`)}`,
    inline(verdict.sentence),
    inline(facts),
    COPY.counted(verdict.counted, verdict.expected),
    keysTable(conversion),
    list(COPY.causes, [...verdict.causes.map(({ detail }) => asSentence(detail)), ...(verdict.notes ?? [])]),
    list(COPY.chain, stations.map(stationLine)),
    list(DETAIL.senders, senderLines(conversion)),
    verdict.fix === null ? '' : [`### ${DETAIL.fix}`, inline(verdict.fix.text), verdict.fix.snippet === null ? '' : fenced(verdict.fix.snippet)].filter(Boolean).join('\n\n'),
    `${inline(verdict.rule.summary)} [${inline(verdict.rule.source.title)}](${verdict.rule.source.url})${DETAIL.checked(verdict.rule.source.checkedOn)}${BASIS_WORDS[verdict.basis]}.`,
  ];
  return `${lines.filter(Boolean).join('\n\n')}\n`;
}

function keysTable({ verdict: { keys } }: JudgedConversion): string {
  if (keys.length === 0) return '';
  const rows = keys.map(({ key, browser, server, result, note }) => {
    const words = key === 'window' ? WINDOW_WORDS : RESULT_WORDS;
    return [KEY_NAMES[key], code(browser), code(server), [words[result], note].filter(Boolean).join(', ')];
  });
  const head = [COPY.key, DETAIL.browser, DETAIL.server, DETAIL.result];
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`).join('\n');
}

function stationLine({ station, id, state, place, source, breaks }: CustodyStation): string {
  const where = [place, source].filter(Boolean).join(', ');
  const facts = [id === null ? '' : code(id), CUSTODY.states[state], where].filter(Boolean).join(', ');
  return `${CUSTODY.stations[station]}: ${facts}${breaks ? ` **(${CUSTODY.title})**` : ''}`;
}

function senderLines({ browser, server }: JudgedConversion): string[] {
  return [
    ...browser.map(({ event }) => `${DETAIL.browserSender(event.host)}, ${new Date(event.at).toISOString()}, ${code(event.eventId)}`),
    ...server.map((event) => `${inline(event.sender)}, ${new Date(event.receivedAt).toISOString()}, ${code(event.eventId)}`),
  ];
}

function list(title: string, items: readonly string[]): string {
  return items.length === 0 ? '' : [`### ${title}`, items.map((item) => `- ${item}`).join('\n')].join('\n\n');
}

/** Foreign text on one line, its Markdown signs written out. */
function inline(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>]/g, (sign) => `\\${sign}`);
}

function code(text: string | null): string {
  if (text === null) return DETAIL.none;
  const ticks = '`'.repeat(Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  return `${ticks}${text.replace(/\s+/g, ' ')}${ticks}`;
}

function fenced(text: string): string {
  return ['```js', text, '```'].join('\n');
}
