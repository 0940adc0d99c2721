import type { CauseId } from '../model/cause.ts';
import { sha256Hex } from '../wire/sha256.ts';
import { otherForms } from './id-forms.ts';
import { hasGap, isSha256, isUnixTime, isUnresolved } from './id-kinds.ts';
import { asNumber, bare, decodeEscapes, withoutDashes, withoutLeadingZeros } from './id-spelling.ts';

/** Why two IDs that belong together are not equal. */
export interface NearMiss {
  id: CauseId;
  /** What differs, as half a sentence after the verdict: `the browser's event ID has the prefix order-, the server's has not`. */
  detail: string;
}

const SEPARATOR = /^[-_.:#/|]|[-_.:#/|]$/;

/** Compares the browser's ID with the server's, which are not equal; `noun` names the field (`event ID`). */
export function explainDifference(browser: string, server: string, noun: string, senders: Senders = ['the browser', 'the server']): NearMiss {
  const [one, other] = [bare(browser), bare(server)];
  if (one === other) return explainSpace(browser, server, noun, senders);
  for (const check of CHECKS) {
    const found = check(one, other, noun, senders);
    if (found) return one === browser && other === server ? found : withSpace(found);
  }
  return { id: 'id-differs', detail: `the ${noun}s differ: ${bothValues(browser, server, senders)}` };
}

/** What was found beside white space is not all that differs. */
function withSpace(found: NearMiss): NearMiss {
  return { ...found, detail: found.detail.replace(' differ only in ', ' differ in white space and in ') };
}

function explainSpace(browser: string, server: string, noun: string, senders: Senders): NearMiss {
  const what = browser.trim() === server.trim() ? 'surrounding white space' : 'characters that nobody sees';
  return { id: 'id-whitespace', detail: `the ${noun}s differ only in ${what}: ${bothValues(browser, server, senders)}` };
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
  equalAfter('id-case', (id) => id.toLowerCase(), 'differ only in upper and lower case'),
  // A plus at an end reads as a space.
  equalAfter('id-encoding', (id) => bare(decodeEscapes(id)), 'differ only in URL encoding'),
  equalAfter('id-encoding', (id) => id.normalize('NFC'), 'differ only in how their accents are encoded (Unicode NFC and NFD)'),
  equalAfter('id-encoding', withoutDashes, 'are the same UUID, once with dashes and once without'),
  equalAfter('id-number-format', asNumber, 'are the same number, written in two ways'),
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
    if (isUnresolved(id) || hasGap(id, sender === one ? server : browser)) return { id: 'id-template', detail: `${sender} sent the unresolved value ${quote(id)} as ${noun}` };
  }
  return null;
}

function checkHash(browser: string, server: string, noun: string, [one, other]: Senders): NearMiss | null {
  if (isSha256(browser) === isSha256(server)) return null;
  const [hashed, plain] = isSha256(browser) ? [one, other] : [other, one];
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

function quote(text: string): string {
  return `“${text.length > 80 ? `${text.slice(0, 77)}…` : text}”`;
}

