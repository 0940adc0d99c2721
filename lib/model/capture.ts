import type { PlatformId } from './platform-id.ts';

/** Who saw a request. The page hook can be forged by the page, so alone it never proves that something was sent. */
export type CaptureSource = 'web-request' | 'page-hook' | 'devtools-har' | 'import';

/** What is known of a request's body. */
export type CaptureBody =
  | { kind: 'none' }
  /** A form that the browser handed over already parsed: name and value in wire order. */
  | { kind: 'form'; fields: readonly (readonly [name: string, value: string])[] }
  | { kind: 'text'; text: string }
  /** Bytes that are not UTF-8 text (gzip, multipart with files), as base64 so that a capture stays plain JSON. */
  | { kind: 'bytes'; base64: string }
  /** Another source (page hook, HAR) may still supply it. */
  | { kind: 'pending'; reason: string }
  | { kind: 'unreadable'; reason: string };

/** Who kept a request from leaving the browser. */
export type Blocker = 'client' | 'csp' | 'mixed-content' | 'tracking-protection';

/** How far a request got (capture.md §4). */
export type Delivery =
  | { state: 'in-flight' }
  /** The server answered. A status of 400 or more means that it did not accept. */
  | { state: 'delivered'; status: number }
  /** The request left, but the page went away before an answer: 72 of 74 such requests did arrive. */
  | { state: 'sent-unconfirmed'; error: string }
  | { state: 'blocked'; by: Blocker }
  /** The network failed: name not resolved, refused, offline. */
  | { state: 'failed'; error: string };

/** Where in the tab a request came from. */
export type FrameKind = 'top' | 'sub' | 'worker' | 'unknown';

/** The page's own code that made a request, as the page hook saw it. The page can forge it: it explains only. */
export interface RequestOrigin {
  /** `fetch`, `beacon`, `image`, … */
  api: string;
  stack: string | null;
}

/** The document that a request came from. */
export interface CapturePlace {
  documentId: string;
  tabId: number;
  frame: FrameKind;
  /** URL of the top page; null where unknown. */
  pageUrl: string | null;
}

/** A request that the page asked for and that the browser never made. */
export interface UnsentAttempt extends RequestOrigin {
  platform: PlatformId;
  method: string;
  url: string;
  documentId: string | null;
  tabId: number;
  pageUrl: string | null;
  /** `coalesced`: the same image was requested before in that document, so the browser needed no second request. */
  why: 'coalesced' | 'no-request';
  /** Unix ms. */
  at: number;
}

/** One network request seen leaving the page. */
export interface Capture {
  /** Browser session + requestId + hop: stable over restarts of the background. */
  id: string;
  seenBy: readonly CaptureSource[];
  /** -1 where the browser no longer knows (shared worker, closed tab). */
  tabId: number;
  documentId: string | null;
  frame: FrameKind;
  /** URL of the top page at the time of the request; null where unknown. */
  pageUrl: string | null;
  /** Origin that made the request; null where the browser hides it. */
  initiator: string | null;
  /** Unix time in ms. */
  startedAt: number;
  method: string;
  url: string;
  /** The request's Content-Type, where a source tells it; null otherwise. */
  contentType: string | null;
  body: CaptureBody;
  delivery: Delivery;
  /** The call that made it, where the page hook saw one. */
  madeBy?: RequestOrigin;
  /** From a private window of a browser that has one background for all windows (Firefox): shown, never stored. */
  private?: true;
}
