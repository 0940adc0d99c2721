import { createHash, createHmac } from 'node:crypto';

/** User keys of which not even a fingerprint is kept. */
const DROPPED = new Set(['client_ip_address', 'client_user_agent', 'ip', 'ip_address', 'user_agent']);
const SHA256 = /^[0-9a-f]{64}$/i;
const EMAIL = /[\w.+-]+(?:@|%40)[\w-]+(?:\.[\w-]+)+/gi;
const PHONE = /\+\d[\d ().-]{7,}\d/g;

/** Hexadecimal digits of a fingerprint: kept in the store, and handed out. */
const KEPT_DIGITS = 16;
const SHOWN_DIGITS = 8;

/** A user key as the Event object tells of it. */
export interface RedactedKey {
  n: number;
  form: 'sha256' | 'plain' | 'dropped';
  fp: string | null;
}

/** Turns personal data into keyed fingerprints. Equal values have equal fingerprints at one relay, and at no other. */
export interface Redactor {
  /** Fingerprints of one user key's values; a plain value and its SHA-256 hash have the same. */
  fingerprints: (key: string, values: readonly string[]) => string[];
  /** What may be told of a user key. */
  summarise: (key: string, values: readonly string[]) => RedactedKey;
  /** Replaces e-mail addresses and international phone numbers in free text. Text without them stays as it is. */
  scrub: (text: string) => string;
}

export function createRedactor(secret: string): Redactor {
  const mac = (text: string): string => createHmac('sha256', secret).update(text).digest('hex').slice(0, KEPT_DIGITS);
  const fingerprints = (key: string, values: readonly string[]): string[] =>
    DROPPED.has(key) ? [] : values.map((value) => mac(hashOf(value)));
  return {
    fingerprints,
    summarise: (key, values) => ({ n: values.length, form: formOf(key, values), fp: fingerprints(key, values)[0]?.slice(0, SHOWN_DIGITS) ?? null }),
    scrub: (text) => text.replace(EMAIL, (found) => `[email ${shown(mac(hashOf(found)))}]`).replace(PHONE, (found) => `[phone ${shown(mac(hashOf(found)))}]`),
  };
}

function shown(fingerprint: string): string {
  return fingerprint.slice(0, SHOWN_DIGITS);
}

function formOf(key: string, values: readonly string[]): RedactedKey['form'] {
  if (DROPPED.has(key)) return 'dropped';
  return values.every((value) => SHA256.test(value)) ? 'sha256' : 'plain';
}

/** The value's SHA-256: as it came where it is one already, else of the value trimmed, e-mail addresses in lower case. */
function hashOf(value: string): string {
  const text = value.trim();
  if (SHA256.test(text)) return text.toLowerCase();
  return createHash('sha256').update(text.includes('@') ? text.toLowerCase() : text).digest('hex');
}
