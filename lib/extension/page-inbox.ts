import type { Capture, FrameKind } from '../model/capture.ts';
import type { LogEntry } from '../model/log.ts';
import type { PageRecord } from '../model/page-record.ts';
import type { PlatformId } from '../model/platform-id.ts';
import type { Settings } from '../model/settings.ts';
import { readPageCall } from '../platforms/sdk-call.ts';
import type { RecordSender } from './hook-attempt.ts';
import type { HookJoin } from './hook-join.ts';
import type { HookStates, ReportingFrame } from './hook-states.ts';
import { readDropped, readPageMessage } from './page-message.ts';
import { isInScope } from './recording-scope.ts';
import { hostsToWatch } from './watched-hosts.ts';

/** Who sent a message, as the browser tells it: Chromium's and Firefox's fields together. */
export interface MessageSender {
  tab?: { id?: number | undefined; url?: string | undefined; incognito?: boolean | undefined } | undefined;
  frameId?: number | undefined;
  documentId?: string | undefined;
  url?: string | undefined;
  /** Chromium. */
  origin?: string | undefined;
}

/** What the inbox needs of the outside. */
export interface PageInboxEdge {
  append: (entries: readonly LogEntry[]) => Promise<void>;
  /** Those in force; waited for once. */
  ready: Promise<unknown>;
  settings: () => Settings;
  /** URL of the top page of a document; null where unknown. */
  pageUrlOf: (document: { documentId: string | undefined; tabId: number }) => Promise<string | null>;
  platformOf: (request: Pick<Capture, 'method' | 'url' | 'contentType' | 'body'>) => PlatformId | null;
  states: Pick<HookStates, 'report' | 'drop'>;
  join: HookJoin;
  /** True where this background serves private windows together with all others. */
  sharesPrivate: boolean;
  newCaptureId: () => string;
  /** Unix ms. */
  now: () => number;
  wait: (ms: number, then: () => void) => void;
}

/** How often calls and requests that wait for each other are looked at, ms. */
const SETTLE_MS = 300;

/** Takes in what the bridges of all documents send. Records are handled one by one, in the order in which they came. */
export class PageInbox {
  readonly #edge: PageInboxEdge;
  #queue: Promise<unknown>;
  #settling = false;

  constructor(edge: PageInboxEdge) {
    this.#edge = edge;
    this.#queue = edge.ready;
  }

  /** The answer to a bridge: hosts that its hook shall watch too. undefined = the message is none of a bridge. */
  receive(message: unknown, from: MessageSender): Promise<readonly string[]> | undefined {
    const tabId = from.tab?.id;
    if (tabId === undefined) return undefined;
    const frame: ReportingFrame = { tabId, frameId: from.frameId ?? 0, documentId: from.documentId ?? null, url: from.url ?? '' };
    const dropped = readDropped(message);
    if (dropped !== null) return this.#enqueue(() => this.#noteDropped(frame, dropped));
    const record = readPageMessage(message);
    return record ? this.#enqueue(() => this.#take(record, frame, from)) : undefined;
  }

  /** The recorder saw a request begin. */
  captured(capture: Capture): void {
    this.#edge.join.captured(capture, this.#edge.now());
    this.#settleSoon();
  }

  async #take(record: PageRecord, frame: ReportingFrame, from: MessageSender): Promise<readonly string[]> {
    const { settings, states, pageUrlOf } = this.#edge;
    const { recording, sites, firstParty, pageHook } = settings();
    if (record.record === 'hook') {
      await states.report(frame, record);
      return hostsToWatch(firstParty, frame.url);
    }
    const pageUrl = (await pageUrlOf({ documentId: from.documentId, tabId: frame.tabId })) ?? (frame.frameId === 0 ? from.url : from.tab?.url) ?? null;
    const sender: RecordSender = { documentId: frame.documentId, tabId: frame.tabId, frame: frameKindOf(frame), origin: originOf(from), pageUrl, isPrivate: this.#edge.sharesPrivate && from.tab?.incognito === true };
    const isWanted = recording && (pageHook || record.record === 'violation') && isInScope(sites, { pageUrl, initiator: sender.origin });
    if (isWanted) this.#note(record, sender);
    return [];
  }

  #note(record: Exclude<PageRecord, { record: 'hook' }>, sender: RecordSender): void {
    const { append, join, now, platformOf } = this.#edge;
    const heardAt = now();
    if (record.record === 'call') {
      const calls = readPageCall(record, sender.documentId);
      if (calls.length > 0) void append(calls.map((call) => ({ kind: 'sdk-call', at: call.at, call: sender.isPrivate ? { ...call, private: true } : call })));
      return;
    }
    if (record.record === 'violation') {
      const platform = platformOf({ method: 'GET', url: record.blockedUrl, contentType: null, body: { kind: 'none' } });
      join.violated({ record, sender, platform, heardAt });
    } else {
      const platform = platformOf(record);
      if (platform !== null) join.attempted({ record, sender, platform, heardAt });
    }
    this.#settleSoon();
  }

  async #noteDropped(frame: ReportingFrame, dropped: number): Promise<readonly string[]> {
    const { states, append, now } = this.#edge;
    await states.drop(frame, dropped);
    if (dropped > 1) return [];
    const message = `${URL.parse(frame.url)?.host ?? 'A page'} made more SDK calls or requests than the page hook may report for one page. Further ones are not explained; requests are recorded all the same.`;
    await append([{ kind: 'fault', at: now(), code: 'page-records-dropped', message }]);
    return [];
  }

  #settleSoon(): void {
    if (this.#settling || !this.#edge.join.waits) return;
    this.#settling = true;
    this.#edge.wait(SETTLE_MS, () => {
      this.#settling = false;
      const entries = this.#edge.join.settle(this.#edge.now(), this.#edge.newCaptureId);
      if (entries.length > 0) void this.#edge.append(entries);
      this.#settleSoon();
    });
  }

  #enqueue(work: () => Promise<readonly string[]>): Promise<readonly string[]> {
    const done = this.#queue.then(work).catch(() => []);
    this.#queue = done;
    return done;
  }
}

function frameKindOf({ frameId }: ReportingFrame): FrameKind {
  return frameId === 0 ? 'top' : 'sub';
}

function originOf({ origin, url }: MessageSender): string | null {
  const own = origin ?? URL.parse(url ?? '')?.origin;
  return own === undefined || own === 'null' ? null : own;
}
