import type { CaptureBody } from './capture.ts';

/** The page's global that was called. `dataLayer` stands for every push that is no `gtag()` call. */
export type HookedApi = 'fbq' | 'ttq' | 'gtag' | 'dataLayer' | 'oaiq' | 'pintrk' | 'snaptr' | 'lintrk' | 'rdt' | 'twq' | 'uetq';

/** The page called its SDK. */
export interface PageCall {
  record: 'call';
  api: HookedApi;
  /** First argument of a command queue (`track`), name of the method of an object (`ttq.track`), `push` for `dataLayer` and `uetq`. */
  method: string;
  /** As passed, as plain JSON, capped in depth, length and size; what cannot be copied stands as a string that says so. */
  arguments: readonly unknown[];
  stack: string | null;
  /** Unix ms. */
  at: number;
}

/** The page asked the browser to send a request. Whether one left is not known from here. */
export interface PageAttempt {
  record: 'attempt';
  api: 'fetch' | 'xhr' | 'beacon' | 'image' | 'script' | 'form' | 'fetch-later';
  method: string;
  /** Absolute, without fragment. */
  url: string;
  contentType: string | null;
  body: CaptureBody;
  /** Why the browser refused at once (`sendBeacon` returned false, a TypeError); null where it did not. */
  refused: string | null;
  stack: string | null;
  /** Unix ms. */
  at: number;
}

/** A `securitypolicyviolation` event of the document. */
export interface PageViolation {
  record: 'violation';
  /** The directive in effect: `connect-src`. */
  directive: string;
  /** Full URL with query, as the event gives it. */
  blockedUrl: string;
  /** `report`: the policy only reports, and the request was sent. */
  disposition: 'enforce' | 'report';
  /** Unix ms. */
  at: number;
}

/** How the hook of one document stands: every part that is off says why. */
export interface PageHookReport {
  record: 'hook';
  parts: readonly { part: HookedApi | PageAttempt['api'] | 'blob'; on: boolean; reason: string | null }[];
  /** Unix ms. */
  at: number;
}

/** What the page hook says of one document. The page can forge all of it: it completes or explains a capture, it never proves that something was sent. */
export type PageRecord = PageCall | PageAttempt | PageViolation | PageHookReport;
