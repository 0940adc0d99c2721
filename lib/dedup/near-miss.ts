import type { CauseId } from '../model/cause.ts';

/** Why two IDs that belong together are not equal. */
export interface NearMiss {
  id: CauseId;
  /** What differs, as half a sentence after the verdict: `the browser's event ID has the prefix order-, the server's has not`. */
  detail: string;
}

const TEMPLATE = /\{\{.*\}\}|\$\{.*\}|%%.*%%|^(?:undefined|null|nan|\[object object\]|true|false)$/i;
const SHA256 = /^[0-9a-f]{64}$/i;
const SEPARATOR = /^[-_.:#/|]|[-_.:#/|]$/;

/** True for an ID that a template engine or a script left unresolved. */
export function isUnresolved(id: string): boolean {
  return TEMPLATE.test(id.trim());
}

/** Compares the browser's ID with the server's, which are not equal; `noun` names the field (`event ID`). */
export function explainDifference(browser: string, server: string, noun: string): NearMiss {
  for (const check of CHECKS) {
    const found = check(browser, server, noun);
    if (found) return found;
  }
  return { id: 'id-differs', detail: `the ${noun}s differ: the browser sent ${quote(browser)}, the server ${quote(server)}` };
}

/** True where the two IDs are the same but for the way they are written; used to find events that belong together. */
export function isNearMiss(browser: string, server: string): boolean {
  const id = explainDifference(browser, server, 'ID').id;
  return NEAR_CAUSES.has(id);
}

const NEAR_CAUSES: ReadonlySet<CauseId> = new Set<CauseId>([
  'id-whitespace',
  'id-case',
  'id-encoding',
  'id-number-format',
  'id-leading-zeros',
  'id-prefix',
  'id-truncated',
]);

type Check = (browser: string, server: string, noun: string) => NearMiss | null;

const CHECKS: readonly Check[] = [
  checkTemplate,
  equalAfter('id-whitespace', (id) => id.trim(), 'differ only in surrounding white space'),
  equalAfter('id-case', (id) => id.toLowerCase(), 'differ only in upper and lower case'),
  equalAfter('id-encoding', decodeEscapes, 'differ only in URL encoding'),
  equalAfter('id-number-format', withoutFraction, 'are the same number, written in two ways'),
  equalAfter('id-leading-zeros', withoutLeadingZeros, 'differ only in leading zeros'),
  checkHash,
  checkAffix,
  checkTransport,
  checkTimestamp,
];

function equalAfter(id: CauseId, normalise: (id: string) => string, words: string): Check {
  return (browser, server, noun) =>
    normalise(browser) === normalise(server)
      ? { id, detail: `the ${noun}s ${words}: the browser sent ${quote(browser)}, the server ${quote(server)}` }
      : null;
}

function checkTemplate(browser: string, server: string, noun: string): NearMiss | null {
  for (const [side, id] of [['browser', browser], ['server', server]] as const) {
    if (isUnresolved(id)) return { id: 'id-template', detail: `the ${side} sent the unresolved value ${quote(id)} as ${noun}` };
  }
  return null;
}

function checkHash(browser: string, server: string, noun: string): NearMiss | null {
  if (SHA256.test(browser) === SHA256.test(server)) return null;
  const [hashed, plain] = SHA256.test(browser) ? ['browser', 'server'] : ['server', 'browser'];
  return { id: 'id-hash-vs-plain', detail: `the ${hashed}'s ${noun} is a SHA-256 hash, the ${plain}'s is plain` };
}

function checkAffix(browser: string, server: string, noun: string): NearMiss | null {
  const browserIsLonger = browser.length > server.length;
  const [long, short] = browserIsLonger ? [browser, server] : [server, browser];
  if (short.length < 3) return null;
  const [longSide, shortSide] = browserIsLonger ? ['browser', 'server'] : ['server', 'browser'];
  const [longFolded, shortFolded] = [long.toLowerCase(), short.toLowerCase()];
  if (longFolded.endsWith(shortFolded)) {
    const prefix = long.slice(0, long.length - short.length);
    return { id: 'id-prefix', detail: `the ${longSide}'s ${noun} has the prefix ${quote(prefix)}, the ${shortSide}'s has not` };
  }
  if (!longFolded.startsWith(shortFolded)) return null;
  const suffix = long.slice(short.length);
  return SEPARATOR.test(suffix) || short.length < 8
    ? { id: 'id-prefix', detail: `the ${longSide}'s ${noun} has the suffix ${quote(suffix)}, the ${shortSide}'s has not` }
    : { id: 'id-truncated', detail: `the ${shortSide}'s ${noun} ${quote(short)} is cut off: ${quote(suffix)} is missing at its end` };
}

function checkTransport(browser: string, server: string, noun: string): NearMiss | null {
  const side = /^messageId-/.test(browser) ? 'browser' : /^messageId-/.test(server) ? 'server' : null;
  return side === null ? null : { id: 'id-transport', detail: `the ${side} sent the transport's message ID as ${noun}` };
}

/** A bare Unix time is made anew for every request, so it can never be equal on both sides. */
function checkTimestamp(browser: string, server: string, noun: string): NearMiss | null {
  const side = isUnixTime(browser) ? 'browser' : isUnixTime(server) ? 'server' : null;
  return side === null ? null : { id: 'id-timestamp', detail: `the ${side} sent a time stamp as ${noun}: ${quote(side === 'browser' ? browser : server)}` };
}

function isUnixTime(id: string): boolean {
  return /^1\d{9}(?:\d{3})?$/.test(id);
}

function decodeEscapes(id: string): string {
  try {
    return decodeURIComponent(id.replaceAll('+', ' '));
  } catch {
    return id;
  }
}

function withoutFraction(id: string): string {
  return /^\d+\.0+$/.test(id) ? id.slice(0, id.indexOf('.')) : id;
}

function withoutLeadingZeros(id: string): string {
  return id.replace(/^0+(?=\d+$)/, '');
}

function quote(text: string): string {
  return `“${text.length > 80 ? `${text.slice(0, 77)}…` : text}”`;
}

/**
 * Forms under which an ID may stand on the other side: itself folded, and without what stands before its first or after
 * its last separator. Two IDs are worth comparing where the first form of one is among the forms of the other.
 */
export function nearForms(id: string): string[] {
  const folded = withoutLeadingZeros(withoutFraction(decodeEscapes(id.trim()))).toLowerCase();
  const tail = /^[^\d]*?[-_.:#/|]?(\d.*)$/.exec(folded)?.[1];
  const afterFirst = folded.replace(/^[^-_.:#/|]*[-_.:#/|]/, '');
  const beforeLast = folded.replace(/[-_.:#/|][^-_.:#/|]*$/, '');
  return [...new Set([folded, afterFirst, beforeLast, ...(tail ? [withoutLeadingZeros(tail)] : [])])].filter((form) => form.length >= 3);
}
