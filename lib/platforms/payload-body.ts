import type { ServerPayload } from '../model/payload.ts';
import type { DecodeIssue } from '../model/event.ts';
import { isRecord, listOf, parseJson, recordOf, textsOf, type JsonRecord } from '../wire/json.ts';
import { splitUrl, type UrlParts } from '../wire/url-parts.ts';
import { toUrlencoded, withoutMark } from '../wire/urlencoded.ts';
import type { Decoded } from './define.ts';

/** Every platform asks for a payload's URL in turn: the last answer is kept. */
let last: { endpoint: string; url: UrlParts | null } = { endpoint: '', url: null };

/** URL of a payload's endpoint; null where it is none. */
export function endpointUrl(payload: ServerPayload): UrlParts | null {
  if (last.endpoint !== payload.endpoint) last = { endpoint: payload.endpoint, url: splitUrl(payload.endpoint) };
  return last.url;
}

/** A payload's body as one JSON object, whatever its encoding; null where it is none. */
export function jsonBody(payload: ServerPayload): JsonRecord | null {
  const body = jsonValue(payload);
  return isRecord(body) ? body : null;
}

/** A payload's body as JSON of any kind; undefined where it is none. */
export function jsonValue({ body }: ServerPayload): unknown {
  return typeof body === 'string' ? parseJson(body) : body;
}

/** A payload's form as `a=1&b=2`; '' where its body is none. */
export function formText({ body }: ServerPayload): string {
  if (typeof body === 'string') return withoutMark(body);
  return toUrlencoded(Object.entries(recordOf(body)).flatMap(([name, value]) => textsOf(value).map((text) => [name, text] as const)));
}

/** Decodes the objects of a list one by one; an element that is no object costs one issue, never the list. */
export function decodeEach<E>(list: unknown, decode: (item: JsonRecord, index: number) => E | readonly E[]): Decoded<E> {
  const events: E[] = [];
  const issues: DecodeIssue[] = [];
  const items = listOf(list);
  for (let index = 0; index < items.length; index += 1) {
    const item = items[index];
    const decoded = isRecord(item) ? decode(item, index) : null;
    if (decoded === null) issues.push({ code: 'malformed-event', message: `Event ${index + 1} of the batch is no object and was skipped.` });
    // No spread: of a hundred thousand events it would overflow the stack.
    else if (Array.isArray(decoded)) for (const event of decoded as readonly E[]) events.push(event);
    else events.push(decoded as E);
  }
  return { events, issues };
}

/** The answer for a payload whose body has not the shape the endpoint takes. */
export function malformedPayload(expected: string): Decoded<never> {
  return { events: [], issues: [{ code: 'malformed-payload', message: `The payload's body is not what the endpoint takes: ${expected}.` }] };
}
