import type { DecodedBrowserEvent, DecodeIssue } from '../../model/event.ts';
import { originOfId } from '../auto-ids.ts';
import { blankBrowserEvent } from '../blank-event.ts';
import type { Decoded } from '../define.ts';
import { malformedJson } from '../issues.ts';
import { decodeEach } from '../payload-body.ts';
import { rawPiiInFields, rawPiiInJson } from '../raw-pii.ts';
import { presentKeys } from '../user-keys.ts';
import { firstOf } from '../../wire/fields.ts';
import { isRecord, parseJson, recordOf, textOf, type JsonRecord } from '../../wire/json.ts';
import { parseDecimal } from '../../wire/number.ts';
import type { Fields, WireRequest } from '../../wire/request.ts';
import { readEvent } from './event-data.ts';
import { AUTO_IDS, roleOf } from './names.ts';

const SDK_PATH = /^\/v1\/sdk\/events\/?$/;

export function matches(request: WireRequest): boolean {
  return (request.host === 'bzr.openai.com' || request.firstParty === 'openai') && SDK_PATH.test(request.path);
}

export function pixelIdInUrl(request: WireRequest): string {
  return firstOf(request.query(), 'pid') ?? '';
}

export function decodeBrowser(request: WireRequest): Decoded<DecodedBrowserEvent> {
  const body = request.body.json();
  const pixelId = pixelIdInUrl(request);
  if (isRecord(body)) return decodeEach(body['events'], (item) => sdkEvent(item, body, pixelId));
  if (firstOf(request.query(), 'event') !== null) return { events: [imageEvent(request.query(), pixelId)], issues: [] };
  const unreadable = request.body.unreadable();
  if (unreadable) return { events: [], issues: [unreadable] };
  if (request.body.text() === '') return { events: [], issues: [] };
  return { events: [], issues: [malformedJson('The OpenAI message')] };
}

function sdkEvent(item: JsonRecord, body: JsonRecord, pixelId: string): DecodedBrowserEvent {
  const event = browserEvent(item, pixelId, textOf(body['oppref']), textOf(body['obref']));
  const found = [...droppedEvents(item), ...rawPiiInJson({ user: body['user'], source_url: item['source_url'], data: item['data'] })];
  return { ...event, issues: [...event.issues, ...found] };
}

/** The image tag carries one event in its query: `data[amount]=2599`. */
function imageEvent(query: Fields, pixelId: string): DecodedBrowserEvent {
  const data: Record<string, unknown> = {};
  for (const [name, value] of query) {
    const key = /^data\[(\w+)\]$/.exec(name)?.[1];
    if (key !== undefined) data[key] = key === 'contents' ? parseJson(value) : value;
  }
  const item = {
    type: firstOf(query, 'event'),
    custom_event_name: firstOf(query, 'custom_event_name'),
    id: firstOf(query, 'event_id'),
    data,
  };
  const event = browserEvent(item, pixelId, firstOf(query, 'oppref'), null);
  return { ...event, issues: [...event.issues, ...rawPiiInFields(query)] };
}

function browserEvent(item: JsonRecord, pixelId: string, oppref: string | null, obref: string | null): DecodedBrowserEvent {
  const fields = readEvent(item);
  return {
    ...blankBrowserEvent('openai'),
    ...fields,
    pixelId,
    eventIdOrigin: originOfId(fields.eventId, AUTO_IDS),
    userKeys: presentKeys({ oppref, obref }),
    role: roleOf(fields.eventName, fields.customName),
  };
}

/** The SDK drops events it does not take and only says so in a diagnostic of its own. */
function droppedEvents(item: JsonRecord): DecodeIssue[] {
  const data = recordOf(item['data']);
  const count = item['type'] === 'oai::diagnostic' ? parseDecimal(textOf(data['dropped_event_count'])) : null;
  if (count === null || count === 0) return [];
  const reasons = Object.keys(recordOf(data['dropped_event_reason_counts'])).join(', ');
  return [{ code: 'sdk-dropped', message: `The OpenAI SDK dropped ${count} event(s) before sending: ${reasons || 'no reason given'}.` }];
}
