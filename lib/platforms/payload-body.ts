import type { ServerPayload } from '../model/payload.ts';
import type { DecodeIssue } from '../model/event.ts';
import { isRecord, listOf, parseJson, textsOf, type JsonRecord } from '../wire/json.ts';
import { parseUrlencoded } from '../wire/urlencoded.ts';
import type { Decoded } from './define.ts';

/** Every platform asks for a payload's URL in turn: it is parsed once. */
const parsedUrls = new WeakMap<ServerPayload, URL | null>();

/** URL of a payload's endpoint; null where it is none. */
export function endpointUrl(payload: ServerPayload): URL | null {
  const known = parsedUrls.get(payload);
  if (known !== undefined) return known;
  const url = URL.parse(payload.endpoint);
  parsedUrls.set(payload, url);
  return url;
}

/** A payload's body as one JSON object, whatever its encoding; null where it is none. */
export function jsonBody(payload: ServerPayload): JsonRecord | null {
  const body = typeof payload.body === 'string' ? parseJson(payload.body) : payload.body;
  return isRecord(body) ? body : null;
}

/** A payload's form fields, name → values; text is read as urlencoded. */
export function formBody(payload: ServerPayload): ReadonlyMap<string, readonly string[]> {
  const fields = new Map<string, string[]>();
  const pairs = isRecord(payload.body)
    ? Object.entries(payload.body).map(([name, value]) => [name, textsOf(value)] as const)
    : parseUrlencoded(typeof payload.body === 'string' ? payload.body : '').map(([name, value]) => [name, [value]] as const);
  for (const [name, values] of pairs) fields.set(name, [...(fields.get(name) ?? []), ...values]);
  return fields;
}

/** Decodes the objects of a list one by one; an element that is no object costs one issue, never the list. */
export function decodeEach<E>(list: unknown, decode: (item: JsonRecord, index: number) => E | readonly E[]): Decoded<E> {
  const events: E[] = [];
  const issues: DecodeIssue[] = [];
  listOf(list).forEach((item, index) => {
    if (isRecord(item)) events.push(...[decode(item, index)].flat() as E[]);
    else issues.push({ code: 'malformed-event', message: `Event ${index + 1} of the batch is no object and was skipped.` });
  });
  return { events, issues };
}

/** The answer for a payload whose body has not the shape the endpoint takes. */
export function malformedPayload(expected: string): Decoded<never> {
  return { events: [], issues: [{ code: 'malformed-payload', message: `The payload's body is not what the endpoint takes: ${expected}.` }] };
}
