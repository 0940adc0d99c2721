import type { Capture, CaptureBody, Delivery } from '../model/capture.ts';
import type { LogEntry } from '../model/log.ts';
import type { Attempt, Violation } from './hook-attempt.ts';

/** What the log says of a call whose request was seen: who made it, its body where the browser hid that, its document where it was not told. */
export function entriesOfJoin({ record, sender }: Attempt, capture: Capture): LogEntry[] {
  const { api, stack, body, at } = record;
  const isLost = capture.documentId === null || capture.tabId === -1;
  const { documentId, tabId, frame, pageUrl } = sender;
  const place = isLost && documentId !== null ? { documentId, tabId, frame, pageUrl: pageUrl ?? capture.pageUrl } : null;
  return [
    { kind: 'origin', at, captureId: capture.id, madeBy: { api, stack }, place },
    ...(completes(body, capture.body) ? [{ kind: 'body', at, captureId: capture.id, body, seenBy: 'page-hook' } as const] : []),
  ];
}

function completes(told: CaptureBody, known: CaptureBody): boolean {
  if (known.kind === 'pending') return told.kind !== 'pending';
  return known.kind === 'unreadable' && (told.kind === 'text' || told.kind === 'form' || told.kind === 'bytes');
}

/** A call that never became a request, and why. */
export function captureOfAttempt({ record, sender }: Attempt, id: string, delivery: Delivery): LogEntry {
  const { api, stack, method, url, contentType, body, at } = record;
  return unsent({ ...placeOf(sender), id, startedAt: at, method, url, contentType, body, delivery, madeBy: { api, stack } });
}

/** Directives under which a browser fetches by GET alone. */
const GET_DIRECTIVES = /^(img|script|style|font|media|frame|child|manifest|object)-src/;

/** A stopped request of which only the address is known: parsed markup, or the hook is off. */
export function captureOfViolation({ record, sender }: Violation, id: string): LogEntry {
  const { directive, blockedUrl, at } = record;
  const isGet = GET_DIRECTIVES.test(directive) || (URL.parse(blockedUrl)?.search ?? '') !== '';
  const body: CaptureBody = isGet ? { kind: 'none' } : { kind: 'unreadable', reason: "the page's policy stopped the request, and the browser tells no more than its address" };
  const method = isGet ? 'GET' : 'POST';
  return unsent({ ...placeOf(sender), id, startedAt: at, method, url: blockedUrl, contentType: null, body, delivery: { state: 'blocked', by: 'csp' } });
}

function placeOf({ documentId, tabId, frame, origin, pageUrl, isPrivate }: Attempt['sender']) {
  return { seenBy: ['page-hook'] as const, documentId, tabId, frame, initiator: origin, pageUrl, ...(isPrivate ? { private: true as const } : {}) };
}

function unsent(capture: Capture): LogEntry {
  return { kind: 'capture', at: capture.startedAt, capture };
}

/** A call of which nothing is known but that no request followed. */
export function entryOfUnexplained({ record, sender, platform }: Attempt, why: 'coalesced' | 'no-request'): LogEntry {
  const { api, stack, method, url, at } = record;
  const { documentId, tabId, pageUrl } = sender;
  return { kind: 'attempt', at, attempt: { api, stack, platform, method, url, documentId, tabId, pageUrl, why, at } };
}
