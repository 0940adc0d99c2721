import { expect, test } from 'vitest';
import { readConsent } from '../../../lib/platforms/sdk-consent.ts';
import { consentOfCall, readPageCall } from '../../../lib/platforms/sdk-call.ts';

test.each([
  ['fbq', 'consent', ['revoke'], 'denied'],
  ['fbq', 'consent', ['consent', 'grant'], 'granted'],
  ['ttq', 'revokeConsent', [], 'denied'],
  ['ttq', 'holdConsent', [], 'denied'],
  ['ttq', 'grantConsent', [], 'granted'],
  ['oaiq', 'consent', [false], 'denied'],
  ['oaiq', 'consent', [true], 'granted'],
  ['fbq', 'track', ['Purchase'], null],
  ['oaiq', 'consent', ['yes'], null],
  // Google's and Microsoft's tags send a hit all the same: the wire says so.
  ['gtag', 'consent', ['update', { ad_storage: 'denied' }], null],
  ['uetq', 'push', ['consent', 'update', { ad_storage: 'denied' }], null],
] as const)('%s(%s, %j) tells the SDK: %s', (api, method, args, state) => {
  expect(readConsent(api, method, args)).toBe(state);
});

test('a consent call that the hook saw is kept, and names no event', () => {
  const [call, ...more] = readPageCall({ record: 'call', api: 'fbq', method: 'consent', arguments: ['revoke'], stack: null, at: 1 }, 'D1');
  expect(more).toEqual([]);
  expect(call).toMatchObject({ platform: 'meta', eventName: null, eventId: null });
  expect(call && consentOfCall(call)).toBe('denied');
});
