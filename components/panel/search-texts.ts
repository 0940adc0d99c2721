import type { BrowserEvent, ServerEvent } from '../../lib/model/event.ts';
import type { JudgedConversion } from '../../lib/model/verdict.ts';
import type { Evidence } from '../detail/requests.tsx';
import { formatMoney } from '../format.ts';
import { OUTCOME_WORDS, PLATFORM_NAMES } from '../strings.ts';

/** The words of a search, lower case; each must occur in some text of a conversion. */
export function wordsOf(search: string): string[] {
  return search.toLowerCase().split(/\s+/).filter(Boolean);
}

/** The words that occur in none of the texts. Reads no further than it must. */
export function missingWords(words: readonly string[], texts: Iterable<string | null>): readonly string[] {
  let missing = words;
  for (const each of texts) {
    if (missing.length === 0) return missing;
    const text = each?.toLowerCase() ?? '';
    if (missing.some((word) => text.includes(word))) missing = missing.filter((word) => !text.includes(word));
  }
  return missing;
}

/** What a conversion says itself, the likeliest first. A list that is thrown away: at 100,000 conversions, generators take twice the time. */
export function rowTexts(conversion: JudgedConversion): readonly (string | null)[] {
  const { platform, pixelId, eventName, orderId, browser, server, calls, value, currency, verdict } = conversion;
  const texts: (string | null)[] = [orderId, eventName, pixelId, platform, PLATFORM_NAMES[platform], OUTCOME_WORDS[verdict.outcome], verdict.sentence];
  for (const key of verdict.keys) texts.push(key.browser, key.server);
  for (const { event, mirrors } of browser) {
    addBrowserTexts(event, texts);
    for (const mirror of mirrors) addBrowserTexts(mirror, texts);
  }
  for (const event of server) addServerTexts(event, texts);
  for (const { detail } of verdict.causes) texts.push(detail);
  for (const call of calls) {
    texts.push(call.method, call.eventId);
    addLeaves(call.arguments, texts);
  }
  texts.push(formatMoney(value, currency));
  return texts;
}

function addBrowserTexts(event: BrowserEvent, texts: (string | null)[]): void {
  texts.push(event.eventId, event.orderId, event.pixelId, event.eventName, event.action, event.pageUrl, event.host);
  addLeaves(event.contentIds, texts);
  addLeaves(event.userKeys, texts);
  for (const { message } of event.issues) texts.push(message);
}

/** A server event has no request of its own here: it is its fields as the relay hands them out. */
function addServerTexts(event: ServerEvent, texts: (string | null)[]): void {
  for (const name in event.userKeys) texts.push(name);
  for (const name in event.comparedUserKeys) texts.push(name);
  addLeaves(event, texts);
}

/** Every value within a value that is plain JSON, as text. */
function addLeaves(value: unknown, texts: (string | null)[]): void {
  if (typeof value === 'string') texts.push(value);
  else if (typeof value === 'number' || typeof value === 'boolean') texts.push(String(value));
  else if (typeof value === 'object' && value !== null) for (const item of Object.values(value)) addLeaves(item, texts);
}

/** What the browser sent: each request's URL, and its parameters by name and value as the detail lists them. Read anew each time: kept, it would be the log again. */
export function* wireTexts({ browser }: JudgedConversion, evidence: Evidence): Generator<string> {
  const captureIds = new Set(browser.flatMap(({ event, mirrors }) => [event, ...mirrors]).map(({ captureId }) => captureId));
  for (const captureId of captureIds) {
    const url = evidence.captureOf(captureId)?.url;
    if (url !== undefined) yield url;
    for (const { key, value } of evidence.paramsOf(captureId)) {
      yield key;
      yield value;
    }
  }
}
