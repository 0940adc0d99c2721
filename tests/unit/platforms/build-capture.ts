import type { Capture, CaptureBody } from '../../../lib/model/capture.ts';
import type { FixtureRequest } from './read-fixtures.ts';

/** A delivered capture with only what a test is about. */
export function buildCapture(url: string, more: Partial<Capture> = {}): Capture {
  return {
    id: 'c1',
    seenBy: ['web-request'],
    tabId: 7,
    documentId: 'D1',
    frame: 'top',
    pageUrl: 'https://shop.test/thanks',
    initiator: 'https://shop.test',
    startedAt: 1_795_000_000_000,
    method: 'GET',
    url,
    contentType: null,
    body: { kind: 'none' },
    delivery: { state: 'delivered', status: 200 },
    ...more,
  };
}

export function textBody(text: string): CaptureBody {
  return { kind: 'text', text };
}

/** A fixture's request as it would have been captured. */
export function captureOf({ method, url, headers, body }: FixtureRequest): Capture {
  return buildCapture(url, { method, contentType: headers?.['content-type'] ?? null, body: body === undefined ? { kind: 'none' } : textBody(body) });
}
