import type { CaptureBody } from '../model/capture.ts';
import { alignCalls } from './align-calls.ts';
import { callKey } from './hook-attempt.ts';
import { readRequestBody, type Inflate } from './request-body.ts';

/** A capture as the backfill looks for it: those whose body is open, and those of the same address around them. */
export interface SoughtCapture {
  captureId: string;
  method: string;
  url: string;
  /** Unix ms. */
  startedAt: number;
  /** False: it only holds its place among equal requests. */
  isOpen: boolean;
}

/** The fields of a HAR entry that are read here. */
export interface HarEntry {
  startedDateTime: string | Date;
  request: {
    method: string;
    url: string;
    postData?: { mimeType?: string | undefined; text?: string | undefined; params?: readonly { name: string; value?: string | undefined }[] | undefined } | undefined;
  };
}

/** DevTools and the recorder stamp one request at most this far apart, ms. */
export const HAR_JOIN_MS = 250;

/**
 * The HAR entry of each capture whose body is open: same method and address, nearest in time, each used once. Where the numbers of equal
 * requests around that time differ, nothing is filled: a foreign body would be worse than none.
 */
export function findHarEntries(sought: readonly SoughtCapture[], entries: readonly HarEntry[]): [SoughtCapture, HarEntry][] {
  const byKey = Map.groupBy(entries, ({ request }) => callKey(request));
  const groups = Map.groupBy(sought, callKey);
  return [...groups].flatMap(([key, captures]) => {
    const own = captures.toSorted((a, b) => a.startedAt - b.startedAt);
    const found = (byKey.get(key) ?? []).toSorted((a, b) => timeOf(a) - timeOf(b));
    const pairs = alignCalls(own, found, distance);
    return pairs.filter(([capture, entry]) => capture.isOpen && countNear(own, (each) => distance(each, entry)) === countNear(found, (each) => distance(capture, each)));
  });
}

function countNear<Item>(items: readonly Item[], distanceOf: (item: Item) => number | null): number {
  return items.filter((item) => distanceOf(item) !== null).length;
}

function distance({ startedAt }: SoughtCapture, entry: HarEntry): number | null {
  const apart = Math.abs(startedAt - timeOf(entry));
  return apart <= HAR_JOIN_MS ? apart : null;
}

function timeOf({ startedDateTime }: HarEntry): number {
  return new Date(startedDateTime).getTime();
}

/** Bytes that no text has. */
const BINARY = /[\0-\x08\x0e-\x1f]/;

/**
 * The body as DevTools tells it: text where the bytes were UTF-8, else one character for each byte. Both look alike where neither character
 * nor byte is above 255; then control characters, which no form, JSON or query has, mean bytes. null where DevTools has no body either.
 */
export async function readHarBody({ request: { postData } }: HarEntry, inflate: Inflate): Promise<CaptureBody | null> {
  const { text, params } = postData ?? {};
  if (text === undefined || text === '') {
    return params && params.length > 0 ? { kind: 'form', fields: params.map(({ name, value }) => [decode(name), decode(value ?? '')]) } : null;
  }
  const isBytes = BINARY.test(text) && !/[^\0-\xff]/.test(text);
  return isBytes ? readRequestBody({ raw: [{ bytes: Uint8Array.from(text, (character) => character.charCodeAt(0)).buffer }] }, inflate) : { kind: 'text', text };
}

/** HAR keeps a form's fields as they stood on the wire. */
function decode(text: string): string {
  return new URLSearchParams(`x=${text}`).get('x') ?? text;
}
