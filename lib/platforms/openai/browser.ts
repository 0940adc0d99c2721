import type { DecodedBrowserEvent, DecodeIssue } from '../../model/event.ts';
import { originOfId } from '../auto-ids.ts';
import { blankBrowserEvent } from '../blank-event.ts';
import type { Decoded } from '../define.ts';
import { joinIssues, malformedJson } from '../issues.ts';
import { decodeEach } from '../payload-body.ts';
import { rawPiiInJson, rawPiiInParams } from '../raw-pii.ts';
import { presentKeys } from '../user-keys.ts';
import { isRecord, parseParamJson, recordOf, textOf, type JsonRecord } from '../../wire/json.ts';
import { decimalOf } from '../../wire/number.ts';
import { paramReader } from '../../wire/param-reader.ts';
import type { WireRequest } from '../../wire/request.ts';
import { isPath } from '../../wire/url-parts.ts';
import { paramsUnder } from '../../wire/urlencoded.ts';
import { fillIn } from './event-data.ts';
import { AUTO_IDS, roleOf } from './names.ts';

const SDK_PATH = '/v1/sdk/events';

const readParams = paramReader({
  pixelId: 'pid',
  type: 'event',
  custom_event_name: 'custom_event_name',
  id: 'event_id',
  oppref: 'oppref',
});

export function matches(request: WireRequest): boolean {
  return (request.host === 'bzr.openai.com' || request.firstParty === 'openai') && isPath(request.path, SDK_PATH);
}

export function pixelIdInUrl(request: WireRequest): string {
  return readParams(request.queryText).pixelId ?? '';
}

export function decodeBrowser(request: WireRequest): Decoded<DecodedBrowserEvent> {
  const body = request.body.json();
  const pixelId = pixelIdInUrl(request);
  if (isRecord(body)) return decodeEach(body['events'], (item) => sdkEvent(item, body, pixelId));
  const image = imageEvent(request.queryText, pixelId);
  if (image) return { events: [image], issues: [] };
  const unreadable = request.body.unreadable();
  if (unreadable) return { events: [], issues: [unreadable] };
  if (request.body.text() === '') return { events: [], issues: [] };
  return { events: [], issues: [malformedJson('The OpenAI message')] };
}

function sdkEvent(item: JsonRecord, body: JsonRecord, pixelId: string): DecodedBrowserEvent {
  const found = joinIssues(droppedEvents(item), rawPiiInJson({ user: body['user'], source_url: item['source_url'], data: item['data'] }));
  return browserEvent(item, pixelId, { oppref: textOf(body['oppref']), obref: textOf(body['obref']) }, found);
}

/** The image tag carries one event in its query: `data[amount]=2599`. */
function imageEvent(query: string, pixelId: string): DecodedBrowserEvent | null {
  const { type, custom_event_name, id, oppref } = readParams(query);
  if (type === null) return null;
  const data: Record<string, unknown> = {};
  for (const [rest, value] of paramsUnder(query, 'data[')) {
    const key = /^(\w+)\]$/.exec(rest)?.[1];
    if (key !== undefined) data[key] = key === 'contents' ? parseParamJson(value) : value;
  }
  return browserEvent({ type, custom_event_name, id, data }, pixelId, { oppref }, rawPiiInParams(query));
}

function browserEvent(item: JsonRecord, pixelId: string, userKeys: Record<string, string | null>, found: readonly DecodeIssue[]): DecodedBrowserEvent {
  const event = fillIn(blankBrowserEvent('openai'), item);
  event.pixelId = pixelId;
  event.eventIdOrigin = originOfId(event.eventId, AUTO_IDS);
  event.userKeys = presentKeys(userKeys);
  event.role = roleOf(event.eventName, event.customName);
  event.issues = joinIssues(event.issues, found);
  return event;
}

/** The SDK drops events it does not take and only says so in a diagnostic of its own. */
function droppedEvents(item: JsonRecord): DecodeIssue[] {
  const data = recordOf(item['data']);
  const count = item['type'] === 'oai::diagnostic' ? decimalOf(data['dropped_event_count']) : null;
  if (count === null || count === 0) return [];
  const reasons = Object.keys(recordOf(data['dropped_event_reason_counts'])).join(', ');
  return [{ code: 'sdk-dropped', message: `The OpenAI SDK dropped ${count} event(s) before sending: ${reasons || 'no reason given'}.` }];
}
