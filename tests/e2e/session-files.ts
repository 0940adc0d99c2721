import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const GOLDEN = fileURLToPath(new URL('../golden/', import.meta.url));

/** A session file (docs/session-format.md), as far as it is put together here. */
export interface SessionFile {
  pixelpair: 1;
  now: string;
  relay: { state: string; graceMs: number };
  captures: object[];
  serverPayloads?: object[];
  recorder?: object;
}

export function readGolden(name: string): SessionFile {
  return JSON.parse(readFileSync(`${GOLDEN}${name}.json`, 'utf8')) as SessionFile;
}

/** One session out of several, as of the latest one's time. */
export function joinSessions([first, ...others]: readonly [SessionFile, ...SessionFile[]]): SessionFile {
  const all = [first, ...others];
  return {
    ...first,
    now: all.map(({ now }) => now).toSorted().at(-1) ?? first.now,
    captures: all.flatMap(({ captures }) => captures),
    serverPayloads: all.flatMap(({ serverPayloads }) => serverPayloads ?? []),
    recorder: recorderOf(first.now),
  };
}

/** What Pixelpair writes of itself into a session that was recorded without trouble. */
export function recorderOf(since: string): object {
  return { since, relay: { host: 'relay.shop.test', state: 'ok', code: null, message: null, lagMs: 800 }, attempts: [], faults: [] };
}

/** The session once more, as order 1013 + `index` of a page visit `index` minutes later. */
export function repeatOrder(session: SessionFile, index: number): SessionFile {
  const shiftMs = index * 60_000;
  const text = JSON.stringify(session)
    .replaceAll(/(?<!\d)1013(?!\d)/g, String(1013 + index))
    .replaceAll('"D1"', `"D${index + 1}"`)
    .replaceAll('5f0c2a9e', (0x5f0c2a9e + index * 0x10101).toString(16))
    .replaceAll(/\b1795\d{6}(\d{3})?\b/g, (time, ms: string | undefined) => String(Number(time) + (ms === undefined ? shiftMs / 1_000 : shiftMs)))
    .replaceAll(/2026-11-21T[\d:.]+Z/g, (time) => new Date(Date.parse(time) + shiftMs).toISOString());
  return JSON.parse(text) as SessionFile;
}

/** The file as an input takes it. */
export function toUpload(name: string, session: SessionFile): { name: string; mimeType: string; buffer: Buffer } {
  return { name, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(session)) };
}
