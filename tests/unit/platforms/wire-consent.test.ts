import { expect, test } from 'vitest';
import { decodeCapture } from '../../../lib/platforms/decode.ts';

function issuesOf(url: string): string[] {
  const capture = { id: 'c1', seenBy: ['web-request' as const], tabId: 1, documentId: 'D1', frame: 'top' as const, pageUrl: null, initiator: null, startedAt: 0, method: 'GET', url, contentType: null, body: { kind: 'none' as const }, delivery: { state: 'delivered' as const, status: 200 } };
  return decodeCapture(capture, []).events.flatMap(({ issues }) => issues.map(({ code }) => code));
}

const ANALYTICS = 'https://www.google-analytics.com/g/collect?v=2&tid=G-1&en=purchase&ep.transaction_id=1013';
const ADS = 'https://www.googleadservices.com/pagead/conversion/1071635065/?random=1&en=conversion&label=AbC&oid=1013';
const FLOODLIGHT = 'https://1234567.fls.doubleclick.net/activityi;src=1234567;type=sales0;cat=order0;qty=1;cost=10;ord=1013';
const UET = 'https://bat.bing.com/action/0?ti=187000001&ea=purchase&evt=custom';

test.each([
  [`${ANALYTICS}&gcs=G100`, true],
  // Analytics storage is what counts here, ad storage for the ad products.
  [`${ANALYTICS}&gcs=G110`, true],
  [`${ANALYTICS}&gcs=G101`, false],
  [`${ADS}&gcs=G101`, true],
  [`${ADS}&gcs=G110`, false],
  [`${FLOODLIGHT};gcs=G100?`, true],
  [`${FLOODLIGHT};gcs=G111?`, false],
  [`${UET}&asc=D`, true],
  [`${UET}&asc=G`, false],
  [ANALYTICS, false],
])('%s was sent without consent: %s', (url, isDenied) => {
  expect(issuesOf(url).includes('consent-denied')).toBe(isDenied);
});
