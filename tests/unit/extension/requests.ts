import type { CaptureBody, Delivery } from '../../../lib/model/capture.ts';
import type { LogEntry } from '../../../lib/model/log.ts';
import type { RequestDetails } from '../../../lib/extension/request-details.ts';
import { createRequestTracker, type RequestTracker } from '../../../lib/extension/request-tracker.ts';

export const PIXEL = 'https://www.facebook.com/tr/?id=1&ev=Purchase';
export const NO_BODY: CaptureBody = { kind: 'none' };

/** A webRequest event of the top page in tab 7. */
export function details(change: Partial<RequestDetails> = {}): RequestDetails {
  return {
    requestId: '1',
    url: PIXEL,
    method: 'GET',
    tabId: 7,
    frameId: 0,
    frameType: 'outermost_frame',
    documentId: 'D1',
    initiator: 'https://shop.test',
    timeStamp: 1_000,
    type: 'xmlhttprequest',
    ...change,
  };
}

/** A platform by host, as the registry would say. */
export function platformOfUrl({ url }: { url: string }): string | null {
  if (url.includes('facebook')) return 'meta';
  return url.includes('google') ? 'google-ads' : null;
}

export function trackerFor(session = 's'): RequestTracker {
  return createRequestTracker(session, new Map(), platformOfUrl);
}

type Step = [event: keyof Omit<RequestTracker, 'closeStale'>, change?: Partial<RequestDetails>];

/** Plays events of one request and returns everything written to the log. */
export function play(tracker: RequestTracker, steps: readonly Step[], body: CaptureBody = NO_BODY): LogEntry[] {
  return steps.flatMap(([event, change]) =>
    event === 'started' ? tracker.started(details(change), body, { documentId: 'D1', pageUrl: null }) : tracker[event](details(change)),
  );
}

/** How each capture stands at the end of these entries, by ID. */
export function deliveries(entries: readonly LogEntry[]): Record<string, Delivery> {
  const found: Record<string, Delivery> = {};
  for (const entry of entries) {
    if (entry.kind === 'capture') found[entry.capture.id] = entry.capture.delivery;
    if (entry.kind === 'delivery') found[entry.captureId] = entry.delivery;
  }
  return found;
}
