import * as v from 'valibot';
import { PLATFORM_IDS } from '../lib/model/platform-id.ts';
import type { EventsPage } from '../lib/relay/contract.ts';
import { MAX_PAGE } from './config.ts';
import type { RelayContext, RelayParts } from './context.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { requireBearer } from './guard.ts';
import { RelayProblem } from './problem.ts';
import type { Position, StoredEvent, TailFilter, TimeRange } from './store.ts';
import { allowsPixel } from './tokens.ts';

const DAY_MS = 86_400_000;
const Time = v.pipe(v.string(), v.check((text) => Number.isFinite(Date.parse(text)), 'must be an ISO 8601 time'));

const ListQuery = v.object({
  platform: v.picklist(PLATFORM_IDS),
  pixel_id: v.string(),
  event_id: v.optional(v.string()),
  event_name: v.optional(v.string()),
  order_id: v.optional(v.string()),
  since: v.optional(Time),
  until: v.optional(Time),
  order: v.optional(v.picklist(['asc', 'desc']), 'asc'),
  test: v.optional(v.picklist(['true', 'false', 'any']), 'any'),
  limit: v.optional(v.pipe(v.string(), v.regex(/^\d{1,4}$/), v.transform(Number), v.minValue(1), v.maxValue(MAX_PAGE)), '50'),
  cursor: v.optional(v.string()),
});

type ListQuery = v.InferOutput<typeof ListQuery>;

/** `GET /v1/events`: one pixel's receipts, page by page. */
export async function handleList(context: RelayContext, parts: RelayParts): Promise<Response> {
  const token = requireBearer(context, parts, 'read');
  const query = readListQuery(context);
  requirePixel(token.pixels, query.platform, query.pixel_id);
  const filter = toFilter(query, parts);
  const after = readCursor(query.cursor, filter);
  const rows = await parts.store.tail(filter, toRange(query, parts.clock()), after, query.limit + 1);
  const data = rows.slice(0, query.limit);
  const last = data.at(-1);
  const next = last === undefined ? (after ?? startOf(filter)) : positionOf(last);
  const page: EventsPage = { data: data.map(({ event }) => event), next_cursor: encodeCursor(next, filter), has_more: rows.length > query.limit };
  return context.json(page);
}

/** `GET /v1/events/:id`. */
export async function handleGet(context: RelayContext, parts: RelayParts): Promise<Response> {
  const token = requireBearer(context, parts, 'read');
  const stored = await parts.store.get(context.req.param('id') ?? '');
  if (stored === null || !allowsPixel(token.pixels, stored.event.platform, stored.event.pixel_id)) {
    throw new RelayProblem('not-found', 'There is no such receipt; it may be older than the retention.');
  }
  return context.json(stored.event);
}

function readListQuery(context: RelayContext): ListQuery {
  const parsed = v.safeParse(ListQuery, context.req.query());
  if (parsed.success) return parsed.output;
  const errors = parsed.issues.map((issue) => ({ pointer: `?${v.getDotPath(issue) ?? ''}`, detail: issue.expected ?? issue.message }));
  throw new RelayProblem('invalid-request', 'A query parameter is missing or wrong; see errors.', errors);
}

/** An empty list would read as evidence that nothing was sent. */
function requirePixel(patterns: readonly string[], platform: string, pixelId: string): void {
  if (!allowsPixel(patterns, platform, pixelId)) throw new RelayProblem('pixel-not-allowed', 'This token may not read this pixel.');
}

function toFilter(query: ListQuery, { redactor }: RelayParts): TailFilter {
  const scrub = (text: string | undefined): string | null => (text === undefined ? null : redactor.scrub(text));
  return {
    platform: query.platform,
    pixelId: redactor.scrub(query.pixel_id),
    eventId: scrub(query.event_id),
    eventName: scrub(query.event_name),
    orderId: scrub(query.order_id),
    test: query.test === 'any' ? null : query.test === 'true',
    order: query.order,
  };
}

function toRange({ since, until }: ListQuery, now: number): TimeRange {
  return { since: since === undefined ? now - DAY_MS : Date.parse(since), until: until === undefined ? null : Date.parse(until) };
}

function readCursor(text: string | undefined, filter: TailFilter): Position | null {
  if (text === undefined) return null;
  const position = decodeCursor(text, filter);
  if (position === null) throw new RelayProblem('invalid-request', 'The cursor belongs to another query: start without one.', [{ pointer: '?cursor', detail: 'not a cursor of this query' }]);
  return position;
}

function positionOf({ event }: StoredEvent): Position {
  return { receivedAt: Date.parse(event.received_at), id: event.id };
}

/** Before everything, in reading order: the cursor of an empty list. */
function startOf({ order }: TailFilter): Position {
  return order === 'asc' ? { receivedAt: 0, id: '' } : { receivedAt: Number.MAX_SAFE_INTEGER, id: '' };
}
