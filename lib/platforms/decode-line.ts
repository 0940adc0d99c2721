import * as v from 'valibot';
import type { CaptureBody } from '../model/capture.ts';
import type { DecodedBrowserEvent, DecodedServerEvent, DecodeIssue, EventRole } from '../model/event.ts';
import type { PlatformId } from '../model/platform-id.ts';
import { decodeServerPayload, findPlatform } from './decode.ts';
import { roleOfMeaning } from './meaning.ts';
import { platformById } from './registry.ts';

/** One event as the `decode` command prints it. */
export interface DecodedLineEvent {
  platform: PlatformId;
  pixelId: string;
  eventName: string;
  /** As it was sent, where the platform compares its hash (Reddit). */
  eventId: string | null;
  /** Major units. */
  value: number | null;
  currency: string | null;
  orderId: string | null;
  /** Unix ms. */
  eventTime: number | null;
  /** Of a server event: by what its name means. */
  role: EventRole;
  mirror: false | string;
}

export interface DecodedLine {
  /** The line's own ID; '' where it has none. */
  id: string;
  events: DecodedLineEvent[];
  issues: DecodeIssue[];
}

const bodyText = v.nullish(v.string());
const headers = v.optional(v.record(v.string(), v.string()), {});

const browserLine = v.object({
  id: v.string(),
  method: v.optional(v.string(), 'GET'),
  url: v.string(),
  headers,
  body: bodyText,
  bodyEncoding: v.optional(v.picklist(['utf8', 'base64']), 'utf8'),
});

const serverLine = v.object({
  id: v.string(),
  endpoint: v.string(),
  method: v.optional(v.string(), 'POST'),
  headers,
  body: v.unknown(),
  bodyEncoding: v.optional(v.picklist(['json', 'form', 'utf8']), 'json'),
});

/** Decodes one line of a JSONL file: a browser request (`url`) or a server payload (`endpoint`). Never throws. */
export function decodeLine(line: unknown): DecodedLine {
  const server = v.safeParse(serverLine, line);
  if (server.success) return decodeServerLine(server.output);
  const browser = v.safeParse(browserLine, line);
  if (browser.success) return decodeBrowserLine(browser.output);
  return malformedLine(line, browser.issues[0].message);
}

function decodeBrowserLine(line: v.InferOutput<typeof browserLine>): DecodedLine {
  const contentType = Object.entries(line.headers).find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? null;
  if (!URL.canParse(line.url)) return { id: line.id, events: [], issues: [{ code: 'malformed-url', message: 'The line\'s "url" is no URL.' }] };
  const found = findPlatform({ method: line.method, url: line.url, contentType, body: bodyOf(line) }, []);
  const decoded = found?.platform.decodeBrowser(found.request);
  return printed(line.id, decoded?.events ?? [], decoded?.issues ?? []);
}

function bodyOf(line: v.InferOutput<typeof browserLine>): CaptureBody {
  if (line.body === null || line.body === undefined || line.body === '') return { kind: 'none' };
  return line.bodyEncoding === 'base64' ? { kind: 'bytes', base64: line.body } : { kind: 'text', text: line.body };
}

function decodeServerLine(line: v.InferOutput<typeof serverLine>): DecodedLine {
  const decoded = decodeServerPayload({ ...line, body: line.body }, { status: null, response: null });
  const events = decoded.events.map(({ event }): DecodedBrowserEvent | DecodedServerEvent => event);
  return printed(line.id, events, decoded.issues);
}

function printed(id: string, events: readonly (DecodedBrowserEvent | DecodedServerEvent)[], issues: readonly DecodeIssue[]): DecodedLine {
  return { id, events: events.map(lineEvent), issues: [...issues, ...events.flatMap((event) => event.issues)] };
}

function lineEvent(event: DecodedBrowserEvent | DecodedServerEvent): DecodedLineEvent {
  const { platform, pixelId, eventName, eventId, plainId, value, currency, orderId, eventTime } = event;
  const role = 'role' in event ? event.role : roleOfMeaning(platformById(platform)?.meaningOf(eventName) ?? null);
  const mirror = 'mirror' in event ? event.mirror : false;
  return { platform, pixelId, eventName, eventId: plainId ?? eventId, value, currency, orderId, eventTime, role, mirror };
}

function malformedLine(line: unknown, reason: string): DecodedLine {
  const id = typeof line === 'object' && line !== null && 'id' in line && typeof line.id === 'string' ? line.id : '';
  const message = `The line is neither a request ({id, method, url, …}) nor a server payload ({id, endpoint, …}): ${reason}`;
  return { id, events: [], issues: [{ code: 'malformed-line', message }] };
}
