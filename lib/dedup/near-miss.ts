import type { CauseId } from '../model/cause.ts';
import { sha256Hex } from '../wire/sha256.ts';

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
export function explainDifference(browser: string, server: string, noun: string, senders: Senders = ['the browser', 'the server']): NearMiss {
  for (const check of CHECKS) {
    const found = check(browser, server, noun, senders);
    if (found) return found;
  }
  return { id: 'id-differs', detail: `the ${noun}s differ: ${bothValues(browser, server, senders)}` };
}

/** Who sent the two IDs, as the sentence names them: two browser fires have no server. */
type Senders = readonly [first: string, second: string];

function bothValues(first: string, second: string, [one, other]: Senders): string {
  return `${one} sent ${quote(first)}, ${other} ${quote(second)}`;
}

/** Why a hash is not that of the plain ID: it is that of the same ID, written in another way. null where nothing explains it. */
export function explainHash(hash: string, plain: string, noun: string): NearMiss | null {
  for (const form of otherForms(plain)) {
    if (sha256Hex(form) !== hash) continue;
    const { id } = explainDifference(form, plain, noun);
    return { id, detail: `the ${noun}s differ: one side sent the hash of ${quote(form)}, the other ${quote(plain)}` };
  }
  return null;
}

/** Hashes of an ID in the forms under which the other side may have hashed it. */
export function nearHashes(plain: string): string[] {
  return otherForms(plain).map(sha256Hex);
}

function otherForms(plain: string): string[] {
  const trimmed = plain.trim();
  const forms = new Set([trimmed, plain.toLowerCase(), plain.toUpperCase(), trimmed.toLowerCase(), trimmed.toUpperCase(), withoutFraction(trimmed), withoutLeadingZeros(trimmed), trimmed.replace(/^[^\d]*[-_.:#/|]/, '')]);
  return [...forms].filter((form) => form !== plain && form !== '');
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

type Check = (browser: string, server: string, noun: string, senders: Senders) => NearMiss | null;

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
  return (browser, server, noun, senders) =>
    normalise(browser) === normalise(server)
      ? { id, detail: `the ${noun}s ${words}: ${bothValues(browser, server, senders)}` }
      : null;
}

function checkTemplate(browser: string, server: string, noun: string, [one, other]: Senders): NearMiss | null {
  for (const [sender, id] of [[one, browser], [other, server]] as const) {
    if (isUnresolved(id)) return { id: 'id-template', detail: `${sender} sent the unresolved value ${quote(id)} as ${noun}` };
  }
  return null;
}

function checkHash(browser: string, server: string, noun: string, [one, other]: Senders): NearMiss | null {
  if (SHA256.test(browser) === SHA256.test(server)) return null;
  const [hashed, plain] = SHA256.test(browser) ? [one, other] : [other, one];
  return { id: 'id-hash-vs-plain', detail: `${hashed}'s ${noun} is a SHA-256 hash, ${plain}'s is plain` };
}

function checkAffix(browser: string, server: string, noun: string, [one, other]: Senders): NearMiss | null {
  const firstIsLonger = browser.length > server.length;
  const [long, short] = firstIsLonger ? [browser, server] : [server, browser];
  if (short.length < 3) return null;
  const [longSender, shortSender] = firstIsLonger ? [one, other] : [other, one];
  const [longFolded, shortFolded] = [long.toLowerCase(), short.toLowerCase()];
  if (longFolded.endsWith(shortFolded)) {
    const prefix = long.slice(0, long.length - short.length);
    return isAnotherNumber(prefix, short) ? null : { id: 'id-prefix', detail: `${longSender}'s ${noun} has the prefix ${quote(prefix)}, ${shortSender}'s has not` };
  }
  if (!longFolded.startsWith(shortFolded)) return null;
  const suffix = long.slice(short.length);
  if (isAnotherNumber(short, suffix)) return null;
  return SEPARATOR.test(suffix) || short.length < 8
    ? { id: 'id-prefix', detail: `${longSender}'s ${noun} has the suffix ${quote(suffix)}, ${shortSender}'s has not` }
    : { id: 'id-truncated', detail: `${shortSender}'s ${noun} ${quote(short)} is cut off: ${quote(suffix)} is missing at its end` };
}

/** `order-9` and `order-90` are two orders of a counter: what was added lengthens the number itself. */
function isAnotherNumber(left: string, right: string): boolean {
  const [head = ''] = /[^-_.:#/|]+$/.exec(left) ?? [];
  const [tail = ''] = /^[^-_.:#/|]+/.exec(right) ?? [];
  return head !== '' && tail !== '' && /^\d{2,12}$/.test(head + tail);
}

function checkTransport(browser: string, server: string, noun: string, [one, other]: Senders): NearMiss | null {
  const sender = /^messageId-/.test(browser) ? one : /^messageId-/.test(server) ? other : null;
  return sender === null ? null : { id: 'id-transport', detail: `${sender} sent the transport's message ID as ${noun}` };
}

/** A bare Unix time is made anew for every request, so it can never be equal on both sides. */
function checkTimestamp(browser: string, server: string, noun: string, [one, other]: Senders): NearMiss | null {
  const found = isUnixTime(browser) ? ([one, browser] as const) : isUnixTime(server) ? ([other, server] as const) : null;
  return found && { id: 'id-timestamp', detail: `${found[0]} sent a time stamp as ${noun}: ${quote(found[1])}` };
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
