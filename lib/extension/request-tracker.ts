import type { Capture, CaptureBody, Delivery } from '../model/capture.ts';
import type { LogEntry } from '../model/log.ts';
import { correctBody } from './body-check.ts';
import { ANSWERED_BY_WORKER, FROM_CACHE, PROGRESS_UNKNOWN, deliveryOfError, deliveryOfRewrite } from './delivery.ts';
import { beginMark, captureIdOf, type InFlight } from './in-flight.ts';
import { initiatorOf, toCapture, type RequestDetails } from './request-details.ts';
import type { RequestPlace } from './request-place.ts';

/** Which platform a request belongs to; null = none, so it is not recorded. */
export type PlatformOf = (capture: Capture) => string | null;

/** Follows every request from its start to its end and says what the log must hold about it. */
export interface RequestTracker {
  started(details: RequestDetails, body: CaptureBody, place: RequestPlace): LogEntry[];
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
/** A page's service worker that has not sent the page's request on after this long has answered it itself. */
export const HAND_OVER_MS = 5_000;
/** Requests followed at once; some never end. */
const MARKS_KEPT = 5_000;

/**
 * One request is one capture, whatever number of redirects; a redirect that leads to another platform begins a second one.
 * `marks`: requests under way, by requestId, as the log tells them after the background was stopped.
 */
export function createRequestTracker(session: string, marks: Map<string, InFlight>, platformOf: PlatformOf): RequestTracker {
  function follow(requestId: string, mark: InFlight): void {
    marks.set(requestId, mark);
    const [oldest] = marks.keys();
    if (marks.size > MARKS_KEPT && oldest !== undefined) marks.delete(oldest);
  }

  function started(details: RequestDetails, body: CaptureBody, place: RequestPlace): LogEntry[] {
    const earlier = marks.get(details.requestId);
    const sentOn = earlier ? null : takeHandedOver(marks, details);
    if (sentOn) follow(details.requestId, sentOn);
    if (sentOn || details.method === 'OPTIONS' || earlier?.url === details.url) return [];
    const hop = earlier ? earlier.hop + 1 : 0;
    const capture = toCapture(details, { id: captureIdOf(session, details.requestId, hop), body, ...place });
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
    if (isHandOver(details) && !mark.sentHeaders) mark.handedOverAt = details.timeStamp;
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

/** Firefox ends a page's request that a service worker takes over with a redirect to itself that no server made. */
export function isHandOver({ redirectUrl, url, statusCode }: RequestDetails): boolean {
  return redirectUrl === url && (statusCode ?? 0) === 0;
}

/**
 * The page's request that this one of its service worker sends on, the oldest first: Firefox shows both, and both are one capture.
 * null = it is a request of its own.
 */
function takeHandedOver(marks: Map<string, InFlight>, details: RequestDetails): InFlight | null {
  if (details.tabId >= 0) return null;
  const initiator = initiatorOf(details);
  for (const mark of marks.values()) {
    if (mark.handedOverAt === null || details.timeStamp - mark.handedOverAt > HAND_OVER_MS) continue;
    if (mark.url !== details.url || mark.method !== details.method || mark.initiator !== initiator) continue;
    mark.handedOverAt = null;
    return mark;
  }
  return null;
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

function markSent(mark: InFlight | undefined, details: RequestDetails): LogEntry[] {
  if (!mark) return [];
  mark.sentHeaders = true;
  mark.handedOverAt = null;
  const body = mark.uncheckedBody && correctBody(mark.uncheckedBody, details);
  mark.uncheckedBody = null;
  return body ? [{ kind: 'body', at: details.timeStamp, captureId: mark.captureId, body, seenBy: 'web-request' }] : [];
}

function closeStale(marks: Map<string, InFlight>, now: number): LogEntry[] {
  const entries: LogEntry[] = [];
  for (const [requestId, mark] of marks) {
    const keptByWorker = mark.handedOverAt !== null && now - mark.handedOverAt >= HAND_OVER_MS;
    if (!keptByWorker && now - mark.startedAt < STALE_MS) continue;
    marks.delete(requestId);
    if (mark.ended || mark.status !== null) continue;
    entries.push(...end(mark, keptByWorker ? ANSWERED_BY_WORKER : deliveryOfSilence(mark), now));
  }
  return entries;
}

function deliveryOfSilence({ sentHeaders }: InFlight): Delivery {
  const error = 'the browser never told how the request ended';
  return sentHeaders === false ? { state: 'failed', error } : { state: 'sent-unconfirmed', error };
}
