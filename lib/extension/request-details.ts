import type { Capture, CaptureBody, FrameKind } from '../model/capture.ts';
import type { RequestPlace } from './request-place.ts';

/** A body as `webRequest.onBeforeRequest` hands it over. */
export interface RequestBody {
  error?: string | undefined;
  formData?: Readonly<Record<string, readonly (string | ArrayBuffer)[]>> | undefined;
  raw?: readonly { bytes?: ArrayBuffer | undefined; file?: string | undefined }[] | undefined;
}

/** The fields of a webRequest event that are read here: Chromium's and Firefox's together. */
export interface RequestDetails {
  requestId: string;
  url: string;
  method: string;
  tabId: number;
  frameId: number;
  /** Unix ms. */
  timeStamp: number;
  requestBody?: RequestBody | null | undefined;
  requestHeaders?: readonly { name: string; value?: string | undefined }[] | undefined;
  /** What asked for it: `xmlhttprequest`, `ping` (Chromium), `beacon` (Firefox), `sub_frame`, … */
  type?: string | undefined;
  /** Firefox: of a private window. */
  incognito?: boolean | undefined;
  documentId?: string | undefined;
  parentDocumentId?: string | undefined;
  /** Chromium. */
  frameType?: string | undefined;
  /** Chromium: an origin, or the text "null" for an opaque one. */
  initiator?: string | undefined;
  /** Firefox: URL of what made the request. */
  originUrl?: string | null | undefined;
  /** Firefox: URL of the frame's document or of the worker's script; null for an opaque origin. */
  documentUrl?: string | null | undefined;
  /** Firefox: the frames above, the top page last. */
  frameAncestors?: readonly { url: string }[] | undefined;
  redirectUrl?: string | undefined;
  statusCode?: number | undefined;
  fromCache?: boolean | undefined;
  error?: string | undefined;
}

/**
 * Chromium's frameId is 0 for no other frame than the active top page: a prerendered, cached or closing page has another
 * one, so only its frameType tells. Firefox has no frameType.
 */
export function frameOf({ tabId, frameId, frameType }: RequestDetails): FrameKind {
  if (tabId < 0) return 'unknown';
  if (frameType !== undefined) return frameType === 'outermost_frame' ? 'top' : 'sub';
  return frameId === 0 ? 'top' : 'sub';
}

/** Origin that made the request; null where the browser hides it (sandboxed frame). */
export function initiatorOf({ initiator, originUrl }: RequestDetails): string | null {
  const origin = URL.parse(initiator ?? originUrl ?? '')?.origin;
  return origin === undefined || origin === 'null' ? null : origin;
}

/** What the mapping cannot read off the event itself. */
export interface CaptureContext extends RequestPlace {
  id: string;
  body: CaptureBody;
}

/** A request that has just begun, as a capture. */
export function toCapture(details: RequestDetails, { id, body, documentId, pageUrl }: CaptureContext): Capture {
  return {
    id,
    seenBy: ['web-request'],
    tabId: details.tabId,
    documentId,
    frame: frameOf(details),
    pageUrl,
    initiator: initiatorOf(details),
    startedAt: Math.round(details.timeStamp),
    method: details.method,
    url: details.url,
    contentType: null,
    body,
    delivery: { state: 'in-flight' },
    ...(details.incognito ? { private: true as const } : {}),
  };
}
