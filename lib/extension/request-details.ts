import type { Capture, CaptureBody, FrameKind } from '../model/capture.ts';

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
  requestHeaders?: readonly { name: string }[] | undefined;
  documentId?: string | undefined;
  /** Chromium. */
  frameType?: string | undefined;
  /** Chromium: an origin, or the text "null" for an opaque one. */
  initiator?: string | undefined;
  /** Firefox: URL of what made the request. */
  originUrl?: string | undefined;
  /** Firefox: URL of the frame's document. */
  documentUrl?: string | undefined;
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
export interface CaptureContext {
  id: string;
  body: CaptureBody;
  /** Top page by the recorder's own map; Firefox tells it with the request. */
  pageUrl: string | null;
}

/** A request that has just begun, as a capture. */
export function toCapture(details: RequestDetails, { id, body, pageUrl }: CaptureContext): Capture {
  return {
    id,
    seenBy: ['web-request'],
    tabId: details.tabId,
    documentId: details.documentId ?? null,
    frame: frameOf(details),
    pageUrl: details.frameAncestors?.at(-1)?.url ?? details.documentUrl ?? pageUrl,
    initiator: initiatorOf(details),
    startedAt: Math.round(details.timeStamp),
    method: details.method,
    url: details.url,
    contentType: null,
    body,
    delivery: { state: 'in-flight' },
  };
}
