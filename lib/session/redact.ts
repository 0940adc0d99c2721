import { decodeBase64Text } from '../wire/base64.ts';
import { decodePercent } from '../wire/percent.ts';
import { parseExact, stringifyExact } from './exact-json.ts';
import { isEventId, isNamed, isPersonal, isSecret, isUserContainer, type FieldNames } from './personal-keys.ts';

/** What stands where something was removed: visible, so that nobody takes it for the page's own value. */
export const REMOVED = '[removed]';

const HASH = /(?<![0-9a-f])([0-9a-f]{8})[0-9a-f]{56}(?![0-9a-f])/gi;
/** Plain and percent-encoded once or twice. It starts where a run starts, or right after an escape: linear on long texts. */
const EMAIL = /(?:(?<![\p{L}\p{N}_.!#$'*+%-])|(?<=%(?!2B)[0-9a-f]{2}))(?:[\p{L}\p{N}_.!#$'*+-]|%2B)+(?:@|%40|%2540)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu;
/** Only with a leading plus (inner ones are encoded spaces): a bare run of digits is far more often an ID. National numbers are removed by their key. */
const PHONE = /(?<![\w.])(?:\+|%2B)\d[\d\s().+-]{6,20}\d(?!\w)/gi;
/** Loopback is nobody's address. */
const IPV4 = /(?<![\w.-])(?!127\.)(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w.-])/g;
const IPV6 = /(?<![\w:.])[0-9a-f:]{3,39}(?![\w:])/gi;
const BEARER = /\b(Bearer|Basic)\s+[\w.~+/=-]{6,}/gi;
const JWT = /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g;
const META_TOKEN = /\bEAA[A-Za-z0-9]{20,}/g;
const NAMED_SECRET = /(?<![\w-])((?:[\w-]*[_-])?(?:token|secret|password|api_?key|accessKey))(["']?\s*[=:]\s*["']?)(?!(?:\[|%5B)removed)[^\s"'&;,}]+/gi;
const URL_IN_TEXT = /https?:\/\/[^\s"'<>`\\]+/gi;

/** Cuts SHA-256 hashes to 8 characters: enough to compare by eye, too little to look up. */
export function truncateHashes(text: string): string {
  return text.replace(HASH, '$1…');
}

/** Removes e-mails, phone numbers, IPs and tokens from an ID or a name, and leaves hashes: they are the ID. */
export function redactId(text: string, also?: FieldNames): string {
  return scrub(text.replace(URL_IN_TEXT, (url) => redactUrl(url, also)));
}

function scrub(text: string): string {
  return text
    .replace(BEARER, `$1 ${REMOVED}`)
    .replace(JWT, REMOVED)
    .replace(META_TOKEN, REMOVED)
    .replace(NAMED_SECRET, `$1$2${REMOVED}`)
    .replace(EMAIL, '[e-mail]')
    .replace(PHONE, '[phone]')
    .replace(IPV4, '[ip]')
    .replace(IPV6, (match) => (isIpv6(match) ? '[ip]' : match));
}

/** Removes e-mails, phone numbers, IPs and tokens, and truncates hashes. Applying it twice changes nothing more. */
export function redactText(text: string, also?: FieldNames): string {
  return truncateHashes(redactId(text, also));
}

function isIpv6(text: string): boolean {
  const groups = text.split(':');
  if (text === '::1' || groups.some((group) => group.length > 4)) return false;
  return groups.length === 8 ? !groups.includes('') : text.includes('::') && groups.filter(Boolean).length >= 3;
}

/** Redacts a URL in place: user info, query and fragment; what carries nothing private keeps its exact bytes. */
export function redactUrl(url: string, also?: FieldNames): string {
  const [, origin, rest] = /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)?(.*)$/is.exec(url) ?? ['', '', url];
  const [path = '', ...parts] = (rest ?? '').split(/(?=[?#])/);
  const bare = (origin ?? '').replace(/\/\/[^/]*@/, '//');
  return bare + redactPath(path, also) + parts.map((part) => part.charAt(0) + redactQuery(part.slice(1), also)).join('');
}

/** Matrix parameters (`;ord=1`) are fields. A URL inside a plain path is part of it, so that nesting has an end. */
function redactPath(path: string, also?: FieldNames): string {
  return path.includes(';') ? redactQuery(path, also, ';') : redactEncoded(path, (text) => truncateHashes(scrub(text)), encodeURI);
}

/** Redacts `name=value` pairs; pairs that carry nothing private keep their exact bytes. */
export function redactQuery(query: string, also?: FieldNames, separator = '&'): string {
  return query.split(separator).map((pair) => redactPair(pair, also)).join(separator);
}

function redactPair(pair: string, also?: FieldNames): string {
  const cut = pair.indexOf('=');
  if (cut < 0) return redactEncoded(pair, (text) => redactText(text, also), encodeURI);
  const name = decode(pair.slice(0, cut));
  return `${pair.slice(0, cut)}=${redactEncoded(pair.slice(cut + 1), (value) => redactField(name, value, also), encodeURIComponent)}`;
}

/** Only what was redacted is encoded anew. */
function redactEncoded(raw: string, redact: (text: string) => string, encode: (text: string) => string): string {
  const text = decode(raw);
  const redacted = redact(text);
  return redacted === text ? raw : encode(redacted.toWellFormed());
}

/** A plus before a digit may be a phone number's own, one before an @ an e-mail address's. */
function decode(text: string): string {
  return decodePercent(text.replace(/\+(?!\d|[\w.+-]{0,64}@)/g, ' '));
}

/** Redacts one named text value, through JSON and base64 where it is packed in those. */
export function redactField(key: string, value: string, also?: FieldNames): string {
  if (isSecret(key) || isNamed(key, also)) return value === '' ? value : REMOVED;
  if (isPersonal(key)) return redactPersonal(value) as string;
  if (isEventId(key)) return redactId(value, also);
  return redactPacked(value, also) ?? redactText(value, also);
}

/** Redacts JSON of any shape; keys tell what is personal. */
export function redactJson(value: unknown, key = '', also?: FieldNames): unknown {
  if (typeof value === 'string') return redactField(key, value, also);
  if ((isSecret(key) || isNamed(key, also)) && value !== null) return REMOVED;
  if (isPersonal(key)) return redactPersonal(value);
  if (Array.isArray(value)) return value.map((item) => redactJson(item, key, also));
  if (typeof value !== 'object' || value === null) return value;
  const prefix = isUserContainer(key) ? `${key}.` : '';
  return mapValues(value, (item, name) => redactJson(item, prefix + name, also));
}

function redactPersonal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(redactPersonal);
  if (typeof value === 'object' && value !== null) return mapValues(value, redactPersonal);
  if (typeof value === 'number') return REMOVED;
  if (typeof value !== 'string' || value === '') return value;
  return /^[0-9a-f]{8}(…|[0-9a-f]{56})$/i.test(value) ? truncateHashes(value) : REMOVED;
}

function redactPacked(value: string, also?: FieldNames): string | null {
  if (/^\s*[[{]/.test(value)) return redactJsonText(value, also);
  if (!/^[A-Za-z0-9+/_-]{24,}={0,2}$/.test(value) || /^[0-9a-f]+$/i.test(value)) return null;
  const text = decodeBase64Text(value);
  if (text === null || !/^\s*[[{/]/.test(text)) return null;
  const redacted = text.startsWith('/') ? redactUrl(text, also) : redactJsonText(text, also);
  return redacted === null || redacted === text ? value : encodeBase64(redacted);
}

/** Redacts JSON text; null where it is none, or nested too deep to walk. Numbers keep their exact digits. */
export function redactJsonText(text: string, also?: FieldNames): string | null {
  const value = parseExact(text);
  if (value === undefined) return null;
  try {
    const redacted = stringifyExact(redactJson(value, '', also));
    return redacted === stringifyExact(value) ? text : redacted;
  } catch {
    return null;
  }
}

function mapValues(value: object, map: (item: unknown, name: string) => unknown): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [redactId(name), map(item, name)]));
}

function encodeBase64(text: string): string {
  return btoa(Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join(''));
}
