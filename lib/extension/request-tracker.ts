import type { Capture, CaptureBody, Delivery } from '../model/capture.ts';
import type { LogEntry } from '../model/log.ts';
import { FROM_CACHE, PROGRESS_UNKNOWN, deliveryOfError, deliveryOfRewrite } from './delivery.ts';
import { beginMark, captureIdOf, type InFlight } from './in-flight.ts';
import { toCapture, type RequestDetails } from './request-details.ts';

/** Which platform a request belongs to; null = none, so it is not recorded. */
export type PlatformOf = (capture: Capture) => string | null;

/** Follows every request from its start to its end and says what the log must hold about it. */
export interface RequestTracker {
  started(details: RequestDetails, body: CaptureBody, pageUrl: string | null): LogEntry[];
  sentHeaders(details: RequestDetails): LogEntry[];
  answered(details: RequestDetails): LogEntry[];
  redirected(details: RequestDetails): LogEntry[];
  completed(details: RequestDetails): LogEntry[];
  failed(details: RequestDetails): LogEntry[];
  /** Ends requests of which the browser never told the end. */
  closeStale(now: number): LogEntry[];
}

/** After this long without an end nothing more will be heard of a request. */
const STALE_MS = 120_000;
/** A page's service worker repeats the page's request within this time (Firefox shows both). */
const REISSUE_MS = 1_000;
/** Requests followed at once; some never end. */
const MARKS_KEPT = 5_000;

/**
 * One request is one capture, whatever number of redirects; a redirect that leads to another platform begins a second one.
 * `marks`: requests under way, by requestId, as the log tells them after the background was stopped.
 */
export function createRequestTracker(session: string, marks: Map<string, InFlight>, platformOf: PlatformOf): RequestTracker {
  const handedOver = createHandOvers();

  function follow(requestId: string, mark: InFlight): void {
    marks.set(requestId, mark);
    const [oldest] = marks.keys();
    if (marks.size > MARKS_KEPT && oldest !== undefined) marks.delete(oldest);
  }

  function started(details: RequestDetails, body: CaptureBody, pageUrl: string | null): LogEntry[] {
    const earlier = marks.get(details.requestId);
    const reissued = earlier ? null : handedOver.take(details);
    if (reissued) follow(details.requestId, reissued);
    if (reissued || details.method === 'OPTIONS' || earlier?.url === details.url) return [];
    const hop = earlier ? earlier.hop + 1 : 0;
    const capture = toCapture(details, { id: captureIdOf(session, details.requestId, hop), body, pageUrl });
    const platform = platformOf(capture);
    if (platform === null || platform === earlier?.platform) return [];
    follow(details.requestId, beginMark(capture, hop, platform));
    return [{ kind: 'capture', at: details.timeStamp, capture }];
  }

  function redirected(details: RequestDetails): LogEntry[] {
    const mark = marks.get(details.requestId);
    const target = details.redirectUrl ?? '';
    if (!mark || mark.ended) return [];
    if (details.fromCache) return leave(mark, FROM_CACHE, details.timeStamp);
    if (mark.status !== null) return [];
    if (target === details.url) handedOver.put(details, mark);
    const rewrite = deliveryOfRewrite(details.url, target);
    if (mark.sentHeaders) return answer(mark, details.statusCode ?? 0, details.timeStamp);
    if (!rewrite) return [];
    const unknown = mark.sentHeaders === null && /^https?:/.test(target);
    const unsure: Delivery = { state: 'sent-unconfirmed', error: `redirected; ${PROGRESS_UNKNOWN}` };
    return leave(mark, unknown ? unsure : rewrite, details.timeStamp);
  }

  function completed(details: RequestDetails): LogEntry[] {
    const mark = takeMark(marks, details.requestId);
    if (!mark || mark.ended) return [];
    if (details.fromCache && details.url === mark.url) return end(mark, FROM_CACHE, details.timeStamp);
    return mark.status === null ? answer(mark, details.statusCode ?? 0, details.timeStamp) : [];
  }

  function failed(details: RequestDetails): LogEntry[] {
    const mark = takeMark(marks, details.requestId);
    if (!mark || mark.ended || mark.status !== null) return [];
    return end(mark, deliveryOfError(details.error ?? 'unknown error', mark), details.timeStamp);
  }

  return {
    started,
    redirected,
    completed,
    failed,
    sentHeaders: (details) => markSent(marks.get(details.requestId), details),
    answered: (details) => {
      const mark = marks.get(details.requestId);
      return mark && !mark.ended && mark.status === null ? answer(mark, details.statusCode ?? 0, details.timeStamp) : [];
    },
    closeStale: (now) => closeStale(marks, now),
  };
}

interface HandOvers {
  put(details: RequestDetails, mark: InFlight): void;
  /** The page's request that this one of its service worker repeats; null = it is a request of its own. */
  take(details: RequestDetails): InFlight | null;
}

/** Firefox shows a page's request that its service worker sends on twice: both are one capture. */
function createHandOvers(): HandOvers {
  const waiting = new Map<string, { mark: InFlight; at: number }>();
  const keyOf = ({ method, url }: RequestDetails): string => `${method} ${url}`;
  return {
    put: (details, mark) => waiting.set(keyOf(details), { mark, at: details.timeStamp }),
    take: (details) => {
      const handed = details.tabId < 0 ? waiting.get(keyOf(details)) : undefined;
      if (!handed || Math.abs(details.timeStamp - handed.at) > REISSUE_MS) return null;
      waiting.delete(keyOf(details));
      return handed.mark;
    },
  };
}

function takeMark(marks: Map<string, InFlight>, requestId: string): InFlight | undefined {
  const mark = marks.get(requestId);
  marks.delete(requestId);
  return mark;
}

function end(mark: InFlight, delivery: Delivery, at: number): LogEntry[] {
  mark.ended = true;
  return [{ kind: 'delivery', at, captureId: mark.captureId, delivery }];
}

/** Ends this capture; what the redirect leads to is a request of its own. */
function leave(mark: InFlight, delivery: Delivery, at: number): LogEntry[] {
  mark.platform = null;
  return end(mark, delivery, at);
}

/** The server that a request was addressed to decides: what a redirect's target answers changes nothing. */
function answer(mark: InFlight, status: number, at: number): LogEntry[] {
  mark.status = status;
  return [{ kind: 'delivery', at, captureId: mark.captureId, delivery: { state: 'delivered', status } }];
}

/**
 * Chromium hands over the same nothing for a beacon without a body and for a Blob; only a body brings a Content-Type
 * along. (A Blob without a type brings none either: its decoder then reports the missing body.)
 */
function markSent(mark: InFlight | undefined, details: RequestDetails): LogEntry[] {
  if (!mark) return [];
  mark.sentHeaders = true;
  const typed = details.requestHeaders?.some(({ name }) => name.toLowerCase() === 'content-type') ?? true;
  if (!mark.bodyPending || typed) return [];
  mark.bodyPending = false;
  return [{ kind: 'body', at: details.timeStamp, captureId: mark.captureId, body: { kind: 'none' }, seenBy: 'web-request' }];
}

function closeStale(marks: Map<string, InFlight>, now: number): LogEntry[] {
  const entries: LogEntry[] = [];
  for (const [requestId, mark] of marks) {
    if (now - mark.startedAt < STALE_MS) continue;
    marks.delete(requestId);
    if (mark.ended || mark.status !== null) continue;
    const error = 'the browser never told how the request ended';
    entries.push(...end(mark, mark.sentHeaders === false ? { state: 'failed', error } : { state: 'sent-unconfirmed', error }, now));
  }
  return entries;
}
