import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { PlatformAnswer } from '../lib/model/payload.ts';
import { decodeServerPayload, type DecodedPayload } from '../lib/platforms/decode.ts';
import { MAX_EVENTS } from './config.ts';
import type { RelayContext, RelayParts } from './context.ts';
import { findUpstream, sendUpstream, type Upstream } from './forward.ts';
import { readOrder, type IngestOrder } from './ingest-headers.ts';
import { readBody } from './input.ts';
import { PAYLOAD_TYPES, toPayload } from './payload.ts';
import { RelayProblem } from './problem.ts';
import { toStoredEvent, type Receipt } from './record.ts';
import { allowsPixel } from './tokens.ts';
import { findVendor, type Vendor } from './vendors.ts';

const UNKNOWN_ANSWER: PlatformAnswer = { status: null, response: null };

/** `POST [/k/<token>]/in/<vendor>/<the platform's own path>`. */
export async function handleIngest(context: RelayContext, parts: RelayParts): Promise<Response> {
  const name = context.req.param('vendor') ?? '';
  const path = context.req.path.slice(context.req.path.indexOf(`/in/${name}/`) + `/in/${name}`.length);
  const vendor = findVendor(name, path);
  if (vendor === null) throw new RelayProblem('not-found', 'No conversions API has this path; docs/relay-contract.md lists them.');
  const shown = context.req.header('x-relay-token') ?? context.req.param('key');
  const order = readOrder(context, parts, shown);
  const body = await readBody(context, PAYLOAD_TYPES);
  return await take(context, parts, { vendor, path, order, body, query: new URL(context.req.url).search });
}

/** `POST /capi/<pixel>/events`: Meta's own SDK mirroring to a gateway, with our token as its `accessKey`. */
export async function handleGateway(context: RelayContext, parts: RelayParts): Promise<Response> {
  const path = `/v24.0/${context.req.param('pixel') ?? ''}/events`;
  const vendor = findVendor('meta', path);
  if (vendor === null) throw new RelayProblem('not-found', 'The path is /capi/<pixel>/events.');
  const body = await readBody(context, PAYLOAD_TYPES);
  const order = readOrder(context, parts, context.req.header('x-relay-token') ?? context.req.param('key') ?? readAccessKey(body.text));
  // The SDK sends the original to Meta by itself, and this copy carries our token.
  if (order.mode === 'forward') throw new RelayProblem('forward-not-allowed', 'A gateway copy is never forwarded: Meta has the original.');
  return await take(context, parts, { vendor, path, order, body, query: '' });
}

function readAccessKey(text: string): string | undefined {
  const key = /"accessKey"\s*:\s*"([^"\\]+)"/.exec(text)?.[1] ?? new URLSearchParams(text).get('accessKey');
  return key ?? undefined;
}

interface Delivered {
  vendor: Vendor;
  path: string;
  query: string;
  order: IngestOrder;
  body: { text: string; type: string };
}

async function take(context: RelayContext, parts: RelayParts, delivered: Delivered): Promise<Response> {
  const { vendor, path, query, order, body } = delivered;
  const payload = toPayload(vendor, path, query, body);
  const decoded = decodeServerPayload(payload, UNKNOWN_ANSWER);
  await noteUnreadable(parts, decoded);
  checkEvents(decoded, order);
  if (order.mode !== 'forward') {
    await store(parts, decoded, order, null);
    return answerAsVendor(context, vendor, path, decoded.events.length);
  }
  const base = findUpstream(parts.config, vendor, decoded.events.map(({ event }) => event.pixelId));
  const edge = { fetch: parts.fetch, clock: parts.clock, timeoutMs: parts.config.upstreamTimeoutMs };
  const upstream = await sendUpstream(edge, { base, path, query }, { headers: context.req.raw.headers, text: body.text });
  // Fail open: what the platform said goes back to the shop, whether or not it could be written down.
  await store(parts, withAnswer(payload, upstream), order, upstream).catch(() => undefined);
  return answerAsUpstream(upstream);
}

/** What the platform got and the relay could not read: from here on "not found" at this moment proves nothing. */
async function noteUnreadable({ store, clock }: RelayParts, { issues }: DecodedPayload): Promise<void> {
  if (!issues.some(({ code }) => code.startsWith('malformed'))) return;
  const at = clock();
  await store.recordGap({ from: at, to: at + 1, reason: 'payload_unreadable' }).catch(() => undefined);
}

/** @throws RelayProblem 403, 413, 422 */
function checkEvents({ events, issues }: DecodedPayload, { mode, token }: IngestOrder): void {
  if (events.length > MAX_EVENTS) throw new RelayProblem('too-large', `At most ${MAX_EVENTS} events in one request; this one has ${events.length}.`);
  const foreign = events.find(({ event }) => !allowsPixel(token.pixels, event.platform, event.pixelId));
  if (foreign !== undefined) throw new RelayProblem('pixel-not-allowed', `This token may not send events of this ${foreign.event.platform} pixel.`);
  // A forwarded payload is the platform's to refuse.
  if (events.length > 0 || mode === 'forward') return;
  const errors = issues.map(({ code, message }) => ({ pointer: '/', detail: `${code}: ${message}` }));
  throw new RelayProblem('undecodable-payload', 'No event could be read from the body, so nothing was recorded.', errors);
}

function withAnswer(payload: Parameters<typeof decodeServerPayload>[0], { answer, fault }: Upstream): DecodedPayload {
  const decoded = decodeServerPayload(payload, answer);
  if (fault !== 'unreachable') return decoded;
  return { ...decoded, events: decoded.events.map(({ event }) => ({ event, accepted: false, message: 'The platform could not be reached.' })) };
}

async function store(parts: RelayParts, { events }: DecodedPayload, order: IngestOrder, upstream: Upstream | null): Promise<void> {
  const receipt: Receipt = {
    at: order.receivedAt,
    sender: order.sender,
    mode: order.mode === 'import' ? 'import' : upstream === null ? 'mirror' : 'inline',
    upstream: upstream === null ? null : { status: upstream.answer.status, ms: upstream.ms },
  };
  try {
    await parts.store.append(events.map((answered) => toStoredEvent(answered, receipt, parts.ids(), parts.redactor)));
  } catch (error) {
    parts.gaps.failed(parts.clock());
    parts.log.error({ code: error instanceof Error ? error.name : 'unknown', events: events.length }, 'events could not be stored');
    throw new RelayProblem('store-unavailable', 'The events could not be stored; the relay has noted the gap.');
  }
  await parts.gaps.recovered(parts.clock());
}

function answerAsVendor(context: RelayContext, vendor: Vendor, path: string, count: number): Response {
  const { status, body } = vendor.answer(path, count, context.get('requestId'));
  return status === 204 ? context.body(null, 204) : context.json(body as Record<string, unknown>, status as ContentfulStatusCode);
}

function answerAsUpstream({ reply, fault }: Upstream): Response {
  if (reply === null) {
    throw new RelayProblem(fault === 'timeout' ? 'upstream-timeout' : 'upstream-unreachable', 'The platform did not answer; the attempt is recorded.');
  }
  const hasBody = ![204, 205, 304].includes(reply.status);
  return new Response(hasBody ? reply.body : null, { status: reply.status, headers: hasBody ? { 'content-type': reply.type } : {} });
}
