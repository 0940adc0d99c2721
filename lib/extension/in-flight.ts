import type { Capture, CaptureBody, Delivery } from '../model/capture.ts';
import type { LoggedEntry, LogEntry } from '../model/log.ts';

/** What is known of a request under way. Lost with the background's memory and rebuilt from the log. */
export interface InFlight {
  captureId: string;
  method: string;
  url: string;
  initiator: string | null;
  /** 0 for the request itself; a redirect to another platform begins the next. */
  hop: number;
  /** null = the rest of the request is of no platform. */
  platform: string | null;
  /** Unix ms. */
  startedAt: number;
  /** null = the background was stopped meanwhile and cannot know. */
  sentHeaders: boolean | null;
  /** What the first server answered; null = nothing yet. */
  status: number | null;
  /** True once the delivery is decided and nothing may change it. */
  ended: boolean;
  /** The body as it was handed over, until the request's headers were seen; null = nothing is left to check. */
  uncheckedBody: CaptureBody | null;
  /** When Firefox handed it over to the page's service worker, Unix ms; null = it did not, or the worker has sent it. */
  handedOverAt: number | null;
}

/** Capture ID: the browser session keeps a requestId from meaning another request after a restart. */
export function captureIdOf(session: string, requestId: string, hop: number): string {
  return `${session}:${requestId}:${hop}`;
}

function requestIdOf(session: string, captureId: string): string | null {
  return captureId.startsWith(`${session}:`) ? captureId.slice(session.length + 1, captureId.lastIndexOf(':')) : null;
}

/** A fresh mark for a request whose start was just seen. */
export function beginMark(capture: Capture, hop: number, platform: string): InFlight {
  return {
    captureId: capture.id,
    method: capture.method,
    url: capture.url,
    initiator: capture.initiator,
    hop,
    platform,
    startedAt: capture.startedAt,
    sentHeaders: false,
    status: null,
    ended: false,
    uncheckedBody: capture.body.kind === 'pending' || capture.body.kind === 'form' ? capture.body : null,
    handedOverAt: null,
  };
}

/** Marks by requestId as the end of the log tells them, for a background that has just started. */
export function recoverMarks(
  session: string,
  entries: readonly LoggedEntry[],
  platformOf: (capture: Capture) => string | null,
): Map<string, InFlight> {
  const marks = new Map<string, InFlight>();
  for (const { entry } of entries) {
    if (entry.kind === 'capture' && entry.capture.delivery.state === 'in-flight') recoverCapture(marks, session, entry.capture, platformOf(entry.capture));
    if (entry.kind === 'delivery') recoverDelivery(marks, session, entry.captureId, entry.delivery);
  }
  return marks;
}

function recoverCapture(marks: Map<string, InFlight>, session: string, capture: Capture, platform: string | null): void {
  const requestId = requestIdOf(session, capture.id);
  if (requestId === null || platform === null) return;
  const hop = Number(capture.id.slice(capture.id.lastIndexOf(':') + 1));
  marks.set(requestId, { ...beginMark(capture, hop, platform), sentHeaders: null });
}

function recoverDelivery(marks: Map<string, InFlight>, session: string, captureId: string, delivery: Delivery): void {
  const mark = marks.get(requestIdOf(session, captureId) ?? '');
  if (mark?.captureId !== captureId) return;
  if (delivery.state === 'delivered') mark.status = delivery.status;
  else mark.ended = delivery.state !== 'in-flight';
}

/** Requests of an earlier browser session that never ended: the browser closed, so nothing more will be heard. */
export function closeEarlierSessions(session: string, entries: readonly LoggedEntry[], now: number): LogEntry[] {
  const open = new Set<string>();
  for (const { entry } of entries) {
    if (entry.kind === 'capture' && requestIdOf(session, entry.capture.id) === null && entry.capture.delivery.state === 'in-flight') {
      open.add(entry.capture.id);
    }
    if (entry.kind === 'delivery' && entry.delivery.state !== 'in-flight') open.delete(entry.captureId);
  }
  const delivery: Delivery = { state: 'sent-unconfirmed', error: 'the browser closed before the request ended' };
  return [...open].map((captureId) => ({ kind: 'delivery', at: now, captureId, delivery }));
}
