import type { KeyComparison, JudgedConversion } from '../model/verdict.ts';
import type { KeyField } from '../model/rule.ts';
import { redactSdkCall } from '../session/redact-capture.ts';
import { createRedaction, type Redaction } from '../session/redaction.ts';
import { redactId, redactJson, redactText, redactUrl } from '../session/redact.ts';

/** Fields whose hash names an event, not a person: they stay whole (Reddit's event IDs are hashes). */
const ID_FIELDS = new Set(['id', 'pixelId', 'action', 'eventName', 'eventId', 'orderId', 'captureId', 'documentId', 'contentIds', 'mirrorKey']);
const USER_KEYS: readonly KeyComparison['key'][] = ['fbp', 'external_id'] satisfies KeyField[];

/** A conversion as it may leave the browser: no e-mail, phone number, name, IP or token, hashes of persons truncated. */
export function redactConversion({ calls, ...conversion }: JudgedConversion, by: Redaction = createRedaction()): JudgedConversion {
  const { verdict, ...rest } = conversion;
  return {
    ...scrub(rest, '', by),
    calls: calls.map((call) => redactSdkCall(call, by)),
    verdict: { ...scrub(verdict, '', by), keys: verdict.keys.map((key) => redactKey(key, by)), rule: verdict.rule },
  };
}

function redactKey({ key, browser, server, result, note }: KeyComparison, by: Redaction): KeyComparison {
  const redact = (value: string | null) => value && (USER_KEYS.includes(key) ? String(redactJson(value, key, by)) : redactId(value, by));
  return { key, browser: redact(browser), server: redact(server), result, note: note && redactText(note, by) };
}

/** Redacts every string inside, by the field it stands in. */
function scrub<T>(value: T, field: string, by: Redaction): T {
  return scrubUnknown(value, field, by) as T;
}

function scrubUnknown(value: unknown, field: string, by: Redaction): unknown {
  if (typeof value === 'string') return scrubText(value, field, by);
  if (Array.isArray(value)) return value.map((item) => scrubUnknown(item, field, by));
  if (typeof value !== 'object' || value === null) return value;
  if (field === 'userKeys') return redactJson(value, '', by);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, scrubUnknown(item, name, by)]));
}

function scrubText(text: string, field: string, by: Redaction): string {
  if (field === 'pageUrl') return redactUrl(text, by);
  return ID_FIELDS.has(field) ? redactId(text, by) : redactText(text, by);
}
