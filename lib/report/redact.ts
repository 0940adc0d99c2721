import type { KeyComparison, JudgedConversion } from '../model/verdict.ts';
import type { KeyField } from '../model/rule.ts';
import type { FieldNames } from '../session/personal-keys.ts';
import { redactSdkCall } from '../session/redact-capture.ts';
import { redactId, redactJson, redactText, redactUrl } from '../session/redact.ts';

/** Fields whose hash names an event, not a person: they stay whole (Reddit's event IDs are hashes). */
const ID_FIELDS = new Set(['id', 'pixelId', 'action', 'eventName', 'eventId', 'orderId', 'captureId', 'documentId', 'contentIds', 'mirrorKey']);
const USER_KEYS: readonly KeyComparison['key'][] = ['fbp', 'external_id'] satisfies KeyField[];

/** A conversion as it may leave the browser: no e-mail, phone number, name, IP or token, hashes of persons truncated. */
export function redactConversion({ calls, ...conversion }: JudgedConversion, also?: FieldNames): JudgedConversion {
  const { verdict, ...rest } = conversion;
  return {
    ...scrub(rest, '', also),
    calls: calls.map((call) => redactSdkCall(call, also)),
    verdict: { ...scrub(verdict, '', also), keys: verdict.keys.map((key) => redactKey(key, also)), rule: verdict.rule },
  };
}

function redactKey({ key, browser, server, result, note }: KeyComparison, also?: FieldNames): KeyComparison {
  const redact = (value: string | null) => value && (USER_KEYS.includes(key) ? String(redactJson(value, key, also)) : redactId(value, also));
  return { key, browser: redact(browser), server: redact(server), result, note: note && redactText(note, also) };
}

/** Redacts every string inside, by the field it stands in. */
function scrub<T>(value: T, field: string, also?: FieldNames): T {
  return scrubUnknown(value, field, also) as T;
}

function scrubUnknown(value: unknown, field: string, also?: FieldNames): unknown {
  if (typeof value === 'string') return scrubText(value, field, also);
  if (Array.isArray(value)) return value.map((item) => scrubUnknown(item, field, also));
  if (typeof value !== 'object' || value === null) return value;
  if (field === 'userKeys') return redactJson(value, '', also);
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, scrubUnknown(item, name, also)]));
}

function scrubText(text: string, field: string, also?: FieldNames): string {
  if (field === 'pageUrl') return redactUrl(text, also);
  return ID_FIELDS.has(field) ? redactId(text, also) : redactText(text, also);
}
