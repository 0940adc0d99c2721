import * as v from 'valibot';
import { PLATFORM_IDS } from '../model/platform-id.ts';

/** The version this code speaks. A relay with another major version is refused. */
export const CONTRACT_MAJOR = 1;
export const CONTRACT = `relay/${CONTRACT_MAJOR}.0`;

const Platform = v.picklist(PLATFORM_IDS);
/** ISO 8601 with milliseconds, UTC or with an offset. */
const Time = v.pipe(
  v.string(),
  v.check((text) => /^\d{4}-\d{2}-\d{2}T/.test(text) && Number.isFinite(Date.parse(text)), 'must be an ISO 8601 time'),
);
const Id = v.pipe(v.string(), v.minLength(1), v.maxLength(2_000));
const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
const nullish = <S extends v.GenericSchema>(schema: S) => v.optional(v.nullable(schema), null);

/** `GET /v1`: what this relay is and how much may be asked at once. */
export const CapabilitiesSchema = v.object({
  contract: v.pipe(v.string(), v.regex(/^relay\/\d+\.\d+$/)),
  relay: v.object({ name: v.string(), version: v.string(), instance: v.string() }),
  now: Time,
  platforms: v.array(v.string()),
  features: v.array(v.string()),
  limits: v.object({
    lookups: v.pipe(Count, v.minValue(1)),
    page: Count,
    /** Longest span that one query may cover, s. */
    window_s: Count,
    retention_s: Count,
  }),
  redaction: v.object({ policy: v.string(), alg: v.string(), key_id: v.string(), never_stored: v.array(v.string()) }),
});

/** What the platform answered to one attempt. */
const DeliverySchema = v.object({
  attempt: v.pipe(Count, v.minValue(1)),
  at: Time,
  /** HTTP status; null = not known. */
  status: nullish(Count),
  ms: nullish(v.pipe(v.number(), v.minValue(0))),
  evidence: v.picklist(['observed', 'reported', 'none']),
  /** false = rejected, by status or by body; null = not known. Addition of this relay to the contract's draft. */
  accepted: nullish(v.boolean()),
  /** The platform's words for a rejection, shortened and scrubbed. */
  message: nullish(v.string()),
});

/** One receipt of a server event. Two receipts of one event are two rows. */
export const EventSchema = v.object({
  id: Id,
  platform: Platform,
  pixel_id: v.string(),
  /** Google Ads conversion action, Floodlight activity; null elsewhere. */
  action: nullish(v.string()),
  event_name: v.string(),
  /** True for a custom event that could be mistaken for a standard one (OpenAI `type: custom`). */
  custom_name: v.optional(v.boolean(), false),
  event_id: nullish(v.string()),
  /** The ID before it was hashed, where `event_id` is the hash that the platform compares (Reddit). */
  plain_event_id: v.optional(v.string()),
  event_time: nullish(Time),
  received_at: Time,
  source: v.object({ name: v.string(), mode: v.picklist(['inline', 'mirror', 'import']) }),
  /** Sent with a test code or to a validating endpoint. */
  test: v.boolean(),
  /** What the platform does with the test: counts it all the same, or not; null = no test, or not known. */
  test_effect: nullish(v.picklist(['counts', 'not-counted'])),
  /** Google: corrects a conversion, is never a second sale. */
  adjustment: v.optional(v.boolean(), false),
  /** User key → how many values, and the fingerprint of the first. Values never leave the relay. */
  user_keys: v.optional(v.record(v.string(), v.object({ n: Count, form: v.string(), fp: nullish(v.string()) })), {}),
  params: v.object({
    currency: nullish(v.string()),
    value: nullish(v.number()),
    order_id: nullish(v.string()),
    content_ids: v.optional(v.array(v.string()), []),
  }),
  /** User keys of the look-up: equal here or not. A key that this event does not carry is left out. */
  compare: v.optional(v.record(v.string(), v.boolean()), {}),
  delivery: v.optional(v.array(DeliverySchema), []),
  /** What was wrong with the payload: a code, or `code: sentence` without any value (`raw-pii: The parameter …`). */
  warnings: v.optional(v.array(v.string()), []),
  /** What of the payload's format the relay's decoder has not verified, in one sentence; absent where it has. */
  unverified: v.optional(v.string()),
  digest: v.optional(v.string()),
});

/** One span that the relay vouches for. */
export const CoverageSchema = v.object({
  platform: Platform,
  pixel_id: v.string(),
  from: Time,
  to: Time,
  /** How far the record is behind, ms. */
  lag_ms: v.optional(Count, 0),
  sampled: v.optional(v.boolean(), false),
  gaps: v.array(v.object({ from: Time, to: Time, reason: v.string() })),
});

export const LOOKUP_STATUSES = ['found', 'not_found', 'pending', 'outside_retention', 'not_covered'] as const;

/** One browser event as the relay is asked about it. */
export const LookupSchema = v.object({
  ref: Id,
  platform: Platform,
  pixel_id: v.pipe(v.string(), v.maxLength(2_000)),
  event_name: v.optional(v.pipe(v.string(), v.maxLength(2_000)), ''),
  event_id: nullish(Id),
  order_id: nullish(Id),
  /** Major units. Together with `currency` and `at` it finds the twin of an event whose ID an SDK made. */
  value: nullish(v.number()),
  currency: nullish(v.pipe(v.string(), v.maxLength(8))),
  /** When the browser sent it. */
  at: nullish(Time),
  /** User keys to compare by hash; answered with booleans, never stored. */
  compare: v.optional(v.record(v.string(), v.pipe(v.array(v.pipe(v.string(), v.maxLength(2_000))), v.maxLength(20))), {}),
});

export const INCLUDES = ['params', 'delivery', 'near'] as const;

/** `POST /v1/events/query`. */
export const QueryRequestSchema = v.object({
  /** Receipts from this time on; 7 days back where left out. */
  since: v.optional(Time),
  /** Receipts before this time; no end where left out, so that forward-dated imports are found. */
  until: v.optional(Time),
  include: v.optional(v.array(v.picklist(INCLUDES)), [...INCLUDES]),
  lookups: v.array(LookupSchema),
});

export const QueryResponseSchema = v.object({
  results: v.array(
    v.object({
      ref: v.string(),
      status: v.picklist(LOOKUP_STATUSES),
      events: v.array(v.unknown()),
      near: v.optional(v.array(v.object({ event: v.unknown(), reasons: v.array(v.string()) })), []),
      /** True where there are more matches than the relay hands out. */
      more: v.optional(v.boolean(), false),
    }),
  ),
  coverage: v.array(CoverageSchema),
  now: Time,
});

/** RFC 9457. `errors` point into the request body. */
export const ProblemSchema = v.object({
  type: v.string(),
  title: v.string(),
  status: v.number(),
  detail: v.optional(v.string()),
  request_id: v.optional(v.string()),
  errors: v.optional(v.array(v.object({ pointer: v.string(), detail: v.string() }))),
});

export type Capabilities = v.InferOutput<typeof CapabilitiesSchema>;
export type RelayEvent = v.InferOutput<typeof EventSchema>;
export type RelayCoverage = v.InferOutput<typeof CoverageSchema>;
export type WireLookup = v.InferOutput<typeof LookupSchema>;
export type QueryRequest = v.InferOutput<typeof QueryRequestSchema>;
export type LookupStatus = (typeof LOOKUP_STATUSES)[number];
export type Problem = v.InferOutput<typeof ProblemSchema>;

/** `POST /v1/events/query`, as the relay answers it. */
export interface QueryResponse {
  results: {
    ref: string;
    status: LookupStatus;
    events: RelayEvent[];
    near: { event: RelayEvent; reasons: string[] }[];
    more: boolean;
  }[];
  coverage: RelayCoverage[];
  now: string;
}

/** `GET /v1/events`. `next_cursor` is always there, so that a reader can go on from it later. */
export interface EventsPage {
  data: RelayEvent[];
  next_cursor: string;
  has_more: boolean;
}
