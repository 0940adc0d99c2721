import { gunzipSync } from 'node:zlib';
import { until } from '../../../demo/until.ts';
import type { Capture, CaptureBody } from '../../../lib/model/capture.ts';
import type { LoggedEntry } from '../../../lib/model/log.ts';
import { applyEntry, emptyState } from '../../../lib/session/state.ts';
import type { Received } from './receiver.ts';
import type { RecordingBrowser } from './recording-browser.ts';

const PAGE_OF_ENTRIES = 2_000;

/** Reads on from where it stood: every capture that the session log holds now, as a reader of the log sees it. */
export type CaptureReader = () => Promise<Capture[]>;

export function followCaptures({ ask }: Pick<RecordingBrowser, 'ask'>): CaptureReader {
  const state = emptyState();
  let after = 0;
  return async () => {
    for (let more = true; more; ) {
      const page = await ask<{ entries: LoggedEntry[]; more: boolean }>('log.read', { after, limit: PAGE_OF_ENTRIES });
      for (const { entry } of page.entries) applyEntry(state, entry);
      after = page.entries.at(-1)?.seq ?? after;
      more = page.more;
    }
    return [...state.captures.values()];
  };
}

export const tokenOf = ({ url }: { url: string }): string => new URL(url).searchParams.get('eid') ?? '';

/** How often each token was seen. */
export function countTokens(tokens: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const token of tokens) counts[token] = (counts[token] ?? 0) + 1;
  return counts;
}

/** What arrived, each chain of redirects once. */
export const arrivals = (received: readonly Received[]): Received[] => received.filter(({ hop }) => hop === 0);

/** Waits until everything that arrived is in the log, nothing is under way any more, and no body is open but those that `mayStayOpen`. */
export async function untilRecorded(read: CaptureReader, received: readonly Received[], mayStayOpen: (token: string) => boolean): Promise<Capture[]> {
  let captures: Capture[] = [];
  const isSettled = ({ delivery, body, ...capture }: Capture): boolean =>
    delivery.state !== 'in-flight' && (body.kind !== 'pending' || mayStayOpen(tokenOf(capture)));
  const settled = until('everything that arrived to be recorded', async () => {
    captures = await read();
    const recorded = countTokens(captures.map(tokenOf));
    const arrived = Object.entries(countTokens(arrivals(received).map(({ token }) => token)));
    return arrived.every(([token, count]) => (recorded[token] ?? 0) >= count) && captures.every(isSettled);
  });
  // What is missing in the end is for the assertion to name.
  return settled.then(() => captures, () => captures);
}

/** What a recorded body is worth beside the bytes that arrived: `equal`, the recorder's own reason, or `differs`. */
export async function compareBody(body: CaptureBody, { body: bytes, contentType }: Received): Promise<string> {
  if (body.kind === 'pending' || body.kind === 'unreadable') return body.reason;
  const arrived = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
  return (await isEqual(body, arrived, contentType)) ? 'equal' : `differs: ${JSON.stringify(body).slice(0, 200)} / ${arrived.toString('latin1').slice(0, 200)}`;
}

async function isEqual(body: Exclude<CaptureBody, { kind: 'pending' | 'unreadable' }>, arrived: Buffer, contentType: string | null): Promise<boolean> {
  if (body.kind === 'none') return arrived.length === 0;
  if (body.kind === 'text') return arrived.equals(Buffer.from(body.text));
  if (body.kind === 'bytes') return arrived.equals(Buffer.from(body.base64, 'base64'));
  const form = await new Response(new Uint8Array(arrived), { headers: { 'content-type': contentType ?? '' } }).formData();
  const fields = await Promise.all([...form].map(async ([name, value]) => [name, typeof value === 'string' ? value : await value.text()] as const));
  // The browser groups a form's fields by name.
  return JSON.stringify(byName(body.fields)) === JSON.stringify(byName(fields));
}

const byName = (fields: readonly (readonly [string, string])[]): (readonly [string, string])[] => fields.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
