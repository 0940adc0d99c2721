import { decodeBase64Text } from '../wire/base64.ts';
import { decodePercent } from '../wire/percent.ts';
import { numberText, parseExact, stringifyExact } from './exact-json.ts';
import { isEventId, isNamed, isPersonal, isSecret, isUserContainer } from './personal-keys.ts';
import { createRedaction, keepStandIns, redactNamed, remove, type Redaction } from './redaction.ts';
import { SPACED_PLUS } from './stand-ins.ts';

const HASH = /(?<![0-9a-f])([0-9a-f]{8})[0-9a-f]{56}(?![0-9a-f])/gi;
/** Plain and percent-encoded once or twice. It starts where a run starts, or right after an escape: linear on long texts. */
const EMAIL = /(?:(?<![\p{L}\p{N}_.!#$'*+\uFDD0%-])|(?<=%(?!2B)[0-9a-f]{2}))(?:[\p{L}\p{N}_.!#$'*+\uFDD0-]|%2B)+(?:@|%40|%2540)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/giu;
/** Only with a leading plus (inner ones are encoded spaces): a bare run of digits is far more often an ID. National numbers are removed by their key. */
const PHONE = /(?<![\w.])(?:[+\uFDD0]|%2B)\d[\d\s().+\uFDD0-]{6,20}\d(?!\w)/gi;
/** Loopback is nobody's address. */
const IPV4 = /(?<![\w.-])(?!127\.)(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w.-])/g;
const IPV6 = /(?<![\w:.])[0-9a-f:]{3,39}(?![\w:])/gi;
const BEARER = /\b(Bearer|Basic)\s+([\w.~+/=-]{6,})/gi;
const JWT = /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/g;
const META_TOKEN = /\bEAA[A-Za-z0-9]{20,}/g;
const NAMED_SECRET = /(?<![\w-])((?:[\w-]*[_-])?(?:token|secret|password|api_?key|accessKey))(["']?\s*[=:]\s*["']?)(?!(?:\[|%5B)removed)([^\s"'&;,}]+)/gi;
const URL_IN_TEXT = /https?:\/\/[^\s"'<>`\\]+/gi;

/** Cuts SHA-256 hashes to 8 characters: enough to compare by eye, too little to look up. */
export function truncateHashes(text: string): string {
  return text.replace(HASH, '$1…');
}

/** Removes e-mails, phone numbers, IPs and tokens from an ID or a name, and leaves hashes: they are the ID. */
export function redactId(text: string, by: Redaction = createRedaction()): string {
  return scrub(text.replace(URL_IN_TEXT, (url) => redactUrl(url, by)), by);
}

function scrub(text: string, by: Redaction): string {
  const { of } = by.standIns;
  keepStandIns(text, by);
  return text
    .replace(BEARER, (_all, scheme: string, token: string) => `${scheme} ${of('removed', token)}`)
    .replace(JWT, (token) => of('removed', token))
    .replace(META_TOKEN, (token) => of('removed', token))
    .replace(NAMED_SECRET, (_all, name: string, sign: string, secret: string) => name + sign + of('removed', secret))
    .replace(EMAIL, (address) => of('email', address))
    .replace(PHONE, (number) => of('phone', number))
    .replace(IPV4, (address) => of('ip', address))
    .replace(IPV6, (address) => (isIpv6(address) ? of('ip', address) : address));
}

/** Removes e-mails, phone numbers, IPs and tokens, and truncates hashes. Applying it twice changes nothing more. */
export function redactText(text: string, by: Redaction = createRedaction()): string {
  return truncateHashes(redactId(text, by));
}

function isIpv6(text: string): boolean {
  const groups = text.split(':');
  if (text === '::1' || groups.some((group) => group.length > 4)) return false;
  return groups.length === 8 ? !groups.includes('') : text.includes('::') && groups.filter(Boolean).length >= 3;
}

/** Redacts a URL in place: user info, query and fragment; what carries nothing private keeps its exact bytes. */
export function redactUrl(url: string, by: Redaction = createRedaction()): string {
  const [, origin, rest] = /^([a-z][a-z0-9+.-]*:\/\/[^/?#]*)?(.*)$/is.exec(url) ?? ['', '', url];
  const [path = '', ...parts] = (rest ?? '').split(/(?=[?#])/);
  const bare = (origin ?? '').replace(/\/\/[^/]*@/, '//');
  return bare + redactPath(path, by) + parts.map((part) => part.charAt(0) + redactQuery(part.slice(1), by)).join('');
}

/** Matrix parameters (`;ord=1`) are fields. A URL inside a plain path is part of it, so that nesting has an end. */
function redactPath(path: string, by: Redaction): string {
  return path.includes(';') ? redactQuery(path, by, ';') : redactEncoded(path, (text) => truncateHashes(scrub(text, by)), encodeURI);
}

/** Redacts `name=value` pairs; pairs that carry nothing private keep their exact bytes. */
export function redactQuery(query: string, by = createRedaction(), separator = '&'): string {
  return query.split(separator).map((pair) => redactPair(pair, by)).join(separator);
}

function redactPair(pair: string, by: Redaction): string {
  const cut = pair.indexOf('=');
  if (cut < 0) return redactEncoded(pair, (text) => redactText(text, by), encodeURI);
  const name = decode(pair.slice(0, cut));
  return `${pair.slice(0, cut)}=${redactEncoded(pair.slice(cut + 1), (value) => redactField(name, value, by), encodeURIComponent)}`;
}

/** Only what was redacted is encoded anew. */
function redactEncoded(raw: string, redact: (text: string) => string, encode: (text: string) => string): string {
  const text = decode(raw);
  const redacted = redact(text);
  return redacted === text ? raw : encode(redacted.toWellFormed()).replaceAll(encodeURIComponent(SPACED_PLUS), '+');
}

/** A plus inside a number (after a digit or a closing parenthesis) or before anything else but a number or an address. */
const SPACE = /\+(?!(?<!(?:%29|(?<!%[0-9a-f]?)\w)\+)\d|[\w.+-]{0,64}@)/gi;

/** A plus at the start of a number may be a phone number's own, one before an @ an e-mail address's, though both read as spaces. */
function decode(text: string): string {
  return decodePercent(text.replace(SPACE, ' ').replaceAll('+', SPACED_PLUS));
}

/** Redacts one named text value, through JSON and base64 where it is packed in those. */
export function redactField(key: string, value: string, by: Redaction = createRedaction()): string {
  const named = redactNamed(key, value, by);
  if (named !== null) return named;
  if (isPersonal(key)) return redactPersonal(value, by) as string;
  if (isEventId(key)) return redactId(value, by);
  return redactPacked(value, by) ?? redactText(value, by);
}

/** Redacts JSON of any shape; keys tell what is personal. */
export function redactJson(value: unknown, key = '', by: Redaction = createRedaction()): unknown {
  const number = numberText(value);
  if (number !== null) return redactNumber(key, number, value, by);
  if (typeof value === 'string') return redactField(key, value, by);
  if ((isSecret(key) || isNamed(key, by.also)) && value !== null) return remove(JSON.stringify(value), by);
  if (isPersonal(key)) return redactPersonal(value, by);
  if (Array.isArray(value)) return value.map((item) => redactJson(item, key, by));
  if (typeof value !== 'object' || value === null) return value;
  const prefix = isUserContainer(key) ? `${key}.` : '';
  return mapValues(value, (item, name) => redactJson(item, prefix + name, by));
}

/** `text`: the number as its reader will have it. */
function redactNumber(key: string, text: string, value: unknown, by: Redaction): unknown {
  return redactNamed(key, text, by) ?? (isPersonal(key) ? remove(text, by) : value);
}

function redactPersonal(value: unknown, by: Redaction): unknown {
  if (Array.isArray(value)) return value.map((item) => redactPersonal(item, by));
  if (typeof value === 'object' && value !== null) return mapValues(value, (item) => redactPersonal(item, by));
  const text = numberText(value) ?? value;
  if (typeof text !== 'string') return text;
  return /^[0-9a-f]{8}(…|[0-9a-f]{56})$/i.test(text) ? truncateHashes(text) : remove(text, by);
}

function redactPacked(value: string, by: Redaction): string | null {
  if (/^\s*[[{]/.test(value)) return redactJsonText(value, by);
  const base64 = value.replace(/[ \uFDD0]/g, '+');
  if (!/^[A-Za-z0-9+/_-]{24,}={0,2}$/.test(base64) || /^[0-9a-f]+$/i.test(base64)) return null;
  const text = decodeBase64Text(base64);
  if (text === null || !/^\s*[[{/]/.test(text)) return null;
  const redacted = text.startsWith('/') ? redactUrl(text, by) : redactJsonText(text, by);
  return redacted === null || redacted === text ? value : encodeBase64(redacted);
}

/** Redacts JSON text; null where it is none, or nested too deep to walk. Numbers keep their exact digits. */
export function redactJsonText(text: string, by: Redaction = createRedaction()): string | null {
  const value = parseExact(text);
  if (value === undefined) return null;
  try {
    const redacted = stringifyExact(redactJson(value, '', by));
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
