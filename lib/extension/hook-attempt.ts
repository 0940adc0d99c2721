import type { Capture, CaptureBody, FrameKind } from '../model/capture.ts';
import type { PageAttempt, PageViolation } from '../model/page-record.ts';
import type { PlatformId } from '../model/platform-id.ts';

/** The document that a page record came from, as the browser itself names it: a page cannot forge that. */
export interface RecordSender {
  documentId: string | null;
  tabId: number;
  frame: FrameKind;
  /** Origin of the document; null for an opaque one. */
  origin: string | null;
  /** URL of the top page; null where unknown. */
  pageUrl: string | null;
  /** Of a private window, in a browser that has one background for all. */
  isPrivate?: boolean;
}

/** A call of the page that should make a request. */
export interface Attempt {
  record: PageAttempt;
  sender: RecordSender;
  platform: PlatformId;
  /** When the background heard of it, Unix ms. */
  heardAt: number;
}

/** A request that the document's policy stopped. */
export interface Violation {
  record: PageViolation;
  sender: RecordSender;
  /** null = no platform's address: not worth a capture of its own. */
  platform: PlatformId | null;
  heardAt: number;
}

/** A call and its request are at most this far apart, ms (capture.md: -5 to 48 measured). */
export const JOIN_MS = 1_000;
/** Elements may wait for the browser's turn before their request starts. */
const ELEMENT_JOIN_MS = 10_000;

/** Address by which call and request are the same: without fragment, and without scheme, since browsers make https of http. */
export function addressOf(url: string): string {
  return url.replace(/^https?:/, '').replace(/#.*$/s, '');
}

export function callKey({ method, url }: { method: string; url: string }): string {
  return `${method.toUpperCase()} ${addressOf(url)}`;
}

/** True for requests that a browser makes when it finds the time. */
function isElement({ api }: PageAttempt): boolean {
  return api === 'image' || api === 'script' || api === 'form';
}

/** How unlikely it is that this call made this request; null = it did not. */
export function costOf({ record, sender }: Attempt, capture: Capture): number | null {
  if (!isSameDocument(sender, capture) && !isSamePlace(sender, capture)) return null;
  const later = capture.startedAt - record.at;
  const apart = Math.abs(later);
  if (apart > JOIN_MS && !(isElement(record) && later > 0 && later <= ELEMENT_JOIN_MS)) return null;
  return apart + (contradict(record.body, capture.body) ? ELEMENT_JOIN_MS : 0);
}

export function isSameDocument({ documentId }: RecordSender, capture: Pick<Capture, 'documentId'>): boolean {
  return documentId !== null && documentId === capture.documentId;
}

/**
 * Where the browser names no document (closed tab, form, keepalive in Firefox, worker) or that of the frame around an empty one, tab and
 * origin decide. A page's service worker sends without a tab.
 */
function isSamePlace({ tabId, origin }: RecordSender, capture: Capture): boolean {
  if (capture.tabId !== -1 && capture.tabId !== tabId) return false;
  return capture.initiator === null || origin === null || capture.initiator === origin;
}

/** Two bodies that were both read and differ: these are two requests. */
function contradict(a: CaptureBody, b: CaptureBody): boolean {
  if (a.kind === 'text' && b.kind === 'text') return a.text !== b.text;
  return (a.kind === 'none' && b.kind === 'text') || (a.kind === 'text' && b.kind === 'none');
}
