import * as v from 'valibot';
import { PLATFORM_IDS } from '../model/platform-id.ts';

const CAPTURE_SOURCES = ['web-request', 'page-hook', 'devtools-har', 'import'] as const;
const FRAME_KINDS = ['top', 'sub', 'worker', 'unknown'] as const;
const ISO = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** ISO 8601 with a time zone → Unix ms. */
const time = v.pipe(
  v.string('a time'),
  v.check((text) => ISO.test(text) && !Number.isNaN(Date.parse(text)), 'an ISO 8601 time with a time zone, such as 2026-11-21T14:03:40.000Z'),
  v.transform((text) => Date.parse(text)),
);
const platform = v.picklist(PLATFORM_IDS, `one of ${PLATFORM_IDS.join(', ')}`);
const relayState = v.picklist(['settled', 'pending', 'unreachable', 'absent'], 'settled, pending, unreachable or absent');
const text = (fallback: string) => v.optional(v.string('text'), fallback);
const textOrNull = v.optional(v.nullable(v.string('text or null')), null);
const headers = v.optional(v.record(v.string(), v.string('text'), 'an object of header names and values'), {});
const list = <S extends v.GenericSchema>(item: S) => v.optional(v.array(item, 'a list'), []);

const delivery = v.variant(
  'state',
  [
    v.looseObject({ state: v.literal('delivered'), status: v.optional(v.number('a number'), 200) }),
    v.looseObject({ state: v.literal('in-flight') }),
    v.looseObject({ state: v.literal('sent-unconfirmed'), error: text('') }),
    v.looseObject({ state: v.literal('blocked'), by: v.optional(v.picklist(['client', 'csp', 'mixed-content', 'tracking-protection'], 'client, csp, mixed-content or tracking-protection'), 'client') }),
    v.looseObject({ state: v.literal('failed'), error: text('') }),
  ],
  'an object whose "state" is delivered, in-flight, sent-unconfirmed, blocked or failed',
);

const capture = v.looseObject({
  method: v.string('text'),
  url: v.string('text'),
  headers,
  body: textOrNull,
  bodyEncoding: v.optional(v.picklist(['utf8', 'base64'], 'utf8 or base64'), 'utf8'),
  bodyUnreadable: v.optional(v.string('text')),
  startedAt: time,
  pageUrl: textOrNull,
  documentId: textOrNull,
  tabId: v.optional(v.number('a number'), -1),
  delivery: v.optional(delivery, { state: 'delivered', status: 200 }),
  // What a recorder knows beyond the format; written by Pixelpair itself.
  id: v.optional(v.string('text')),
  seenBy: v.optional(v.array(v.picklist(CAPTURE_SOURCES, CAPTURE_SOURCES.join(', ')), 'a list'), ['import']),
  frame: v.optional(v.picklist(FRAME_KINDS, FRAME_KINDS.join(', ')), 'unknown'),
  initiator: textOrNull,
  bodyPending: v.optional(v.string('text')),
  madeBy: v.optional(v.looseObject({ api: v.string('text'), stack: textOrNull })),
});

const sdkCall = v.looseObject({
  platform: v.nullable(platform),
  method: v.string('text'),
  arguments: list(v.unknown()),
  at: time,
  documentId: textOrNull,
  stack: textOrNull,
});

const serverPayload = v.looseObject({
  endpoint: v.string('text'),
  method: text('POST'),
  headers,
  body: v.optional(v.unknown(), null),
  bodyEncoding: v.optional(v.picklist(['json', 'form', 'utf8'], 'json, form or utf8'), 'json'),
  receivedAt: v.optional(time),
  status: v.optional(v.nullable(v.number('a number or null')), null),
  response: v.optional(v.unknown(), null),
  sender: text('shop backend'),
});

const coverage = v.looseObject({
  platform,
  pixelId: v.string('text'),
  from: time,
  to: time,
  gaps: list(v.looseObject({ from: time, to: time, reason: text('unknown') })),
});

const relay = v.looseObject({
  state: relayState,
  coverage: v.optional(v.nullable(v.array(coverage, 'a list')), null),
  graceMs: v.optional(v.number('a number of milliseconds'), 30_000),
  byCapture: v.optional(v.record(v.string(), relayState, 'an object of capture IDs and states'), {}),
  reason: textOrNull,
});

const settings = v.looseObject({
  conversionActions: v.optional(v.record(v.string(), v.string('text'), 'an object of labels and conversion action IDs'), {}),
  firstParty: list(v.looseObject({ host: v.string('text'), platform })),
});

/** A relay/1 Event; the relay's own schema reads it. These fields are additions of `toSessionFile`. */
const serverEvent = v.looseObject(
  {
    user_key_values: v.optional(v.record(v.string(), v.array(v.string('text')), 'an object of user keys and values'), {}),
    issues: v.optional(v.array(v.looseObject({ code: v.string('text'), message: v.string('text') }), 'a list')),
    looked_up: v.optional(v.boolean('true or false'), false),
  },
  'a relay/1 Event object',
);

/** What the recorder knew of itself; written by Pixelpair, in no file from elsewhere. */
const recorder = v.looseObject({
  since: v.optional(v.nullable(time), null),
  recorded: v.optional(v.nullable(v.array(v.looseObject({ from: time, to: v.nullable(time) }), 'a list')), null),
  relay: v.optional(
    v.nullable(
      v.looseObject({ host: textOrNull, state: v.picklist(['absent', 'ok', 'error'], 'absent, ok or error'), code: textOrNull, message: textOrNull, lagMs: v.optional(v.nullable(v.number('a number')), null) }),
    ),
    null,
  ),
  attempts: list(
    v.looseObject({
      platform, method: v.string('text'), url: v.string('text'), api: v.string('text'), stack: textOrNull, documentId: textOrNull, tabId: v.optional(v.number('a number'), -1),
      pageUrl: textOrNull, why: v.picklist(['coalesced', 'no-request'], 'coalesced or no-request'), at: time,
    }),
  ),
  faults: list(v.looseObject({ at: time, code: v.string('text'), message: v.string('text') })),
});

/** The session file, version 1 (docs/session-format.md). Unknown fields are allowed. */
export const SessionFileSchema = v.looseObject(
  {
    pixelpair: v.literal(1),
    now: time,
    relay: v.optional(relay),
    captures: list(capture),
    sdkCalls: list(sdkCall),
    serverPayloads: list(serverPayload),
    serverEvents: list(serverEvent),
    settings: v.optional(settings, {}),
    recorder: v.optional(recorder, {}),
  },
  'an object',
);

export type SessionFile = v.InferOutput<typeof SessionFileSchema>;
export type FileCapture = SessionFile['captures'][number];
export type FilePayload = SessionFile['serverPayloads'][number];
export type FileSdkCall = SessionFile['sdkCalls'][number];
