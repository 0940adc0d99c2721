import type { CauseId } from '../model/cause.ts';
import { sha256Hex } from '../wire/sha256.ts';

/** Why two IDs that belong together are not equal. */
export interface NearMiss {
  id: CauseId;
  /** What differs, as half a sentence after the verdict: `the browser's event ID has the prefix order-, the server's has not`. */
  detail: string;
}

const TEMPLATE = /\{\{.*\}\}|\$\{.*\}|%%.*%%/;
/** What a script makes of a value that is not there; `true` and `false` say so only where they are all there is. */
const NOTHING = /(?:^|[-_.:#/|])(?:undefined|null|nan|\[object object\])(?=$|[-_.:#/|])|^(?:true|false)$/i;
const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
const UUID = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;
const SHA256 = /^[0-9a-f]{64}$/i;
const SEPARATOR = /^[-_.:#/|]|[-_.:#/|]$/;

/** True for an ID that a template engine or a script left unresolved. Where a number stands beside the gap, that still tells orders apart. */
export function isUnresolved(id: string): boolean {
  return hasPlaceholder(id) || (!/\d/.test(id) && NOTHING.test(id.trim()));
}

/** Asked of nearly every ID, so without an expression first. */
function hasPlaceholder(id: string): boolean {
  return (id.includes('{{') || id.includes('${') || id.includes('%%')) && TEMPLATE.test(id);
}

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

/** An ID without the white space around it, and without characters that nobody sees. */
export function bare(id: string): string {
  return id.replace(INVISIBLE, '').trim();
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

export function isUuid(id: string): boolean {
  return UUID.test(id);
}

export function isSha256(id: string): boolean {
  return SHA256.test(id);
}

/** Hashes of an ID as it stands, and in the forms under which the other side may have hashed it. */
export function hashesOf(plain: string): string[] {
  return [sha256Hex(plain), ...nearHashes(plain)];
}

/** Hashes of an ID in other forms than its own. */
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

/** A part that was left empty on this side alone. */
function hasGap(id: string, other: string): boolean {
  return NOTHING.test(id) && !NOTHING.test(other);
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

export function isUnixTime(id: string): boolean {
  return /^1\d{9}(?:\d{3})?$/.test(id);
}

/** Some encode what is encoded already (`%2520`). */
const MOST_ENCODINGS = 3;

function decodeEscapes(id: string): string {
  let decoded = id;
  for (let round = 0; round < MOST_ENCODINGS && (decoded.includes('%') || decoded.includes('+')); round += 1) {
    const next = decodeOnce(decoded);
    if (next === decoded) break;
    decoded = next;
  }
  return decoded;
}

function decodeOnce(id: string): string {
  try {
    return decodeURIComponent(id.replaceAll('+', ' '));
  } catch {
    return id;
  }
}

function withoutFraction(id: string): string {
  return /^\d+\.0+$/.test(id) ? id.slice(0, id.indexOf('.')) : id;
}

/** `12345.50` and `12345.5` are one number; only where two IDs belong together for other reasons, since `1.10` may follow `1.9`. */
function asNumber(id: string): string {
  return /^\d+\.\d+$/.test(id) ? id.replace(/\.?0+$/, '') : id;
}

function withoutDashes(id: string): string {
  return UUID.test(id) ? id.replaceAll('-', '').toLowerCase() : id;
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

const DASHED_UUID_LENGTH = 36;

/** The forms under which an ID without a partner is looked for. One that has lost the ID's digits is a mere word (`order`): it would make every ID a candidate for every other. */
export function searchForms(id: string): string[] {
  const forms = nearForms(id).filter((form) => /\d/.test(form) || !/\d/.test(id));
  return id.length === DASHED_UUID_LENGTH && isUuid(id) ? [...forms, ...nearForms(withoutDashes(id)).slice(0, 1)] : forms;
}
