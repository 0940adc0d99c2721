import * as v from 'valibot';
import type { CaptureBody } from '../model/capture.ts';
import type { PageAttempt, PageCall, PageHookReport, PageRecord, PageViolation } from '../model/page-record.ts';
import { RECORD_LIMIT } from './page-envelope.ts';

const APIS = ['fbq', 'ttq', 'gtag', 'dataLayer', 'oaiq', 'pintrk', 'snaptr', 'lintrk', 'rdt', 'twq', 'uetq'] as const;
const REQUEST_APIS = ['fetch', 'xhr', 'beacon', 'image', 'script', 'form', 'fetch-later'] as const;

const shortText = v.pipe(v.string(), v.maxLength(20_000));
const stack = v.nullable(shortText);
const at = v.pipe(v.number(), v.finite());
const url = v.pipe(v.string(), v.url());

const body = v.variant('kind', [
  v.object({ kind: v.literal('none') }),
  v.object({ kind: v.literal('form'), fields: v.array(v.tuple([v.string(), v.string()])) }),
  v.object({ kind: v.literal('text'), text: v.string() }),
  v.object({ kind: v.literal('bytes'), base64: v.pipe(v.string(), v.base64()) }),
  v.object({ kind: v.literal('pending'), reason: shortText }),
  v.object({ kind: v.literal('unreadable'), reason: shortText }),
]) satisfies v.GenericSchema<unknown, CaptureBody>;

const call = v.object({ record: v.literal('call'), api: v.picklist(APIS), method: shortText, arguments: v.array(v.unknown()), stack, at }) satisfies v.GenericSchema<unknown, PageCall>;

const attempt = v.object({
  record: v.literal('attempt'),
  api: v.picklist(REQUEST_APIS),
  method: v.pipe(v.string(), v.regex(/^[A-Za-z]{1,20}$/), v.toUpperCase()),
  url,
  contentType: stack,
  body,
  refused: stack,
  stack,
  at,
}) satisfies v.GenericSchema<unknown, PageAttempt>;

const hook = v.object({
  record: v.literal('hook'),
  parts: v.pipe(v.array(v.object({ part: v.picklist([...APIS, ...REQUEST_APIS, 'blob']), on: v.boolean(), reason: stack })), v.maxLength(50)),
  at,
}) satisfies v.GenericSchema<unknown, PageHookReport>;

const violation = v.object({
  record: v.literal('violation'),
  directive: shortText,
  blockedUrl: url,
  disposition: v.picklist(['enforce', 'report']),
  at,
}) satisfies v.GenericSchema<unknown, PageViolation>;

/** What each source may say: only the browser's own events tell of a violation. */
const SCHEMAS = { hook: v.variant('record', [call, attempt, hook]), browser: violation } as const;

const MessageSchema = v.object({ pageRecord: v.pipe(v.string(), v.maxLength(RECORD_LIMIT)), source: v.picklist(['hook', 'browser']) });
const DroppedSchema = v.object({ pageRecordsDropped: v.pipe(v.number(), v.integer(), v.minValue(1)) });

/** Reads a bridge's message. undefined = it is none; null = its record is malformed. */
export function readPageMessage(message: unknown): PageRecord | null | undefined {
  const envelope = v.safeParse(MessageSchema, message);
  if (!envelope.success) return undefined;
  const { pageRecord, source } = envelope.output;
  const record = v.safeParse(SCHEMAS[source], parse(pageRecord));
  return record.success ? record.output : null;
}

export function readDropped(message: unknown): number | null {
  const parsed = v.safeParse(DroppedSchema, message);
  return parsed.success ? parsed.output.pageRecordsDropped : null;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
